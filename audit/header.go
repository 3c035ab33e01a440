package audit

import (
	"math"
	"sort"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// header counts what the stage rests on.
func header(v *dataset.View) result.StageResult {
	d := v.Data
	s := result.StageResult{Stage: v.Stage, N: v.N(), Excluded: d.Applications(v.Out), Skipped: d.Applications(v.Skip),
		Signals: []result.SignalResult{}, Impact: []result.Impact{}, Prevalence: []result.Prevalence{}, GapDecomposition: []result.GapDecomposition{},
		Routes: []result.RouteResult{}, Warnings: []string{}}
	reqs := make([]bool, len(d.Requisition.Names))
	screeners := make([]bool, len(d.Stages[v.Index].Screener.Names))
	persons := map[uint64]int{}
	for i, r := range v.Rows {
		if v.Advanced[i] {
			s.Advanced += v.Times(i)
		}
		reqs[d.Requisition.At(int(r))] = true
		screeners[d.Stages[v.Index].Screener.At(int(r))] = true
		if int(r) < len(d.Person) && d.Person[r] != 0 {
			persons[d.Person[r]]++
		}
	}
	for _, n := range persons {
		if n > 1 {
			s.Reapplicants += n
		}
	}
	s.Requisitions = count(reqs)
	s.Screeners = count(screeners[1:])
	s.ExcludedReasons = excludedReasons(v)
	return s
}

func count(set []bool) int {
	n := 0
	for _, in := range set {
		if in {
			n++
		}
	}
	return n
}

func excludedReasons(v *dataset.View) []result.ReasonCount {
	if len(v.Reasons) == 0 {
		return nil
	}
	names := v.Data.Stages[v.Index].Reason.Names
	counts := map[string]int{}
	for i, c := range v.Reasons {
		name := names[c]
		if name == "" {
			name = "other"
		}
		counts[name] += v.Data.Times(int(v.Out[i]))
	}
	out := make([]result.ReasonCount, 0, len(counts))
	for reason, n := range counts {
		out = append(out, result.ReasonCount{Reason: reason, Count: n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Reason < out[j].Reason })
	return out
}

// margin is the practical margin δ of a stage's verdicts: the plan's, or the
// smaller of 5 points and a fifth of the rarer outcome's rate. The fifth carries the
// idea of the four-fifths rule (29 CFR 1607.4 D) to rare selections and to rare
// rejections, which an absolute 5 points would wave through.
func margin(p Plan, n, advanced int) float64 {
	if p.Margin > 0 {
		return p.Margin
	}
	rarer := min(advanced, n-advanced)
	if rarer <= 0 {
		return 0.05
	}
	return math.Min(0.05, 0.2*float64(rarer)/float64(n))
}
