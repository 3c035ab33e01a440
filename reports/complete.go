package reports

import (
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// complete gives each later stage a row for every group, route and requisition of the
// stage before, as a row that is missing would say that nobody of it advanced. The
// book and its result stay as they are.
func complete(b *Book) *Book {
	book, res := *b, *b.Result
	res.Stages = slices.Clone(res.Stages)
	for i := 1; i < len(res.Stages); i++ {
		before, st := res.Stages[i-1], &res.Stages[i]
		if st.Stage == result.BottomLine {
			before = res.Stages[0]
		}
		st.Impact = slices.Clone(st.Impact)
		for a := range st.Impact {
			for _, imp := range before.Impact {
				if imp.Attribute == st.Impact[a].Attribute {
					st.Impact[a].Groups = union(imp.Groups, st.Impact[a].Groups, func(g result.GroupResult) string { return g.Group }, nobody)
				}
			}
		}
		st.Routes = union(before.Routes, st.Routes, func(r result.RouteResult) string { return r.Kind + "\x00" + r.Level + "\x00" + r.Name },
			func(r result.RouteResult) result.RouteResult {
				r.Count = result.Count{Rate: result.NotEstimable("", 0, nobodyHere)}
				return r
			})
	}
	book.Result = &res
	book.Requisitions = completeRequisitions(b.Requisitions, res.Stages)
	return &book
}

const nobodyHere = "nobody entered the stage"

func nobody(g result.GroupResult) result.GroupResult {
	none := result.NotEstimable("", 0, nobodyHere)
	return result.GroupResult{Group: g.Group, Small: true, Rate: none, ImpactRatio: none, StatutoryRatio: none, RiskDifference: none, MHRiskDifference: none, MHImpactRatio: none}
}

// union is the rows of a stage in the order of the stage before, with empty rows for
// those that it lacks, and then the others.
func union[T any](before, now []T, key func(T) string, empty func(T) T) []T {
	var out []T
	at := func(rows []T, k string) int { return slices.IndexFunc(rows, func(x T) bool { return key(x) == k }) }
	for _, x := range before {
		if i := at(now, key(x)); i >= 0 {
			out = append(out, now[i])
		} else {
			out = append(out, empty(x))
		}
	}
	for _, x := range now {
		if at(before, key(x)) < 0 {
			out = append(out, x)
		}
	}
	return out
}

func completeRequisitions(all []dataset.Stratum, stages []result.StageResult) []dataset.Stratum {
	var out, before []dataset.Stratum
	for i, st := range stages {
		var now []dataset.Stratum
		for _, r := range all {
			if r.Stage == st.Stage {
				now = append(now, r)
			}
		}
		if i > 0 && st.Stage != result.BottomLine {
			now = unionOfRequisitions(before, now, st.Stage)
		}
		before = now
		out = append(out, now...)
	}
	return out
}

func unionOfRequisitions(before, now []dataset.Stratum, stage string) []dataset.Stratum {
	if len(now) == 0 {
		return nil
	}
	have := map[string]bool{}
	for _, r := range now {
		have[r.Requisition] = true
	}
	for _, r := range before {
		if !have[r.Requisition] {
			now = append(now, dataset.Stratum{Stage: stage, Requisition: r.Requisition, Role: r.Role})
		}
	}
	slices.SortStableFunc(now, func(a, b dataset.Stratum) int { return strings.Compare(a.Requisition, b.Requisition) })
	return now
}
