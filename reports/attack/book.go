package attack

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/disclosure"
)

// stageRows are the rows of one stage, by index of their people.
type stageRows struct {
	total   int
	sides   [][2]int
	groups  [][]int
	unknown []int
	routes  []int
}

// worldOf is what a reader knows of the counts of a book.
func worldOf(d *reports.Draft) *world {
	w, s := &world{}, d.Shown
	stages := d.Result.Stages
	all := make([]stageRows, len(stages))
	for i := range stages {
		st := &stages[i]
		named := i == 0 || st.Stage == result.BottomLine // who is named entered the first stage
		r := stageRows{total: w.row(st.Stage, &st.N, &st.Advanced, s.Stages[i], kind{protected: true, printed: true})}
		w.signals(st, s, i, &r)
		w.groups(st, s, i, named, &r)
		w.screeners(st, s, i, r)
		w.routes(st, s, i, named, &r)
		all[i] = r
	}
	w.prevalence(d, all)
	w.requisitions(d, all)
	w.chain(stages, all)
	w.close()
	return w
}

func (w *world) signals(st *result.StageResult, s *disclosure.Shown, i int, r *stageRows) {
	for j := range st.Signals {
		sig := &st.Signals[j]
		k := kind{protected: true, printed: true, part: s.Signal(i, j) > disclosure.Open}
		name := st.Stage + " " + sig.Signal
		side := [2]int{w.row(name+" with", &sig.Present.N, &sig.Present.Advanced, s.Present[i][j], k), w.row(name+" without", &sig.Absent.N, &sig.Absent.Advanced, s.Absent[i][j], k)}
		r.sides = append(r.sides, side)
		if sig.Present.N+sig.Absent.N+sig.Unknown == st.N {
			w.add(r.total, side[:])
			continue
		}
		// Of some roles: their total follows from the requisitions, as a reader may know.
		for k := range 2 {
			w.sum(w.constant(w.truth[side[0]+k]+w.truth[side[1]+k]), []int{side[0] + k, side[1] + k})
		}
	}
}

func (w *world) groups(st *result.StageResult, s *disclosure.Shown, i int, named bool, r *stageRows) {
	for a := range st.Impact {
		imp := &st.Impact[a]
		var rows []int
		for g := range imp.Groups {
			x := &imp.Groups[g]
			rows = append(rows, w.row(st.Stage+" "+imp.Attribute+" "+x.Group, &x.N, &x.Advanced, s.Groups[i][a][g], kind{protected: true, named: named, printed: true}))
		}
		u := w.row(st.Stage+" "+imp.Attribute+" not stated", &imp.Unknown.N, &imp.Unknown.Advanced, s.Unknown[i][a], kind{named: true})
		r.groups, r.unknown = append(r.groups, rows), append(r.unknown, u)
		w.add(r.total, append(slices.Clip(rows), u))
	}
	for a := range st.Impact {
		if st.Impact[a].Intersectional {
			w.cross(st.Impact, *r, a)
		}
	}
}

func (w *world) screeners(st *result.StageResult, s *disclosure.Shown, i int, r stageRows) {
	c := st.Consistency
	if c == nil {
		return
	}
	var rows []int
	for k := range c.Screeners {
		x := &c.Screeners[k]
		rows = append(rows, w.row(st.Stage+" "+x.Screener, &x.N, &x.Advanced, s.Screeners[i][k], kind{protected: true, named: true, printed: true}))
	}
	if c.DoubleScreened == nil {
		w.add(r.total, rows)
	}
	if t := c.Training; t != nil {
		k := kind{protected: true, printed: true}
		trained := w.row(st.Stage+" trained", &t.Trained.N, &t.Trained.Advanced, s.Consistency[i].Trained, k)
		untrained := w.row(st.Stage+" untrained", &t.Untrained.N, &t.Untrained.Advanced, s.Consistency[i].Untrained, k)
		if c.DoubleScreened == nil {
			w.add(r.total, []int{trained, untrained})
		}
	}
}

// routes: each kind adds up to the stage, and the routes or sources of a level to it.
func (w *world) routes(st *result.StageResult, s *disclosure.Shown, i int, named bool, r *stageRows) {
	byKind, byLevel := map[string][]int{}, map[[2]string][]int{}
	for k := range st.Routes {
		x := &st.Routes[k]
		v := w.row(st.Stage+" "+x.Kind+" "+x.Level+" "+x.Name, &x.N, &x.Advanced, s.Routes[i][k], kind{protected: true, named: named, printed: true})
		r.routes = append(r.routes, v)
		byKind[x.Kind] = append(byKind[x.Kind], v)
		byLevel[[2]string{x.Kind, x.Level}] = append(byLevel[[2]string{x.Kind, x.Level}], v)
	}
	for _, kind := range []string{disclosure.KindLevel, "route", "source"} {
		if len(byKind[kind]) > 0 {
			w.add(r.total, byKind[kind])
		}
		for k, x := range st.Routes {
			if own := byLevel[[2]string{kind, x.Level}]; x.Kind == disclosure.KindLevel && kind != disclosure.KindLevel && len(own) > 0 {
				w.add(r.routes[k], own)
			}
		}
	}
}

// prevalence: those of a group with the signal add up, over the groups, to the signal.
func (w *world) prevalence(d *reports.Draft, all []stageRows) {
	if len(all) == 0 {
		return
	}
	st := &d.Result.Stages[0]
	for k := range st.Prevalence {
		prev := &st.Prevalence[k]
		var with []int
		a := slices.IndexFunc(st.Impact, func(imp result.Impact) bool { return imp.Attribute == prev.Attribute })
		for g := range prev.Groups {
			x := &prev.Groups[g]
			v := w.row("prevalence of "+prev.Signal+" "+prev.Attribute+" "+x.Group, &x.N, &x.Present, d.Shown.Prevalence[k][g], kind{protected: true, named: true, printed: true})
			with = append(with, v+1)
			if a < 0 {
				continue
			}
			if h := slices.IndexFunc(st.Impact[a].Groups, func(y result.GroupResult) bool { return y.Group == x.Group }); h >= 0 {
				w.same(all[0].groups[a][h], v)
			}
		}
		for j, sig := range st.Signals {
			if sig.Signal == prev.Signal && sig.Block == prev.Block {
				w.sum(all[0].sides[j][0], with)
			}
		}
	}
}

func (w *world) requisitions(d *reports.Draft, all []stageRows) {
	before := map[string]int{}
	for i, st := range d.Result.Stages {
		named := i == 0 || st.Stage == result.BottomLine
		var rows []int
		for q := range d.Book.Requisitions {
			r := &d.Book.Requisitions[q]
			if r.Stage != st.Stage || d.Shown.Requisitions[q] == nil {
				continue
			}
			v := w.row(st.Stage+" requisition "+r.Requisition, &r.N, &r.Advanced, d.Shown.Requisitions[q], kind{protected: true, named: named, printed: true})
			rows = append(rows, v)
			if u, ok := before[r.Requisition]; ok && st.Stage != result.BottomLine {
				w.same(u+1, v)
			}
			before[r.Requisition] = v
		}
		if len(rows) > 0 {
			w.add(all[i].total, rows)
		}
	}
}
