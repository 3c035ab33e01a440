package screeners

import (
	"cmp"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/agreement"
)

// identical looks at documents that were decided more than once for the same role:
// the text is the same, so that a different decision has another reason. nil where
// no document repeats.
func identical(v *dataset.View, level float64) *result.IdenticalDocuments {
	type key struct {
		text uint64
		role uint32
	}
	units := map[key]*agreement.Ratings{}
	for i, r := range v.Rows {
		if int(r) < len(v.Data.Text) && v.Data.Text[r] != 0 {
			k := key{v.Data.Text[r], v.Data.Role.At(int(r))}
			if units[k] == nil {
				units[k] = &agreement.Ratings{}
			}
			units[k].Ratings++
			units[k].Ones += dataset.Side(v.Advanced[i])
		}
	}
	var all []agreement.Ratings
	for _, u := range units {
		all = append(all, *u)
	}
	n, _, differently, alpha := agreementOf(all, level, "documents decided more than once for one role")
	if n == 0 {
		return nil
	}
	return &result.IdenticalDocuments{Documents: n, Differently: differently, Alpha: alpha}
}

// doubleScreened looks at the applications of the stage that several screeners
// judged; nil where there is none.
func doubleScreened(v *dataset.View, level float64) *result.DoubleScreened {
	col := &v.Data.Stages[v.Index]
	var all []agreement.Ratings
	next := 0
	for _, r := range v.Rows {
		var u agreement.Ratings
		for ; next < len(col.Reviews) && col.Reviews[next].Row <= r; next++ {
			if w := col.Reviews[next]; w.Row == r {
				u.Ratings++
				u.Ones += dataset.Side(w.Advanced)
			}
		}
		all = append(all, u)
	}
	n, judgements, differently, alpha := agreementOf(all, level, "applications judged by two screeners or more")
	if n == 0 {
		return nil
	}
	return &result.DoubleScreened{Applications: n, Judgements: judgements, Differently: differently, Alpha: alpha}
}

// agreementOf is the agreement on units with two judgements or more; the others are left out.
func agreementOf(units []agreement.Ratings, level float64, what string) (n, judgements, differently int, alpha result.Estimate) {
	units = slices.DeleteFunc(units, func(u agreement.Ratings) bool { return u.Ratings < 2 })
	slices.SortFunc(units, func(a, b agreement.Ratings) int { // no map order in sums
		return cmp.Or(cmp.Compare(a.Ratings, b.Ratings), cmp.Compare(a.Ones, b.Ones))
	})
	for _, u := range units {
		judgements += u.Ratings
		if u.Ones > 0 && u.Ones < u.Ratings {
			differently++
		}
	}
	method := "Krippendorff's alpha, nominal, " + what
	iv, err := agreement.KrippendorffBinary(units, level)
	switch {
	case err != nil:
		alpha = result.NotEstimable(method, len(units), stats.Reason(err))
	case iv.Low == iv.High:
		alpha = result.Point(iv.Value, method+"; no interval: no unit changes it", len(units))
	default:
		alpha = result.Interval(iv.Value, iv.Low, iv.High, level, method+"; jackknife over them, t interval", len(units))
	}
	return len(units), judgements, differently, alpha
}
