package audit

import (
	"fmt"
	"math/rand/v2"
)

// neutralise asks what the groups' rates would be with the same places filled and
// the weak signals taken out of the model, by the draws of changedSelections. W
// lies between group and decision, so that groups aren't in the model: this is
// about the whole difference, not the direct one.
func (v *view) neutralise(fs []factor, r *roster, im *Impact, p Plan) {
	if p.NoReliance || im.ReferenceGroup == "" || r.intersectional {
		return
	}
	pan := panelOf(v.designBy(p, fs, dropUnknown, r.group), func(s int32) int32 { return v.data.requisitionOf(p, s) })
	weak := weakColumns(pan, fs)
	if len(weak) == 0 || pan.strata() == 0 {
		return
	}
	note := ""
	fit := pan.fit(true, -1, nil)
	moves := newCoefficientDraws(pan, fit)
	if total(pan.n) > changedUpTo {
		pan = pan.sample(changedUpTo, p.Seed)
		note = fmt.Sprintf(", on a random sample of about %d applications", changedUpTo)
	}
	w := &whatIf{refill: newRefill(pan, weak), groups: len(r.names), plan: p, note: note}
	w.simulate(fit.beta, moves)
	for g := range im.Groups {
		if !im.Groups[g].Small && w.n[g] > 0 {
			im.Groups[g].Neutralised = w.result(g, reference(im))
		}
	}
}

func weakColumns(p *panel, fs []factor) []int {
	var out []int
	for c, j := range p.active {
		if fs[j].block == Weak {
			out = append(out, c)
		}
	}
	return out
}

func reference(im *Impact) int {
	for g := range im.Groups {
		if im.Groups[g].Group == im.ReferenceGroup {
			return g
		}
	}
	return -1
}

// whatIf holds selections by group, before and after, over draws.
type whatIf struct {
	*refill
	groups    int
	plan      Plan
	note      string
	n, before []float64
	after     []float64   // mean over draws at the estimate
	spread    [][]float64 // by coefficient draw, then group
}

func (w *whatIf) simulate(beta []float64, moves *coefficientDrawer) {
	w.n, w.before = make([]float64, w.groups), make([]float64, w.groups)
	for i, row := range w.row {
		if g := w.p.group[row]; g >= 0 {
			w.n[g]++
			if w.advanced[i] {
				w.before[g]++
			}
		}
	}
	w.after = w.means(beta, residualDraws, w.plan.Workers, 1010)
	w.spread = make([][]float64, coefficientDraws)
	parallel(coefficientDraws, w.plan.Workers, func(i int) {
		b := moves.draw(rand.New(rand.NewPCG(w.plan.Seed+uint64(i), 1111)))
		w.spread[i] = w.means(b, drawsEach, 1, 1212+uint64(i))
	})
}

// means of the selections by group over draws of the residuals.
func (w *whatIf) means(beta []float64, draws, workers int, stream uint64) []float64 {
	eta, weak := w.predict(beta)
	each := make([][]float64, draws)
	parallel(draws, workers, func(i int) {
		each[i] = make([]float64, w.groups)
		w.fill(eta, weak, rand.New(rand.NewPCG(w.plan.Seed+uint64(i), stream)), func(a int) {
			if g := w.p.group[w.row[a]]; g >= 0 {
				each[i][g]++
			}
		})
	})
	out := make([]float64, w.groups)
	for _, counts := range each {
		for g, c := range counts {
			out[g] += c / float64(draws)
		}
	}
	return out
}

// result of group g against the reference group.
func (w *whatIf) result(g, ref int) *Neutralised {
	n := int(w.n[g])
	method := fmt.Sprintf("model-based: places filled again without the weak signals, %d draws%s; percentile interval over %d draws of the coefficients", residualDraws, w.note, coefficientDraws)
	rate := func(counts []float64) float64 { return counts[g] / w.n[g] }
	ratio := func(counts []float64) float64 { return rate(counts) / (counts[ref] / w.n[ref]) }
	out := &Neutralised{N: n, Before: Point(rate(w.before), "rate in the model's applications", n),
		After: w.estimate(rate, method, n)}
	out.RatioBefore, out.RatioAfter = NotEstimable("impact ratio", n, noReference), NotEstimable("impact ratio", n, noReference)
	if ref >= 0 && w.n[ref] > 0 && w.before[ref] > 0 {
		out.RatioBefore = Point(ratio(w.before), "impact ratio in the model's applications", n)
		out.RatioAfter = w.estimate(ratio, method, n)
	}
	return out
}

func (w *whatIf) estimate(f func([]float64) float64, method string, n int) Estimate {
	value := f(w.after)
	drawn := make([]float64, len(w.spread))
	for i, counts := range w.spread {
		drawn[i] = f(counts)
	}
	low, high := quantiles(drawn, w.plan.Level)
	mean := total(drawn) / float64(len(drawn))
	return Interval(value, max(0, value+low-mean), value+high-mean, w.plan.Level, method, n)
}
