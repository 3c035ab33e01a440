package screeners

import (
	"fmt"
	"math"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
)

const (
	methodSlopes = "standard deviation between screeners of the log odds ratio with and without the signal, DerSimonian–Laird, of each screener's own Mantel–Haenszel odds ratio over requisitions"
	// sideOfScreener is how many judgements with the signal, and how many without, a
	// screener must have to be compared: below, the error of a log odds ratio is
	// itself too uncertain for Cochran's Q (the usual five of each kind, Agresti 2013 §3.2).
	sideOfScreener = 5
)

// screenerSignals asks of each weak signal whether it goes with advancing equally
// much with all screeners: each screener's odds ratio within requisitions, compared
// by Cochran's Q. On the odds scale a strict and a lenient screener who weigh the
// signal equally look alike. p is corrected over the signals of the stage.
func screenerSignals(v *dataset.View, fs []dataset.Factor, level float64) []result.ScreenerSignal {
	out := []result.ScreenerSignal{}
	var p []*float64
	for j := range fs {
		if fs[j].Block == result.Weak && fs[j].Signal >= 0 {
			s := screenerSignal(v, &fs[j])
			out, p = append(out, s), append(p, s.P)
		}
	}
	for i, adjusted := range stats.BenjaminiHochberg(p) {
		out[i].PAdjusted = adjusted
	}
	return out
}

func screenerSignal(v *dataset.View, f *dataset.Factor) result.ScreenerSignal {
	cells, n := byScreener(v, f)
	out := result.ScreenerSignal{Signal: f.ID, Block: f.Block}
	var of []stats.Independent
	for _, own := range cells {
		if own == nil {
			continue
		}
		tables := rates.Tables(own)
		present, absent := 0, 0
		for _, t := range tables {
			present, absent = present+t.N1, absent+t.N2
		}
		p, err := exact.MHOddsRatio(tables, 0.95)
		if present < sideOfScreener || absent < sideOfScreener || err != nil {
			out.LeftOut++
			continue
		}
		of = append(of, stats.Independent{Value: math.Log(p.Value), SE: p.SE})
	}
	out.Screeners = len(of)
	h, err := stats.CochranQ(of)
	if err != nil {
		out.SpreadSD = result.NotEstimable(methodSlopes, n, fmt.Sprintf("fewer than two screeners have %d judgements with the signal and %d without, and both outcomes", sideOfScreener, sideOfScreener))
		return out
	}
	out.Q, out.DF, out.P = result.Finite(h.Statistic), h.DF, result.Probability(h.P)
	out.SpreadSD = result.Point(h.SD, methodSlopes, n)
	return out
}

// byScreener counts a factor by screener and requisition (with level); [1] present,
// [0] absent. nil where a screener has no judgement with a known value.
func byScreener(v *dataset.View, f *dataset.Factor) (cells [][][2]dataset.Cell, n int) {
	d := v.Data
	cells = make([][][2]dataset.Cell, len(d.Stages[v.Index].Screener.Names))
	var median float64
	above := v.Split(f, &median)
	for i, r := range v.Rows {
		code := d.Code(f, int(r))
		if code == 0 || !f.Roles[d.Role.At(int(r))] {
			continue
		}
		own := &cells[v.Who[i]]
		if *own == nil {
			*own = make([][2]dataset.Cell, len(d.Stratum.Names))
		}
		(*own)[d.Stratum.At(int(r))][dataset.Side(above[code])].Add(v.Advanced[i], v.Times(i))
		n += v.Times(i)
	}
	return cells, n
}
