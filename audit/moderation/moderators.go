package moderation

import (
	"sort"

	"weaksignal/audit/dataset"
	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
)

// levelDecisions is the fewest decisions of a level that is compared.
const levelDecisions = 20

// mostlyConstant is the share of applications in requisitions of one level from which a
// moderator counts as constant within requisitions: its test then is clustered.
const mostlyConstant = 0.9

// moderator puts applications on levels.
type moderator struct {
	kind      result.ModeratorKind
	attribute string
	names     []string // of the levels, in a fixed order
	level     []int32  // by position in the view's rows; −1 = none, or too small a level
	constant  bool     // mostly constant within requisitions
}

// moderators lists those with two levels or more. At the bottom line nobody in particular
// screened.
func moderators(v *dataset.View, a *model.Adjustment) []moderator {
	d := v.Data
	var out []moderator
	add := func(kind result.ModeratorKind, attribute string, names []string, at func(i int) uint32) {
		if m, ok := newModerator(v, kind, attribute, names, at); ok {
			out = append(out, m)
		}
	}
	if v.Stage != result.BottomLine {
		add(result.ByScreener, "", d.Stages[v.Index].Screener.Names, func(i int) uint32 { return v.ScreenerAt(i) })
	}
	// Role codes start at 0; code 0 stands for the unknown in names.
	roles := append([]string{""}, d.Spec().Roles...)
	add(result.ByRole, "", roles, func(i int) uint32 { return d.Role.At(int(v.Rows[i])) + 1 })
	for t, attribute := range d.Spec().Attributes {
		add(result.ByGroup, attribute, d.Groups[t].Names, func(i int) uint32 { return d.Groups[t].At(int(v.Rows[i])) })
	}
	if strength := strengths(a); strength != nil {
		of := a.Base.PatternOf()
		add(result.ByStrength, "", []string{"", "weakest third", "middle third", "strongest third"}, func(i int) uint32 { return strength[of[i]] })
	}
	return out
}

// newModerator keeps the levels with enough decisions; names[0] is the unknown.
func newModerator(v *dataset.View, kind result.ModeratorKind, attribute string, names []string, at func(i int) uint32) (moderator, bool) {
	m := moderator{kind: kind, attribute: attribute, level: make([]int32, len(v.Rows))}
	n := make([]int, len(names))
	for i := range v.Rows {
		n[at(i)] += v.Times(i)
	}
	var codes []int
	for c := 1; c < len(names); c++ {
		if n[c] >= levelDecisions {
			codes = append(codes, c)
		}
	}
	if len(codes) < 2 {
		return m, false
	}
	if kind != result.ByStrength {
		sort.Slice(codes, func(a, b int) bool { return names[codes[a]] < names[codes[b]] })
	}
	index := make([]int32, len(names))
	for c := range index {
		index[c] = -1
	}
	for l, c := range codes {
		index[c] = int32(l)
		m.names = append(m.names, names[c])
	}
	for i := range v.Rows {
		m.level[i] = index[at(i)]
	}
	m.constant = constant(v, m.level)
	return m, true
}

// constant tells whether levels hardly vary within requisitions.
func constant(v *dataset.View, level []int32) bool {
	d := v.Data
	first, same, size := map[uint32]int32{}, map[uint32]bool{}, map[uint32]int{}
	for i, r := range v.Rows {
		q := d.Requisition.At(int(r))
		if _, ok := first[q]; !ok {
			first[q], same[q] = level[i], true
		}
		same[q] = same[q] && first[q] == level[i]
		size[q] += v.Times(i)
	}
	n := 0
	for q, ok := range same {
		if ok {
			n += size[q]
		}
	}
	return float64(n) >= mostlyConstant*float64(v.N())
}

// strengths gives each pattern its third (1 to 3) by the job-related part of the linear
// predictor; nil where nothing job-related is in the model.
func strengths(a *model.Adjustment) []uint32 {
	d, slopes := a.Design, slopesOf(a)
	columns := d.ColumnsOf(func(f *dataset.Factor) bool { return f.Block == result.JobRelated })
	if len(columns) == 0 {
		return nil
	}
	value, order, total := make([]float64, d.Len()), make([]int, d.Len()), 0.0
	for i := range value {
		order[i] = i
		total += d.N[i]
		for _, c := range columns {
			value[i] += slopes[c] * d.Cell(c, i)
		}
	}
	sort.SliceStable(order, func(x, y int) bool { return value[order[x]] < value[order[y]] })
	out, below, third := make([]uint32, d.Len()), 0.0, uint32(1)
	for k, i := range order {
		if third < 3 && below >= float64(third)*total/3-1e-9 && value[i] > value[order[max(k-1, 0)]] { // equals stay together
			third++
		}
		out[i] = third
		below += d.N[i]
	}
	return out
}

// slopesOf are the slopes of the model of the record by column of its design; 0 for those
// without one.
func slopesOf(a *model.Adjustment) []float64 {
	out := make([]float64, len(a.Design.Columns))
	for c := range out {
		var b float64
		var err error
		if a.Conditional != nil {
			b, err = a.Conditional.Coefficient(c)
		} else {
			var e logit.Effect
			e, err = a.Fit.Slope(c)
			b = e.Value
		}
		if err == nil {
			out[c] = b
		}
	}
	return out
}
