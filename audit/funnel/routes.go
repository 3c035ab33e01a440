package funnel

import (
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
)

// Routes count how applications by level, career route and source fare at a stage,
// the latter two with junior and senior roles apart. The unknown are left out where
// nothing is known.
func Routes(v *dataset.View, level float64) []result.RouteResult {
	d, out := v.Data, []result.RouteResult{}
	if levels, of := seniorities(d); len(levels) > 1 {
		cells := make([]dataset.Cell, len(levels))
		for pos, row := range v.Rows {
			cells[of[d.Level.At(int(row))]].Add(v.Advanced[pos], v.Times(pos))
		}
		for k, c := range cells {
			if c.N > 0 {
				out = append(out, result.RouteResult{Kind: "level", Name: labelOrUnknown(levels[k]), Level: levels[k], Count: rates.Count(c, level)})
			}
		}
	}
	out = append(out, ways(v, "route", d.Route.Names, func(r int) int { return int(d.Route.At(r)) }, level)...)
	names, of := sources(d)
	return append(out, ways(v, "source", names, func(r int) int { return of[d.Source.At(r)] }, level)...)
}

func ways(v *dataset.View, kind string, names []string, of func(r int) int, level float64) []result.RouteResult {
	if len(names) < 2 {
		return nil
	}
	levels, levelOf := seniorities(v.Data)
	order, rank := sortedLabels(names)
	cells := make([]dataset.Cell, len(names)*len(levels))
	for pos, row := range v.Rows {
		r := int(row)
		cells[rank[of(r)]*len(levels)+levelOf[v.Data.Level.At(r)]].Add(v.Advanced[pos], v.Times(pos))
	}
	var out []result.RouteResult
	for k, c := range cells {
		if c.N > 0 {
			out = append(out, result.RouteResult{Kind: kind, Name: labelOrUnknown(names[order[k/len(levels)]]), Level: levels[k%len(levels)], Count: rates.Count(c, level)})
		}
	}
	return out
}

// sources are referral, campus and the rest: what a source says of a person's
// privilege lies in these; agencies, boards and sites differ by market. of gives the
// index in names by code; "" is the unknown, and names is that alone where nothing
// is known.
func sources(d *dataset.Dataset) (names []string, of []int) {
	const rest = "other"
	names = []string{""}
	for code, s := range d.Source.Names {
		if code > 0 && s != "referral" && s != "campus" {
			s = rest
		}
		if !slices.Contains(names, s) {
			names = append(names, s)
		}
		of = append(of, slices.Index(names, s))
	}
	return names, of
}

// sortedLabels orders labels by name, the unknown last: order[k] is the index of the
// k-th, rank its inverse.
func sortedLabels(names []string) (order, rank []int) {
	for i := range names {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		if x, y := dataset.Side(names[a] == ""), dataset.Side(names[b] == ""); x != y {
			return x - y
		}
		return strings.Compare(names[a], names[b])
	})
	rank = make([]int, len(names))
	for k, i := range order {
		rank[i] = k
	}
	return order, rank
}
