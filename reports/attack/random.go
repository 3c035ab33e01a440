package attack

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/disclosure"
)

// person is drawn with two attributes that may share labels, and may be stated by
// everybody.
type person struct {
	a, b, req, screener int // a or b < 0: not stated
	signal, trained     bool
	passed, advanced    bool // of the first stage, of the second
}

// labels of the two attributes: "x" is of both.
var labels = [2][]string{{"x", "y", "z"}, {"w", "x", "y"}}

// Random draws a book of two stages: small groups, attributes that everybody states or
// not, requisitions, sources, screeners of whom some are trained.
func Random(r *rand.Rand) *reports.Book {
	n, small := 40+r.IntN(200), 1+r.IntN(12)
	everybody := [2]bool{r.IntN(2) == 0, r.IntN(2) == 0}
	var people []person
	for range n {
		p := person{a: r.IntN(2), b: r.IntN(2 + r.IntN(2)), req: r.IntN(4), screener: r.IntN(1 + r.IntN(4)), signal: r.IntN(4) == 0, passed: r.IntN(5) < 3}
		p.trained = p.screener%2 == 0
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
	b := &reports.Book{Result: &result.Result{Schema: result.SchemaID, Run: result.RunRecord{ID: "attacked"}}}
	for i, name := range []string{"first", "second", result.BottomLine} {
		in := people
		if i == 1 {
			in = slices.DeleteFunc(slices.Clone(people), func(p person) bool { return !p.passed })
		}
		out := func(p person) bool { return i == 0 && p.passed || i > 0 && p.advanced }
		b.Result.Stages = append(b.Result.Stages, stageOf(name, in, out))
		for q := range 4 {
			c := tally(in, out, func(p person) bool { return p.req == q })
			b.Requisitions = append(b.Requisitions, dataset.Stratum{Stage: name, Requisition: fmt.Sprint(q), N: c.N, Advanced: c.Advanced})
		}
	}
	prevalenceOf(b.Result, people)
	derive(b.Result)
	return b
}

func tally(in []person, out, of func(person) bool) (c result.Count) {
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

func stageOf(name string, in []person, out func(person) bool) result.StageResult {
	all := tally(in, out, func(person) bool { return true })
	st := result.StageResult{Stage: name, N: all.N, Advanced: all.Advanced, Requisitions: 4}
	st.Signals = []result.SignalResult{{Signal: "s", Block: result.Weak, Kind: result.Binary, Verdict: result.CannotTell,
		Effect:  result.Effect{Estimate: modelled(), Unit: "with against without"},
		Present: tally(in, out, func(p person) bool { return p.signal }), Absent: tally(in, out, func(p person) bool { return !p.signal })}}
	add := func(attribute string, names []string, of func(p person) int) {
		imp := result.Impact{Attribute: attribute, Intersectional: len(names) > 3}
		for g, name := range names {
			if c := tally(in, out, func(p person) bool { return of(p) == g }); c.N > 0 {
				imp.Groups = append(imp.Groups, result.GroupResult{Group: name, N: c.N, Advanced: c.Advanced})
			}
		}
		u := tally(in, out, func(p person) bool { return of(p) < 0 })
		imp.Unknown = result.UnknownGroup{N: u.N, Advanced: u.Advanced}
		st.Impact = append(st.Impact, imp)
	}
	add("A", labels[0], func(p person) int { return p.a })
	add("B", labels[1], func(p person) int { return p.b })
	var crossed []string
	for _, a := range labels[0] {
		for _, b := range labels[1] {
			crossed = append(crossed, a+disclosure.CrossSign+b)
		}
	}
	add("A"+disclosure.CrossSign+"B", crossed, func(p person) int {
		if p.a < 0 || p.b < 0 {
			return -1
		}
		return 3*p.a + p.b
	})
	for k := range 2 {
		c := result.RouteResult{Kind: "source", Name: fmt.Sprintf("source %d", k)}
		c.Count = tally(in, out, func(p person) bool { return p.req%2 == k })
		st.Routes = append(st.Routes, c)
	}
	st.Consistency = screening(in, out)
	return st
}

// modelled is an effect as a model gives it: what it is stays as it is.
func modelled() result.Estimate {
	e := result.Interval(.1, 0, .2, .95, "", 100)
	e.SE = to(.05)
	return e
}

func screening(in []person, out func(person) bool) *result.Consistency {
	none := result.NotEstimable("", 0, "a model's")
	c := &result.Consistency{ICC: none, InterceptSD: none, MedianOddsRatio: none, Crude: result.CrudeSpread{ICC: none, InterceptSD: none}}
	for k := range 4 {
		if x := tally(in, out, func(p person) bool { return p.screener == k }); x.N > 0 {
			c.Screeners = append(c.Screeners, result.ScreenerResult{Screener: fmt.Sprintf("S-%04d", k), N: x.N, Advanced: x.Advanced})
		}
	}
	c.Training = &result.Training{TrainedScreeners: 2, UntrainedScreeners: 2, RiskDifference: none,
		Trained: tally(in, out, func(p person) bool { return p.trained }), Untrained: tally(in, out, func(p person) bool { return !p.trained })}
	return c
}

func prevalenceOf(r *result.Result, people []person) {
	has := func(p person) bool { return p.signal }
	for k, attribute := range []string{"A", "B"} {
		prev := result.Prevalence{Attribute: attribute, Signal: "s", Block: result.Weak}
		for _, g := range r.Stages[0].Impact[k].Groups {
			c := tally(people, has, func(p person) bool { return slices.Index(labels[k], g.Group) == [2]int{p.a, p.b}[k] })
			prev.Groups = append(prev.Groups, result.GroupPrevalence{Group: g.Group, N: c.N, Present: c.Advanced})
		}
		r.Stages[0].Prevalence = append(r.Stages[0].Prevalence, prev)
	}
}
