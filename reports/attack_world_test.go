package reports

import (
	"fmt"
	"math/big"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// attack is what a reader knows of the counts of a book: which are printed, the range
// that a word gives, and every way to add them up.
type attack struct {
	cells   []attackCell
	truth   []int
	sums    [][]term // each adds up to 0
	of      [][]int  // sums by count
	places  []int    // count by index of pointers
	primary []int    // withheld counts that must stay uncertain
}

type term struct{ v, times int }

type attackCell struct {
	name   string
	known  bool
	lo, hi int
	people int // the count that it is part of; −1 = it counts people
}

const attackNoLimit = 1 << 20

// pointers are the counts of a book, in a fixed order.
func pointers(b *Book) (all []*int) {
	for i := range b.Result.Stages {
		st := &b.Result.Stages[i]
		all = append(all, &st.N, &st.Advanced)
		for j := range st.Signals {
			s := &st.Signals[j]
			all = append(all, &s.Present.N, &s.Present.Advanced, &s.Absent.N, &s.Absent.Advanced)
		}
		for a := range st.Impact {
			for g := range st.Impact[a].Groups {
				all = append(all, &st.Impact[a].Groups[g].N, &st.Impact[a].Groups[g].Advanced)
			}
			all = append(all, &st.Impact[a].Unknown.N, &st.Impact[a].Unknown.Advanced)
		}
		for k := range st.Prevalence {
			for g := range st.Prevalence[k].Groups {
				all = append(all, &st.Prevalence[k].Groups[g].N, &st.Prevalence[k].Groups[g].Present)
			}
		}
	}
	for q := range b.Requisitions {
		all = append(all, &b.Requisitions[q].N, &b.Requisitions[q].Advanced)
	}
	return all
}

// row enters the two counts of a row and gives the index of the first.
func (w *attack) row(name string, t *disclosure.Tally, hideOutcome, protected bool, least int) int {
	v := len(w.cells)
	people, selected := attackCell{name: name + ": people", people: -1, lo: 0, hi: attackNoLimit}, attackCell{name: name + ": advanced", people: v, hi: attackNoLimit}
	shade := t.Shade()
	people.known, selected.known = shade < disclosure.AllHidden, shade <= disclosure.Open && !hideOutcome || shade == disclosure.Empty
	switch {
	case people.known:
	case shade == disclosure.SmallGroup:
		people.lo, people.hi = least, disclosure.SmallPeople-1
	case protected:
		people.lo = disclosure.SmallPeople
	default:
		people.lo = least
	}
	w.cells, w.truth = append(w.cells, people, selected), append(w.truth, t.N(), t.Selected())
	w.places = append(w.places, v, v+1)
	if protected && !people.known && t.N() > 0 && t.N() < disclosure.SmallPeople {
		w.primary = append(w.primary, v)
	}
	few := t.Selected() < disclosure.SmallOutcome || t.N()-t.Selected() < disclosure.SmallOutcome
	if protected && !selected.known && few && t.N() > 0 {
		w.primary = append(w.primary, v+1)
	}
	return v
}

// free enters a row that is printed nowhere: what the parts lack of the total.
func (w *attack) free(total int, parts []int) int {
	v := len(w.cells)
	w.cells = append(w.cells, attackCell{name: "free", people: -1, hi: attackNoLimit}, attackCell{name: "free", people: v, hi: attackNoLimit})
	for k := range 2 {
		x := w.truth[total+k]
		for _, p := range parts {
			x -= w.truth[p+k]
		}
		w.truth = append(w.truth, x)
	}
	w.add(total, append(slices.Clip(parts), v))
	return v
}

// add states that rows add up to a total, people and selections.
func (w *attack) add(total int, parts []int) {
	for k := range 2 {
		w.sum(total+k, parts, k)
	}
}

func (w *attack) sum(total int, parts []int, k int) {
	sum, left := []term{{total, -1}}, -w.truth[total]
	for _, p := range parts {
		sum = append(sum, term{p + k, 1})
		left += w.truth[p+k]
	}
	if left != 0 {
		panic(fmt.Sprintf("%s does not add up: %d", w.cells[total].name, left))
	}
	w.sums = append(w.sums, sum)
}

// attackStageRows are the rows of one stage, by index of their people.
type attackStageRows struct {
	total   int
	sides   [][2]int
	groups  [][]int
	unknown []int
}

func newAttack(b *Book, s *disclosure.Shown) *attack {
	w := &attack{}
	var stages []attackStageRows
	first := attackStageRows{}
	for i, st := range b.Result.Stages {
		least := 0
		if i == 0 || st.Stage == result.BottomLine {
			least = 1 // who is named entered the first stage
		}
		r := attackStageRows{total: w.row(st.Stage, s.Stages[i], false, true, 0)}
		for j, sig := range st.Signals {
			hide := s.Signal(i, j) > disclosure.Open
			name := st.Stage + " " + sig.Signal
			side := [2]int{w.row(name+" with", s.Present[i][j], hide, true, 0), w.row(name+" without", s.Absent[i][j], hide, true, 0)}
			r.sides = append(r.sides, side)
			w.add(r.total, side[:])
		}
		for a, imp := range st.Impact {
			var rows []int
			for g, group := range imp.Groups {
				rows = append(rows, w.row(st.Stage+" "+imp.Attribute+" "+group.Group, s.Groups[i][a][g], false, true, least))
			}
			u := w.row(st.Stage+" "+imp.Attribute+" not stated", s.Unknown[i][a], false, false, min(imp.Unknown.N, 1))
			if imp.Unknown.N == 0 { // there is no row for nobody
				w.cells[u].known, w.cells[u+1].known = true, true
			}
			r.groups, r.unknown = append(r.groups, rows), append(r.unknown, u)
			w.add(r.total, append(slices.Clip(rows), u))
		}
		w.cross(st.Impact, r)
		if i == 0 {
			first = r
		}
		w.prevalence(st, s, r)
		stages = append(stages, r)
	}
	w.requisitions(b, s, stages)
	for k := range stages[:len(stages)-2] {
		w.follow(b.Result.Stages[k], b.Result.Stages[k+1], stages[k], stages[k+1])
	}
	last, line := stages[len(stages)-2], stages[len(stages)-1]
	w.same(first.total, line.total)
	w.same(last.total+1, line.total+1)
	for a := range line.groups {
		for g := range line.groups[a] {
			w.same(first.groups[a][g], line.groups[a][g])
			if h := slices.IndexFunc(b.Result.Stages[len(stages)-2].Impact[a].Groups, func(x result.GroupResult) bool {
				return x.Group == b.Result.Stages[len(stages)-1].Impact[a].Groups[g].Group
			}); h >= 0 {
				w.same(last.groups[a][h]+1, line.groups[a][g]+1)
			}
		}
	}
	w.of = make([][]int, len(w.cells))
	for k, sum := range w.sums {
		for _, t := range sum {
			w.of[t.v] = append(w.of[t.v], k)
		}
	}
	return w
}

func (w *attack) same(a, b int) {
	if w.truth[a] != w.truth[b] {
		panic(w.cells[a].name + " is not " + w.cells[b].name)
	}
	w.sums = append(w.sums, []term{{a, 1}, {b, -1}})
}

// follow: who advanced enters the next stage, in every row.
func (w *attack) follow(one, two result.StageResult, a, b attackStageRows) {
	w.same(a.total+1, b.total)
	for j := range a.sides {
		w.same(a.sides[j][0]+1, b.sides[j][0])
		w.same(a.sides[j][1]+1, b.sides[j][1])
	}
	for k := range a.groups {
		w.same(a.unknown[k]+1, b.unknown[k])
		for g, group := range one.Impact[k].Groups {
			h := slices.IndexFunc(two.Impact[k].Groups, func(x result.GroupResult) bool { return x.Group == group.Group })
			if h < 0 { // a group without a row has nobody
				w.cells[a.groups[k][g]+1].known = true
				continue
			}
			w.same(a.groups[k][g]+1, b.groups[k][h])
		}
	}
}

// cross ties the third attribute, the first two crossed, to them, where it is printed.
func (w *attack) cross(impact []result.Impact, r attackStageRows) {
	if len(impact) < 3 {
		return
	}
	lacking := [2][]int{}
	for side := range 2 {
		for g, group := range impact[side].Groups {
			var parts []int
			for c, cell := range impact[2].Groups {
				other := impact[1-side]
				if slices.ContainsFunc(other.Groups, func(x result.GroupResult) bool {
					name := group.Group + disclosure.CrossSign + x.Group
					if side == 1 {
						name = x.Group + disclosure.CrossSign + group.Group
					}
					return name == cell.Group
				}) {
					parts = append(parts, r.groups[2][c])
				}
			}
			lacking[side] = append(lacking[side], w.free(r.groups[side][g], parts))
		}
		w.add(r.unknown[2], append(slices.Clip(lacking[side]), r.unknown[side]))
	}
	neither := w.free(r.unknown[1], lacking[0])
	w.add(r.unknown[0], append(slices.Clip(lacking[1]), neither))
}

func (w *attack) prevalence(st result.StageResult, s *disclosure.Shown, r attackStageRows) {
	for k, prev := range st.Prevalence {
		var rows []int
		for g, group := range prev.Groups {
			v := w.row("prevalence "+group.Group, s.Prevalence[k][g], false, true, 1)
			rows = append(rows, v)
			w.same(r.groups[k][g], v)
		}
		sum := []term{{r.sides[0][0], -1}}
		left := w.truth[r.sides[0][0]]
		for _, v := range rows {
			sum = append(sum, term{v + 1, 1})
			left -= w.truth[v+1]
		}
		// Those who have the signal and did not state the attribute.
		v := len(w.cells)
		w.cells, w.truth = append(w.cells, attackCell{name: "free", people: r.unknown[k], hi: attackNoLimit}), append(w.truth, left)
		w.sums = append(w.sums, append(sum, term{v, 1}))
	}
}

func (w *attack) requisitions(b *Book, s *disclosure.Shown, stages []attackStageRows) {
	before := map[string]int{}
	for i, st := range b.Result.Stages {
		least := 0
		if i == 0 || st.Stage == result.BottomLine {
			least = 1
		}
		var rows []int
		for q, r := range b.Requisitions {
			if r.Stage != st.Stage {
				continue
			}
			v := w.row(st.Stage+" requisition "+r.Requisition, s.Requisitions[q], false, true, least)
			rows = append(rows, v)
			if u, ok := before[r.Requisition]; ok && st.Stage != result.BottomLine {
				w.same(u+1, v)
			}
			before[r.Requisition] = v
		}
		w.add(stages[i].total, rows)
	}
}

// determined are the primary counts that the sums fix, by elimination in exact fractions.
func (w *attack) determined() (out []int) {
	var hidden []int
	index := map[int]int{}
	for v, c := range w.cells {
		if !c.known {
			index[v] = len(hidden)
			hidden = append(hidden, v)
		}
	}
	var rows [][]*big.Rat
	for _, sum := range w.sums {
		row := make([]*big.Rat, len(hidden)+1)
		for i := range row {
			row[i] = new(big.Rat)
		}
		for _, t := range sum {
			at, x := len(hidden), int64(-t.times*w.truth[t.v])
			if k, ok := index[t.v]; ok {
				at, x = k, int64(t.times)
			}
			row[at].Add(row[at], big.NewRat(x, 1))
		}
		rows = append(rows, row)
	}
	for _, r := range echelon(rows, len(hidden)) {
		only, n := 0, 0
		for k := range hidden {
			if r[k].Sign() != 0 {
				only, n = hidden[k], n+1
			}
		}
		if n == 1 && slices.Contains(w.primary, only) {
			out = append(out, only)
		}
	}
	return out
}

// echelon brings rows to reduced echelon form.
func echelon(rows [][]*big.Rat, columns int) [][]*big.Rat {
	rank := 0
	for c := 0; c < columns && rank < len(rows); c++ {
		pivot := slices.IndexFunc(rows[rank:], func(r []*big.Rat) bool { return r[c].Sign() != 0 })
		if pivot < 0 {
			continue
		}
		pivot += rank
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		inverse := new(big.Rat).Inv(rows[rank][c])
		for k := c; k <= columns; k++ {
			rows[rank][k].Mul(rows[rank][k], inverse)
		}
		for i := range rows {
			if i == rank || rows[i][c].Sign() == 0 {
				continue
			}
			factor := new(big.Rat).Set(rows[i][c])
			for k := c; k <= columns; k++ {
				if rows[rank][k].Sign() != 0 {
					rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(factor, rows[rank][k]))
				}
			}
		}
		rank++
	}
	return rows[:rank]
}

