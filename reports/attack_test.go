package reports

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// The attack on suppression. A reader has every number of every file that may be
// handed on, knows how the counts add up, and has a computer. Counts that are printed
// are known to it; each way to add them up is an equation. A withheld count is safe
// where a second world of whole numbers fits all equations, and where every other cell
// of the workbook, computed anew from that world, prints the same. The equations are
// stated here by place, from how the people were drawn, and not by the code attacked.

// attackPeople are drawn with two attributes that may share labels, and may be stated
// by everybody.
type attackPerson struct {
	a, b, req        int // a or b < 0: not stated
	signal           bool
	passed, advanced bool // of the first stage, of the second
}

func attackBook(r *rand.Rand) (*Book, []attackPerson) {
	n, small := 40+r.IntN(200), 1+r.IntN(12)
	everybody := [2]bool{r.IntN(2) == 0, r.IntN(2) == 0}
	var people []attackPerson
	for range n {
		p := attackPerson{a: r.IntN(2), b: r.IntN(2 + r.IntN(2)), req: r.IntN(4), signal: r.IntN(4) == 0, passed: r.IntN(5) < 3}
		if r.IntN(n) < small {
			p.a = 2
		}
		if !everybody[0] && r.IntN(15) == 0 {
			p.a = -1
		}
		if !everybody[1] && r.IntN(15) == 0 {
			p.b = -1
		}
		p.advanced = p.passed && r.IntN(3) == 0
		people = append(people, p)
	}
	b := &Book{Result: &result.Result{Schema: result.SchemaID, Run: inventRun()}}
	for i, name := range []string{"first", "second", result.BottomLine} {
		in := people
		if i == 1 {
			in = slices.DeleteFunc(slices.Clone(people), func(p attackPerson) bool { return !p.passed })
		}
		out := func(p attackPerson) bool { return i == 0 && p.passed || i > 0 && p.advanced }
		b.Result.Stages = append(b.Result.Stages, attackStage(name, in, out))
		for q := range 4 {
			c := attackCount(in, out, func(p attackPerson) bool { return p.req == q })
			b.Requisitions = append(b.Requisitions, dataset.Stratum{Stage: name, Requisition: fmt.Sprint(q), N: c.N, Advanced: c.Advanced})
		}
	}
	attackPrevalence(b.Result, people)
	deriveAll(b.Result)
	return b, people
}

// attackLabels of the two attributes: "x" is of both.
var attackLabels = [2][]string{{"x", "y", "z"}, {"w", "x", "y"}}

func attackCount(in []attackPerson, out, of func(attackPerson) bool) (c result.Count) {
	for _, p := range in {
		if of(p) {
			c.N++
			if out(p) {
				c.Advanced++
			}
		}
	}
	return c
}

func attackStage(name string, in []attackPerson, out func(attackPerson) bool) result.StageResult {
	all := attackCount(in, out, func(attackPerson) bool { return true })
	st := result.StageResult{Stage: name, N: all.N, Advanced: all.Advanced, Requisitions: 4}
	st.Signals = []result.SignalResult{{Signal: "s", Block: result.Weak, Kind: result.Binary,
		Present: attackCount(in, out, func(p attackPerson) bool { return p.signal }), Absent: attackCount(in, out, func(p attackPerson) bool { return !p.signal })}}
	add := func(attribute string, names []string, of func(p attackPerson) int) {
		imp := result.Impact{Attribute: attribute, Intersectional: len(names) > 3}
		for g, name := range names {
			if c := attackCount(in, out, func(p attackPerson) bool { return of(p) == g }); c.N > 0 {
				imp.Groups = append(imp.Groups, result.GroupResult{Group: name, N: c.N, Advanced: c.Advanced})
			}
		}
		u := attackCount(in, out, func(p attackPerson) bool { return of(p) < 0 })
		imp.Unknown = result.UnknownGroup{N: u.N, Advanced: u.Advanced}
		st.Impact = append(st.Impact, imp)
	}
	add("A", attackLabels[0], func(p attackPerson) int { return p.a })
	add("B", attackLabels[1], func(p attackPerson) int { return p.b })
	var crossed []string
	for _, a := range attackLabels[0] {
		for _, b := range attackLabels[1] {
			crossed = append(crossed, a+disclosure.CrossSign+b)
		}
	}
	add("A"+disclosure.CrossSign+"B", crossed, func(p attackPerson) int {
		if p.a < 0 || p.b < 0 {
			return -1
		}
		return 3*p.a + p.b
	})
	return st
}

func attackPrevalence(r *result.Result, people []attackPerson) {
	has := func(p attackPerson) bool { return p.signal }
	for k, attribute := range []string{"A", "B"} {
		prev := result.Prevalence{Attribute: attribute, Signal: "s", Block: result.Weak}
		for _, g := range r.Stages[0].Impact[k].Groups {
			c := attackCount(people, has, func(p attackPerson) bool { return slices.Index(attackLabels[k], g.Group) == [2]int{p.a, p.b}[k] })
			prev.Groups = append(prev.Groups, result.GroupPrevalence{Group: g.Group, N: c.N, Present: c.Advanced})
		}
		r.Stages[0].Prevalence = append(r.Stages[0].Prevalence, prev)
	}
}

