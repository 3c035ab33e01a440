package disclosure

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

func shadesOf(rows []*Tally) []Shade {
	out := make([]Shade, len(rows))
	for i, r := range rows {
		out[i] = r.Shade()
	}
	return out
}

func TestSuppression(t *testing.T) {
	type pair struct{ n, adv int }
	for _, c := range []struct {
		name  string
		total pair
		rows  []pair
		want  []Shade
	}{
		{"nothing small", pair{100, 40}, []pair{{60, 25}, {40, 15}}, []Shade{Open, Open}},
		{"one small group takes the smallest other with it", pair{107, 45}, []pair{{60, 25}, {40, 15}, {7, 5}}, []Shade{Open, AllHidden, SmallGroup}},
		{"two small groups cover each other", pair{114, 46}, []pair{{60, 20}, {40, 15}, {7, 5}, {7, 6}}, []Shade{Open, Open, SmallGroup, SmallGroup}},
		{"a small outcome takes another with it", pair{160, 49}, []pair{{60, 25}, {60, 20}, {40, 4}}, []Shade{Open, NoOutcome, NoOutcome}},
		{"few rejected is as small as few selected", pair{100, 73}, []pair{{60, 35}, {40, 38}}, []Shade{NoOutcome, NoOutcome}},
		{"nobody selected is a small outcome", pair{160, 45}, []pair{{60, 25}, {60, 20}, {40, 0}}, []Shade{Open, NoOutcome, NoOutcome}},
		{"two hidden zeros are no cover", pair{160, 30}, []pair{{60, 30}, {50, 0}, {50, 0}}, []Shade{NoOutcome, NoOutcome, NoOutcome}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &ledger{}
			total := l.add(c.total.n, c.total.adv, tierStage)
			var rows []*Tally
			for _, r := range c.rows {
				rows = append(rows, l.add(r.n, r.adv, tierGroup))
			}
			l.addUp(total, rows)
			l.protect()
			if got := shadesOf(rows); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("shades %v, want %v", got, c.want)
			}
			if total.Shade() != Open {
				t.Errorf("the total is withheld: %v", total.Shade())
			}
		})
	}
}

