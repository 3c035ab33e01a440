package audit

import (
	"fmt"
	"math"
)

// neutralise fills in what the groups' rates would be with the same places filled and
// the weak signals taken out of the model, for the attribute of roster t.
func (w *whatIf) neutralise(t int, im *Impact) {
	if w == nil || im.ReferenceGroup == "" || w.first[t] < 0 {
		return
	}
	ref := reference(im)
	for g := range im.Groups {
		if !im.Groups[g].Small && w.n[w.first[t]+g] > 0 {
			im.Groups[g].Neutralised = w.group(w.first[t]+g, w.first[t]+ref)
		}
	}
}

func reference(im *Impact) int {
	for g := range im.Groups {
		if im.Groups[g].Group == im.ReferenceGroup {
			return g
		}
	}
	return -1
}

// group is the result of the group of one cell against the reference group's cell.
func (w *whatIf) group(g, ref int) *Neutralised {
	n := int(w.n[g])
	method := fmt.Sprintf("model-based: places filled again without the weak signals, %d draws; percentile interval over %d draws of the coefficients%s", residualDraws, coefficientDraws, w.note)
	rate := func(counts []float64) float64 { return counts[g] / w.n[g] }
	ratio := func(counts []float64) float64 { return rate(counts) / (counts[ref] / w.n[ref]) }
	out := &Neutralised{N: n, Before: Point(rate(w.before), "rate in the model's applications", n),
		After: w.estimate(rate, math.Inf(1), method, n)}
	out.RatioBefore, out.RatioAfter = NotEstimable("impact ratio", n, noReference), NotEstimable("impact ratio", n, noReference)
	if w.n[ref] > 0 && w.before[ref] > 0 {
		out.RatioBefore = Point(ratio(w.before), "impact ratio in the model's applications", n)
		out.RatioAfter = w.estimate(ratio, math.Inf(1), method, n)
	}
	return out
}
