package pagetest

import (
	"fmt"
	"math"
	"time"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/page"
)

// Pool is what an invented result holds.
type Pool struct {
	People int
	// Effects of the weak signals, as fractions; Unknown, if set, leaves all of them
	// to "cannot tell".
	Effects []float64
	Wide    float64 // half the width of a range
	// Women are indicated, at this ratio; 0 = no groups.
	Ratio float64
	// Attributes and Groups of each beside sex, Stages after the first, Periods of a
	// trend, Roles of the declaration.
	Attributes, Groups, Stages, Periods, Roles int
	// Name is put before every name, to make it long.
	Name string
}

// Planted has six strong signals and a penalty on women.
func Planted() Pool {
	return Pool{People: 4000, Effects: []float64{.21, .2, .19, .18, .17, .16, .01, 0}, Wide: .04, Ratio: .72, Attributes: 1, Groups: 4, Stages: 3, Roles: 4}
}

// Nothing has no effect at all.
func Nothing() Pool {
	return Pool{People: 400, Effects: []float64{.01, -.02, 0, .03, .01}, Wide: .12, Ratio: 1.02, Roles: 1}
}

// Input is the invented input of a report.
func (p Pool) Input() page.Input {
	r := p.Result()
	in := page.Input{Result: r, Shown: disclosure.New(disclosure.Source{Result: r}), Signals: map[string]page.Signal{}, References: map[string]string{"sex": "Men"},
		Organisation: p.Name + "Example & Co", Confidentiality: "Confidential <b>", Worklist: "confidential/worklist.csv"}
	for i := range p.Effects {
		in.Signals[id(i)] = page.Signal{Label: p.Name + fmt.Sprintf("Signal %d", i), Name: p.Name + fmt.Sprintf("signal %d", i),
			Evidence: []page.Citation{{Claim: p.Name + "Of 5,500 people 95 % were men.", Source: "Survey 2017"}, {Claim: p.Name + "=HYPERLINK(1)", Source: "Study 2020"}}}
	}
	for k := range p.Roles {
		in.Roles = append(in.Roles, page.Role{Name: p.Name + fmt.Sprintf("Role %d", k), JobRelated: []string{"years", "skills"},
			Declared: []page.Declaration{{Criterion: "years", Reason: p.Name + "the post leads others", By: "A. Lind", Date: "2026-01-05"}}})
	}
	return in
}

func id(i int) string { return fmt.Sprintf("signal_%d", i) }

// Result is the invented result.
func (p Pool) Result() *result.Result {
	r := &result.Result{Schema: result.SchemaID, Run: result.RunRecord{ID: "20261122T173000Z", Version: "0.1.0", FinishedAt: time.Date(2026, 11, 22, 17, 31, 0, 0, time.UTC), ConfigSHA256: "c0ffee", CatalogueVersion: "1", Seed: 1}}
	r.Intake = result.Intake{Documents: result.DocumentCounts{Found: p.People, Read: p.People - 7, Unreadable: 7}, Applications: result.ApplicationCounts{Rows: p.People + 12, Audited: p.People, Excluded: 12, Unread: 7},
		PeriodFrom: "2026-01-05", PeriodUntil: "2026-06-30", Groups: &result.GroupCounts{Rows: p.People, Joined: p.People - 20}}
	n := p.People
	for i := range p.Stages + 1 {
		r.Stages = append(r.Stages, p.stage(fmt.Sprintf("%sstage_%d", p.Name, i), n))
		n = n * 2 / 5
	}
	if p.Stages > 0 {
		whole := p.stage(result.BottomLine, p.People)
		r.Stages = append(r.Stages, whole)
	}
	p.trend(r)
	return r
}

