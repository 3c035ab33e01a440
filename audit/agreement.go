package audit

import (
	"slices"

	"weaksignal/audit/stats"
)

// identical looks at documents that were decided more than once for the same role:
// the text is the same, so that a different decision has another reason. nil where
// no document repeats.
func (v *view) identical() *IdenticalDocuments {
	type key struct {
		text uint64
		role uint32
	}
	units := map[key][]int{}
	for i, r := range v.rows {
		if int(r) < len(v.data.text) && v.data.text[r] != 0 {
			k := key{v.data.text[r], v.data.role.at(int(r))}
			units[k] = append(units[k], side(v.advanced[i]))
		}
	}
	out := &IdenticalDocuments{}
	var coded [][]int
	for _, u := range units {
		if len(u) < 2 {
			continue
		}
		slices.Sort(u)
		coded = append(coded, u)
		out.Documents++
		if u[0] != u[len(u)-1] {
			out.Differently++
		}
	}
	if out.Documents == 0 {
		return nil
	}
	slices.SortFunc(coded, slices.Compare) // no map order in sums
	method := "Krippendorff's alpha, nominal, documents decided more than once for one role"
	alpha, err := stats.KrippendorffNominal(coded)
	if err != nil {
		out.Alpha = NotEstimable(method, out.Documents, reason(err))
	} else {
		out.Alpha = Point(alpha, method, out.Documents)
	}
	return out
}

// training compares trained with untrained screeners within requisitions; nil
// where the export doesn't say.
func (v *view) training(fs []factor, level float64) *Training {
	trained := v.data.stages[v.index].trained
	is := func(code uint8) *view {
		return v.filter(func(r int) bool { return r < len(trained) && trained[r] == code })
	}
	yes, no := is(2), is(1)
	if len(yes.rows) == 0 || len(no.rows) == 0 {
		return nil
	}
	cells := make([][2]cell, len(v.data.stratum.names))
	all := [2]cell{}
	for k, part := range []*view{no, yes} {
		for i, r := range part.rows {
			cells[v.data.stratum.at(int(r))][k].add(part.advanced[i])
			all[k].add(part.advanced[i])
		}
	}
	p, err := stats.MHRiskDifference(strata(cells), level)
	out := &Training{Trained: rate(all[1], level), Untrained: rate(all[0], level), Signals: []TrainingSignal{},
		RiskDifference: pooled(p, err, level, methodMHRD, all[0].n+all[1].n)}
	for j := range fs {
		if fs[j].block == Weak && fs[j].signal >= 0 {
			out.Signals = append(out.Signals, TrainingSignal{Signal: fs[j].id,
				Trained: yes.pooledDifference(&fs[j], level), Untrained: no.pooledDifference(&fs[j], level)})
		}
	}
	return out
}

// pooledDifference is the Mantel–Haenszel risk difference of a factor in the view.
func (v *view) pooledDifference(f *factor, level float64) Estimate {
	c := v.count(f)
	p, err := stats.MHRiskDifference(strata(c.byStratum), level)
	return pooled(p, err, level, methodMHRD, c.present.n+c.absent.n)
}