// otherWorld is a world of whole numbers that fits everything known and in which the
// count is another; nil if none was found.
func (w *attack) otherWorld(v int) []int {
	for _, by := range []int{1, -1, 2, -2, 3, -3, 4, -4, 5, -5} {
		s := search{attack: w, world: slices.Clone(w.truth), used: map[int]bool{}, off: make([]int, len(w.sums)), left: 20_000}
		if s.move(v, by) && s.repair(60) {
			return s.world
		}
	}
	return nil
}

// search changes each count once at most.
type search struct {
	*attack
	world []int
	used  map[int]bool
	off   []int // of each sum
	left  int   // steps
}

func (s *search) move(v, by int) bool {
	c, x := s.cells[v], s.world[v]+by
	if c.known || s.used[v] || x < c.lo || x > c.hi {
		return false
	}
	s.used[v] = true
	s.shift(v, by)
	return true
}

func (s *search) shift(v, by int) {
	s.world[v] += by
	for _, k := range s.of[v] {
		for _, t := range s.sums[k] {
			if t.v == v {
				s.off[k] += t.times * by
			}
		}
	}
}

// repair mends the broken sum with the fewest ways to, and so on.
func (s *search) repair(depth int) bool {
	if s.left--; depth == 0 || s.left < 0 {
		return false
	}
	off, ways := s.broken()
	if off == 0 {
		return true
	}
	for _, t := range ways {
		by := -off * t.times
		if !s.move(t.v, by) {
			continue
		}
		if s.repair(depth - 1) {
			return true
		}
		s.shift(t.v, -by)
		delete(s.used, t.v)
	}
	return false
}

// broken finds the sum, or the selections over their people, with the fewest counts
// that may still be changed; off is 0 where nothing is broken.
func (s *search) broken() (off int, ways []term) {
	weigh := func(x int, sum []term) {
		if x == 0 {
			return
		}
		var free []term
		for _, t := range sum {
			if !s.cells[t.v].known && !s.used[t.v] {
				free = append(free, t)
			}
		}
		if off == 0 || len(free) < len(ways) {
			off, ways = x, free
		}
	}
	for k, x := range s.off {
		weigh(x, s.sums[k])
	}
	for v, c := range s.cells {
		if c.people >= 0 && s.world[v] > s.world[c.people] {
			weigh(s.world[v]-s.world[c.people], []term{{v, 1}, {c.people, -1}})
		}
	}
	return off, ways
}