// deriveAll fills in every number that the audit computes from the counts. Here only
// which counts a number is made of matters, not the formula.
func deriveAll(r *result.Result) {
	ratio := func(a, b int) float64 { return float64(a) / max(float64(b), .5) }
	for i := range r.Stages {
		st := &r.Stages[i]
		for j := range st.Signals {
			s := &st.Signals[j]
			x, y := ratio(s.Present.Advanced, s.Present.N), ratio(s.Absent.Advanced, s.Absent.N)
			s.RiskDifference, s.RiskRatio, s.OddsRatio = result.Point(x-y, "", st.N), result.Point(x/max(y, .01), "", st.N), result.Point(x/max(y, .01)+y, "", st.N)
			s.FisherP, s.Z = ptr(x*y/2), ptr(x-y)
			s.Adjusted.AverageMarginalEffect = result.NotEstimable("", 0, "no model")
		}
		for a := range st.Impact {
			deriveImpact(&st.Impact[a])
		}
		for k := range st.Prevalence {
			for g := range st.Prevalence[k].Groups {
				p := &st.Prevalence[k].Groups[g]
				p.Rate = invent(ratio(p.Present, p.N), .1, p.N, "")
			}
		}
	}
}

func deriveImpact(imp *result.Impact) {
	known, selected, all := 0, 0, 0.0
	ref := 0
	rate := func(g int) float64 { return float64(imp.Groups[g].Advanced) / max(float64(imp.Groups[g].N), .5) }
	for g, x := range imp.Groups {
		known, selected = known+x.N, selected+x.Advanced
		all += rate(g) / float64(g+2)
		if x.Group == imp.ReferenceGroup || imp.ReferenceGroup == "" && x.N > imp.Groups[ref].N {
			ref = g // what was it stays it: the word alone says little of the counts
		}
	}
	if len(imp.Groups) == 0 {
		return
	}
	imp.ReferenceGroup, imp.Statutory.ReferenceGroup, imp.OmnibusP = imp.Groups[ref].Group, imp.Groups[ref].Group, ptr(.1+all/10)
	imp.Warnings = []string{fmt.Sprintf("The attribute is known for %d.", known)}
	imp.UnknownBounds = nil
	other := imp.Groups[ref]
	for g := range imp.Groups {
		x := &imp.Groups[g]
		x.Rate = invent(rate(g), .1, x.N, "")
		x.Reason = fmt.Sprintf("This holds for the %d whose attribute is known (p %.4f).", known, *imp.OmnibusP)
		shortfall := float64(x.N)*float64(selected)/float64(known) - float64(x.Advanced)
		x.Shortfall, x.Z, x.FisherP, x.MidP = &shortfall, ptr(rate(g)-rate(ref)), ptr(rate(g)*rate(ref)), ptr(rate(g)+rate(ref))
		x.RiskDifference, x.ImpactRatio = result.Point(rate(g)-rate(ref), "", x.N), result.Point(rate(g)/max(rate(ref), .01), "", x.N)
		x.StatutoryRatio, x.MHRiskDifference, x.MHImpactRatio = x.ImpactRatio, x.RiskDifference, x.ImpactRatio
		u := imp.Unknown
		for k, assumption := range []string{"worst_case_low", "worst_case_high", "proportional"} {
			share := float64(u.Advanced)*float64(k+1)/float64(known) + float64(u.N)
			imp.UnknownBounds = append(imp.UnknownBounds, result.UnknownBound{Group: x.Group, Assumption: assumption,
				Ratio: result.Point((rate(g)+share)/(float64(other.Advanced)+1), "", x.N)})
		}
	}
}

// TestAttack attacks many random books.
func TestAttack(t *testing.T) {
	books := 300
	if testing.Short() || raceEnabled {
		books = 15
	}
	withheld := 0
	for seed := range uint64(books) {
		b, _ := attackBook(rand.New(rand.NewPCG(seed, 16)))
		b = complete(b)
		d := newDraft(b)
		b = d.book
		w := newAttack(b, d.shown)
		withheld += len(w.primary)
		for _, v := range w.determined() {
			t.Errorf("seed %d: %s is %d: the sums leave nothing else", seed, w.cells[v].name, w.truth[v])
		}
		rendered := cellsOf(d)
		done := map[int]bool{}
		for _, v := range w.primary {
			if done[v] {
				continue
			}
			world := w.otherWorld(v)
			if world == nil {
				t.Errorf("seed %d: %s is %d: no other world of whole numbers was found", seed, w.cells[v].name, w.truth[v])
				continue
			}
			for _, u := range w.primary {
				done[u] = done[u] || world[u] != w.truth[u]
			}
			if where := firstDifference(rendered, cellsOf(w.draft(b, d, world))); where != "" {
				t.Errorf("seed %d: with another %s the workbook prints otherwise: %s", seed, w.cells[v].name, where)
			}
		}
	}
	if withheld < books {
		t.Errorf("only %d counts were attacked", withheld)
	}
}

// cellsOf is everything that a workbook prints, a line a cell.
func cellsOf(d *draft) string {
	var out []byte
	for _, p := range d.pages() {
		for i, line := range p.Lines {
			for j, c := range line.Cells {
				out = fmt.Appendf(out, "%s %d %d: %v %s\n", p.Name, i+1, j+1, c.Value, c.Formula)
			}
		}
	}
	return string(out)
}

// draft is the workbook of another world, with the same counts withheld.
func (w *attack) draft(b *Book, d *draft, world []int) *draft {
	text, err := json.Marshal(b.Result)
	if err != nil {
		panic(err)
	}
	other := &Book{Result: &result.Result{}, Requisitions: slices.Clone(b.Requisitions)}
	if err := json.Unmarshal(text, other.Result); err != nil {
		panic(err)
	}
	for k, p := range pointers(other) {
		if v := w.places[k]; v >= 0 {
			*p = world[v]
		}
	}
	deriveAll(other.Result)
	out := *d
	out.book, out.res, out.anchors, out.omitted = other, other.Result, map[string]string{}, nil
	return &out
}
