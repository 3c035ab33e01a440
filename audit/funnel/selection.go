package funnel

import (
	"errors"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/selection"
)

const methodLee = "Lee's bounds of the crude difference among those who would have reached this stage with and without the signal; trimmed from all who were let through more often; no sampling error"

// Later tells whether the view conditions on decisions of earlier stages. The bottom
// line does not: it follows everybody from the first stage.
func Later(v *dataset.View) bool { return v.Index > 0 && v.Stage != result.BottomLine }

// SelectedBy lists the stages whose decisions chose who is compared at the view.
func SelectedBy(v *dataset.View) []string {
	if !Later(v) {
		return nil
	}
	return v.Data.Spec().Stages[:v.Index]
}

// Selection bounds the difference that a signal makes at a later stage: those with and
// without it who are left there were chosen, by it too. nil at the first stage, at the
// bottom line, and for context columns. Of a numeric signal it is that of the values above
// the median and the others, whose own medians are the quartiles that its effect compares.
//
// An application that skipped the stage, or left it without a decision, is no case of
// either. Crude rates: within small requisitions trimming whole people would widen the
// bounds by itself. Lee (2009) Rev Econ Stud 76:1071–1102.
func Selection(v *dataset.View, f *dataset.Factor, level float64) *result.Selection {
	if !Later(v) || f.Block == result.Context {
		return nil
	}
	arms := armsOf(v, f)
	out := &result.Selection{Present: reachedOf(arms[1], level), Absent: reachedOf(arms[0], level)}
	n := int(arms[0].Entered + arms[1].Entered)
	low, high, err := selection.Lee(arms[1], arms[0])
	if err != nil {
		why := err.Error()
		if errors.Is(err, selection.ErrNobody) {
			why = "nobody with the signal, or nobody without it, was decided at this stage"
		}
		out.Difference = result.NotEstimable(methodLee, n, why)
		return out
	}
	out.Difference = result.Point(arms[1].Advanced/arms[1].Entered-arms[0].Advanced/arms[0].Entered, methodLee, n)
	out.Low, out.High = result.Finite(low), result.Finite(high)
	return out
}

// armsOf counts those without [0] and with [1] the signal.
func armsOf(v *dataset.View, f *dataset.Factor) (arms [2]selection.Arm) {
	d := v.Data
	above := v.Split(f, new(float64))
	for r := range d.Len() {
		code, first, here := d.Code(f, r), d.Stages[0].Status[r], d.Stages[v.Index].Status[r]
		if code == 0 || !f.Roles[d.Role.At(r)] || first == dataset.NotEntered && here == dataset.NotEntered ||
			here == dataset.Skipped || here == dataset.Excluded {
			continue
		}
		a := &arms[dataset.Side(above[code])]
		times := float64(d.Times(r))
		a.All += times
		if here != dataset.NotEntered {
			a.Entered += times
		}
		if here == dataset.Advanced {
			a.Advanced += times
		}
	}
	return arms
}

func reachedOf(a selection.Arm, level float64) result.Count {
	return rates.Count(dataset.Cell{N: int(a.All), Advanced: int(a.Entered)}, level)
}

// SelectionWarning says what a later stage's numbers condition on; "" where they don't.
func SelectionWarning(v *dataset.View) string {
	if !Later(v) {
		return ""
	}
	return "Only those whom earlier decisions let through are compared here, and these may have turned on the signal: an effect here can look weaker, or turn round, without any reason at this stage. Exploratory; bounds stand beside it. The bottom line is free of this selection."
}