// TestSubtraction attacks books of random counts as a reader with a computer
// would: Gaussian elimination over all sums, in exact fractions. No primary count
// may come out.
func TestSubtraction(t *testing.T) {
	for _, c := range []struct {
		name  string
		seeds uint64
		views []result.RuleView
	}{
		{"no rule", 150, nil},
		{"by job", 60, []result.RuleView{{Suppressed: true, PerJob: true}}},
		{"a rule that prints all", 60, []result.RuleView{{}}},
		{"both", 60, []result.RuleView{{}, {Suppressed: true, PerJob: true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if raceEnabled {
				c.seeds /= 20
			}
			for seed := range c.seeds {
				_, l := settle(randomBook(rand.New(rand.NewPCG(seed, 7)), c.views...))
				for _, v := range solve(l) {
					if v.primary {
						t.Errorf("seed %d: a withheld count of %d can be worked out", seed, v.value)
					}
				}
			}
		})
	}
}

// TestRuleThatPrintsAll: its own sheet withholds nothing, and the others withhold
// what they withhold without it.
func TestRuleThatPrintsAll(t *testing.T) {
	for seed := range uint64(20) {
		book := func(views ...result.RuleView) Source { return randomBook(rand.New(rand.NewPCG(seed, 7)), views...) }
		without, with := New(book()), New(book(result.RuleView{}))
		for i := range without.Groups {
			for a := range without.Groups[i] {
				before, after := shadesOf(without.Groups[i][a]), shadesOf(with.Groups[i][a])
				for g := range before {
					if after[g] < before[g] {
						t.Errorf("seed %d: a group's shade went from %v to %v", seed, before[g], after[g])
					}
				}
			}
		}
		for _, table := range with.Rules[0] {
			for _, s := range shadesOf(table.Rows) {
				if s > Open {
					t.Errorf("seed %d: the view withholds a count", seed)
				}
			}
		}
	}
}

func randomLedger(r *rand.Rand) *ledger {
	_, l := enter(randomBook(r))
	return l
}

// randomBook is a funnel of two stages with a group attribute, its intersection,
// signals and requisitions of two jobs, small enough that much is withheld, and the
// tables of the views.
func randomBook(r *rand.Rand, views ...result.RuleView) Source {
	people := 40 + r.IntN(160)
	b := Source{Result: &result.Result{Rules: slices.Clone(views)}}
	stages := make([][]person, 2)
	for range people {
		p := person{group: r.IntN(3), age: r.IntN(2), req: r.IntN(4), signal: r.IntN(5) == 0, unknown: r.IntN(12) == 0}
		p.advanced = r.IntN(3) > 0
		stages[0] = append(stages[0], p)
		if p.advanced {
			p.advanced = r.IntN(3) == 0
			stages[1] = append(stages[1], p)
		}
	}
	for i, s := range stages {
		name := fmt.Sprintf("s%d", i)
		b.Result.Stages = append(b.Result.Stages, tabulate(name, s))
		for k := range views {
			b.Result.Rules[k].Tables = append(b.Result.Rules[k].Tables, ruleTables(b.Result.Stages[i], s, views[k].PerJob)...)
		}
		for q := range 4 {
			c := tallyOf(s, func(p person) bool { return p.req == q })
			b.Requisitions = append(b.Requisitions, dataset.Stratum{Stage: name, Requisition: fmt.Sprint(q), Role: jobOf(q), N: c.N, Advanced: c.Advanced})
		}
	}
	f := &result.ReadFailures{}
	for q := range 4 {
		c := tallyOf(stages[0], func(p person) bool { return p.req == q })
		f.Formats = append(f.Formats, result.FormatFailure{Format: fmt.Sprint(q), Documents: c.N, Unreadable: c.N / 9})
	}
	b.Result.ReadFailures = f
	return b
}

// jobOf is the job of a requisition.
func jobOf(requisition int) string { return []string{"engineer", "scientist"}[requisition%2] }

// ruleTables are the groups of a stage again, as a rule's categories: all, or the
// single attributes by job.
func ruleTables(st result.StageResult, s []person, perJob bool) []result.RuleTable {
	jobs := []string{""}
	if perJob {
		jobs = []string{jobOf(0), jobOf(1)}
	}
	var out []result.RuleTable
	for _, job := range jobs {
		for _, imp := range st.Impact {
			if perJob && imp.Intersectional {
				continue
			}
			of := func(in func(person) bool) result.Count {
				return tallyOf(s, func(p person) bool { return (job == "" || jobOf(p.req) == job) && in(p) })
			}
			unknown := of(func(p person) bool { return p.unknown })
			t := result.RuleTable{Stage: st.Stage, Job: job, Attributes: strings.Split(imp.Attribute, CrossSign), Unknown: result.UnknownGroup{N: unknown.N, Advanced: unknown.Advanced}}
			for _, g := range imp.Groups {
				c := of(func(p person) bool { return !p.unknown && inGroup(p, g.Group) })
				t.N, t.Advanced = t.N+c.N, t.Advanced+c.Advanced
				t.Categories = append(t.Categories, result.RuleCategory{Category: g.Group, Answers: []string{g.Group}, N: c.N, Advanced: c.Advanced, InRule: true})
			}
			out = append(out, t)
		}
	}
	return out
}

// inGroup tells whether a person is in a group named as tabulate names it.
func inGroup(p person, group string) bool {
	for _, part := range strings.Split(group, CrossSign) {
		if part != fmt.Sprintf("g%d", p.group) && part != fmt.Sprintf("a%d", p.age) {
			return false
		}
	}
	return true
}

type person struct {
	group, age, req           int
	signal, advanced, unknown bool
}

func tallyOf(s []person, in func(person) bool) result.Count {
	var c result.Count
	for _, p := range s {
		if in(p) {
			c.N++
			if p.advanced {
				c.Advanced++
			}
		}
	}
	return c
}

func tabulate(name string, s []person) result.StageResult {
	all := tallyOf(s, func(person) bool { return true })
	st := result.StageResult{Stage: name, N: all.N, Advanced: all.Advanced}
	st.Signals = []result.SignalResult{{Signal: "x", Present: tallyOf(s, func(p person) bool { return p.signal }), Absent: tallyOf(s, func(p person) bool { return !p.signal })}}
	impact := func(attribute string, cross bool, groups map[string]func(person) bool, order []string) {
		imp := result.Impact{Attribute: attribute, Intersectional: cross}
		for _, g := range order {
			c := tallyOf(s, func(p person) bool { return !p.unknown && groups[g](p) })
			imp.Groups = append(imp.Groups, result.GroupResult{Group: g, N: c.N, Advanced: c.Advanced})
		}
		u := tallyOf(s, func(p person) bool { return p.unknown })
		imp.Unknown = result.UnknownGroup{N: u.N, Advanced: u.Advanced}
		st.Impact = append(st.Impact, imp)
	}
	one, two, both := map[string]func(person) bool{}, map[string]func(person) bool{}, map[string]func(person) bool{}
	var first, second, crossed []string
	for g := range 3 {
		name := fmt.Sprintf("g%d", g)
		one[name], first = func(p person) bool { return p.group == g }, append(first, name)
		for a := range 2 {
			cross := name + CrossSign + fmt.Sprintf("a%d", a)
			both[cross], crossed = func(p person) bool { return p.group == g && p.age == a }, append(crossed, cross)
		}
	}
	for a := range 2 {
		name := fmt.Sprintf("a%d", a)
		two[name], second = func(p person) bool { return p.age == a }, append(second, name)
	}
	impact("group", false, one, first)
	impact("age", false, two, second)
	impact("group"+CrossSign+"age", true, both, crossed)
	return st
}

// solve returns the hidden counts that the sums determine, by elimination.
func solve(l *ledger) []*variable {
	index := map[*variable]int{}
	var hidden []*variable
	for _, s := range l.sums {
		for _, v := range s.members() {
			if _, seen := index[v]; v.hidden && !v.fixed && !seen {
				index[v] = len(hidden)
				hidden = append(hidden, v)
			}
		}
	}
	var rows [][]*big.Rat
	for _, s := range l.sums {
		row := make([]*big.Rat, len(hidden)+1)
		for i := range row {
			row[i] = new(big.Rat)
		}
		put := func(v *variable, sign int64) {
			if k, ok := index[v]; ok {
				row[k].Add(row[k], big.NewRat(sign, 1))
				return
			}
			row[len(hidden)].Sub(row[len(hidden)], big.NewRat(sign*int64(v.value), 1))
		}
		put(s.total, -1)
		for _, v := range s.parts {
			put(v, 1)
		}
		rows = append(rows, row)
	}
	return determined(eliminate(rows, len(hidden)), hidden)
}

// eliminate brings the rows to reduced echelon form.
func eliminate(rows [][]*big.Rat, columns int) [][]*big.Rat {
	rank := 0
	for c := 0; c < columns && rank < len(rows); c++ {
		pivot := -1
		for i := rank; i < len(rows); i++ {
			if rows[i][c].Sign() != 0 {
				pivot = i
				break
			}
		}
		if pivot < 0 {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		inverse := new(big.Rat).Inv(rows[rank][c])
		for k := range rows[rank] {
			rows[rank][k].Mul(rows[rank][k], inverse)
		}
		for i := range rows {
			if i == rank || rows[i][c].Sign() == 0 {
				continue
			}
			factor := new(big.Rat).Set(rows[i][c])
			for k := range rows[i] {
				rows[i][k].Sub(rows[i][k], new(big.Rat).Mul(factor, rows[rank][k]))
			}
		}
		rank++
	}
	return rows[:rank]
}

func determined(rows [][]*big.Rat, hidden []*variable) []*variable {
	var out []*variable
	for _, r := range rows {
		var only *variable
		n := 0
		for k := range hidden {
			if r[k].Sign() != 0 {
				n++
				only = hidden[k]
			}
		}
		if n == 1 {
			out = append(out, only)
		}
	}
	return out
}

// TestSubtractionFindsALeak keeps the attack honest: without complementary
// suppression it does find the small counts.
func TestSubtractionFindsALeak(t *testing.T) {
	leaks := 0
	for seed := range uint64(20) {
		for _, v := range solve(randomLedger(rand.New(rand.NewPCG(seed, 7)))) {
			if v.primary {
				leaks++
			}
		}
	}
	if leaks == 0 {
		t.Error("the attack finds nothing even where only small counts themselves are hidden")
	}
}
