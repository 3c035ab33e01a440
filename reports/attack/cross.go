package attack

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// cross ties the groups of an intersection to those of its two attributes: by the place of
// a name in a cell's, as two attributes may share a label.
func (w *world) cross(impact []result.Impact, r stageRows, at int) {
	pair := [2]int{-1, -1}
	for a, left := range impact {
		for b, right := range impact {
			if a != b && !left.Intersectional && !right.Intersectional && left.Attribute+disclosure.CrossSign+right.Attribute == impact[at].Attribute {
				pair = [2]int{a, b}
			}
		}
	}
	if pair[0] < 0 {
		return
	}
	lacking := [2][]int{}
	for side := range 2 {
		own, other := impact[pair[side]], impact[pair[1-side]]
		for g, group := range own.Groups {
			var parts []int
			for c, cell := range impact[at].Groups {
				if slices.ContainsFunc(other.Groups, func(x result.GroupResult) bool {
					name := group.Group + disclosure.CrossSign + x.Group
					if side == 1 {
						name = x.Group + disclosure.CrossSign + group.Group
					}
					return name == cell.Group
				}) {
					parts = append(parts, r.groups[at][c])
				}
			}
			if v := w.free(r.groups[pair[side]][g], parts); v >= 0 {
				lacking[side] = append(lacking[side], v)
			}
		}
		w.add(r.unknown[at], append(slices.Clip(lacking[side]), r.unknown[pair[side]]))
	}
	if neither := w.free(r.unknown[pair[1]], lacking[0]); neither >= 0 {
		w.add(r.unknown[pair[0]], append(slices.Clip(lacking[1]), neither))
	}
}

// chain: who advanced enters the next stage, in every row, but for a known few; the bottom
// line begins with the first stage and ends with the last.
func (w *world) chain(stages []result.StageResult, all []stageRows) {
	first, last := -1, -1
	for i, st := range stages {
		switch {
		case st.Stage == result.BottomLine && first >= 0:
			w.same(all[first].total, all[i].total)
			w.same(all[last].total+1, all[i].total+1)
			eachGroup(stages, all, first, i, func(a, b int) { w.same(a, b) })
			eachGroup(stages, all, last, i, func(a, b int) { w.same(a+1, b+1) })
			continue
		case last >= 0:
			w.same(all[last].total+1, all[i].total)
			follow := func(a, b int) { w.same(a+1, b) }
			eachGroup(stages, all, last, i, follow)
			eachSide(stages, all, last, i, follow)
		default:
			first = i
		}
		last = i
	}
}

func eachGroup(stages []result.StageResult, all []stageRows, i, j int, do func(a, b int)) {
	for a, left := range stages[i].Impact {
		for b, right := range stages[j].Impact {
			if left.Attribute != right.Attribute {
				continue
			}
			for g, x := range left.Groups {
				if h := slices.IndexFunc(right.Groups, func(y result.GroupResult) bool { return y.Group == x.Group }); h >= 0 {
					do(all[i].groups[a][g], all[j].groups[b][h])
				}
			}
			do(all[i].unknown[a], all[j].unknown[b])
		}
	}
}

func eachSide(stages []result.StageResult, all []stageRows, i, j int, do func(a, b int)) {
	for a, left := range stages[i].Signals {
		for b, right := range stages[j].Signals {
			if left.Signal == right.Signal && left.Block == right.Block {
				do(all[i].sides[a][0], all[j].sides[b][0])
				do(all[i].sides[a][1], all[j].sides[b][1])
			}
		}
	}
	for a, left := range stages[i].Routes {
		for b, right := range stages[j].Routes {
			if left.Kind == right.Kind && left.Name == right.Name && left.Level == right.Level {
				do(all[i].routes[a], all[j].routes[b])
			}
		}
	}
}