func (p Pool) stage(name string, n int) result.StageResult {
	st := result.StageResult{Stage: name, N: n, Advanced: n * 2 / 5, Requisitions: 12, Screeners: 8, Margin: .05}
	for i, x := range p.Effects {
		st.Signals = append(st.Signals, p.signal(i, x, n, result.Weak))
	}
	st.Signals = append(st.Signals, p.signal(len(p.Effects), .1, n, result.JobRelated))
	if p.Ratio > 0 {
		men := rated("Men", n/2, .44, "", 1)
		women := rated("Women", n-n/2, .44*p.Ratio, "cannot_tell", p.Ratio)
		if p.Ratio < .8 {
			women.Verdict = "indicated"
		}
		st.Impact = append(st.Impact, result.Impact{Attribute: "sex", ReferenceGroup: "Men", Groups: []result.GroupResult{men, women}})
		for i := range p.Effects {
			st.Prevalence = append(st.Prevalence, result.Prevalence{Attribute: "sex", Signal: id(i), Block: result.Weak, Groups: []result.GroupPrevalence{share("Men", n/2, .4), share("Women", n-n/2, .2)}})
		}
		if p.Ratio < .8 {
			st.GapDecomposition = []result.GapDecomposition{{Attribute: "sex", Group: "Women", ReferenceGroup: "Men", Gap: interval(-.12, .03), Parts: []result.GapPart{{Part: "job_related", Estimate: interval(-.01, .02)}, {Part: id(0), Estimate: interval(-.05, .02)}, {Part: "weak", Estimate: interval(-.08, .03)}, {Part: "unexplained", Estimate: interval(-.03, .03)}}}}
		}
	}
	for a := range p.Attributes {
		imp := result.Impact{Attribute: fmt.Sprintf("%sattribute_%d", p.Name, a), ReferenceGroup: p.Name + "Group 0"}
		for g := range p.Groups {
			imp.Groups = append(imp.Groups, rated(fmt.Sprintf("%sGroup %d", p.Name, g), n/p.Groups, .4, "cannot_tell", .98))
		}
		st.Impact = append(st.Impact, imp)
	}
	return st
}

func interval(x, half float64) result.Estimate {
	return result.Interval(x, x-half, x+half, .95, "invented", 100)
}

func count(n int, rate float64) result.Count {
	k := int(math.Round(float64(n) * rate))
	return result.Count{N: n, Advanced: k, Rate: interval(float64(k)/float64(max(n, 1)), .06)}
}

func (p Pool) signal(i int, x float64, n int, block result.Block) result.SignalResult {
	s := result.SignalResult{Signal: id(i), Block: block, Kind: result.Binary, Present: count(n/4, .4+x), Absent: count(n-n/4, .4-x/3), Verdict: result.CannotTell, DetectableDifference: result.Point(1.4*p.Wide, "invented", n)}
	s.Effect = result.Effect{Estimate: interval(x, p.Wide), Unit: "with against without"}
	s.Why = result.Why{Kind: result.WhyTooFew, Margin: .05}
	if p.Wide > .05 {
		enough := int(float64(n) * p.Wide * p.Wide / .0009)
		s.Why.Enough = &enough
	}
	switch {
	case x-p.Wide > 0 && x > .05:
		s.Verdict = result.Associated
		least := x - p.Wide
		s.Effect.AtLeast = &least
	case math.Abs(x)+p.Wide < .05+1e-9:
		s.Verdict = result.NoMaterialAssociation
	}
	return s
}

func rated(name string, n int, rate float64, verdict string, ratio float64) result.GroupResult {
	c := count(n, rate)
	return result.GroupResult{Group: name, N: c.N, Advanced: c.Advanced, Rate: c.Rate, ImpactRatio: interval(ratio, .08), Verdict: verdict}
}

func share(group string, n int, rate float64) result.GroupPrevalence {
	c := count(n, rate)
	return result.GroupPrevalence{Group: group, N: n, Present: c.Advanced, Rate: c.Rate}
}

func (p Pool) trend(r *result.Result) {
	if p.Periods == 0 {
		return
	}
	t := &result.Trend{Looks: p.Periods, Look: p.Periods, PreviousFrom: "2026-01-01", PreviousUntil: "2026-01-31"}
	for k := range p.Periods {
		look := result.Look{RunID: fmt.Sprint(k), From: fmt.Sprintf("2026-%02d-01", k%12+1), Until: fmt.Sprintf("2026-%02d-28", k%12+1), Closed: true}
		for i, x := range p.Effects {
			look.Findings = append(look.Findings, result.LookFinding{Stage: r.Stages[0].Stage, Signal: id(i), Present: 40, Known: 200, Effect: interval(x, .1), Verdict: result.Associated})
		}
		t.Points = append(t.Points, look)
	}
	for i, x := range p.Effects {
		t.Findings = append(t.Findings, result.TrendFinding{Stage: r.Stages[0].Stage, Signal: id(i), Status: result.TrendNew, Now: interval(x, .1)})
	}
	r.Trend = t
}
