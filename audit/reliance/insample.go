package reliance

import (
	"math"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/panel"
	"weaksignal/audit/stats/resample"
)

// inSample is the McFadden split that peers print: maximum likelihood, against
// requisition effects alone, and nothing held out.
func inSample(p *panel.Panel, g *game, a *model.Adjustment, logliks []float64) result.InSample {
	null := logliks[0]
	if len(g.context) > 0 {
		null = panel.Total(p.NullLogLik())
	}
	n := a.Record.N
	value := func(i int) float64 { return 1 - logliks[i]/null }
	point := func(f resample.Split, name string) result.Estimate {
		return result.Point(f.Of(value), name+"; McFadden, in sample, against requisition effects alone", n)
	}
	in := result.InSample{McFadden: point(g.Whole(), "all signals"), Blocks: []result.InSampleBlock{}, Signals: []result.InSampleSignal{},
		McFaddenTotal: mcfaddenTotal(a.Design, g.Whole().Of(func(i int) float64 { return logliks[i] }), n)}
	for side, b := range []result.Block{result.Weak, result.JobRelated} {
		_, shapley, _ := g.Parts(side)
		in.Blocks = append(in.Blocks, result.InSampleBlock{Block: b, Shapley: point(shapley, "Shapley")})
	}
	values := g.owenByFactor()
	for j := range a.Design.Factors {
		f := &a.Design.Factors[j]
		if f.Block == result.Context {
			continue
		}
		e := result.Point(0, "it does not vary within any requisition", n)
		if fn, ok := values[j]; ok {
			e = point(fn, "Owen")
		}
		in.Signals = append(in.Signals, result.InSampleSignal{Signal: f.ID, Block: f.Block, Owen: e})
	}
	return in
}

// mcfaddenTotal compares with one intercept for all applications of the model.
func mcfaddenTotal(d *model.Design, loglik float64, n int) result.Estimate {
	var total, advanced float64
	model.EachStratum(d, func(_, _ int, n, y float64) {
		if y > 0 && y < n {
			total += n
			advanced += y
		}
	})
	null := advanced*math.Log(advanced/total) + (total-advanced)*math.Log1p(-advanced/total)
	return result.Point(1-loglik/null, "McFadden, in sample, against the intercept alone", n)
}
