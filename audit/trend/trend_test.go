package trend

import (
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/result"
)

// month makes the look of one month with one finding.
func month(m int, closed bool, effect, se, p float64) result.Look {
	e := result.Interval(effect, effect-2*se, effect+2*se, .95, "average marginal effect", 400)
	e.SE = &se
	number := 0
	if closed {
		number = m // the first look was at the first month
	}
	return result.Look{Number: number, RunID: fmt.Sprintf("run-%d", m), From: fmt.Sprintf("2026-%02d-01", m), Until: fmt.Sprintf("2026-%02d-28", m),
		Closed: closed, Level: .95, Measure: result.MeasureDecisive, Found: 400, Unreadable: 8, Rows: 400, Unmatched: 4, Audited: 396, Unread: 8,
		Stages: []result.LookStage{{Stage: "resume_screen", N: 396, Advanced: 150}},
		Findings: []result.LookFinding{{Stage: "resume_screen", Signal: "referral", Family: result.ConfirmatoryFamily, Present: 80, Known: 396,
			Effect: e, DF: 11, PAdj: &p, Margin: .05, Verdict: result.Associated}}}
}

func withoutVerdict(l result.Look) result.Look {
	l.Findings[0].Verdict = result.CannotTell
	return l
}

func TestStatusOverTime(t *testing.T) {
	strong := func(m int) result.Look { return month(m, true, .3, .05, 1e-6) }
	weak := func(m int) result.Look { return month(m, true, .01, .05, .8) }
	cases := []struct {
		name    string
		earlier []result.Look
		now     result.Look
		status  string
		looks   int
		changed bool
	}{
		{"first look", nil, strong(1), result.TrendNew, 1, false},
		{"first look, nothing", nil, weak(1), result.TrendNone, 1, false},
		{"again", []result.Look{strong(1)}, strong(2), result.TrendPersisting, 2, false},
		{"gone", []result.Look{strong(1)}, weak(2), result.TrendResolved, 2, true},
		{"back", []result.Look{strong(1), weak(2)}, strong(3), result.TrendNew, 3, true},
		{"open period issues nothing", []result.Look{weak(1)}, month(2, false, .3, .05, 1e-6), result.TrendProvisional, 1, false},
		{"open periods are no looks", []result.Look{month(1, false, .3, .05, 1e-6)}, strong(2), result.TrendNew, 1, false},
		{"the same period again is no look", []result.Look{strong(1)}, strong(1), result.TrendNew, 1, false},
		{"p under .05 alone is not enough at the second look", []result.Look{weak(1)}, month(2, true, .3, .05, .03), result.TrendNone, 2, true},
		{"no verdict, no finding", nil, withoutVerdict(strong(1)), result.TrendNone, 1, false},
		{"what had no verdict cannot be gone", []result.Look{withoutVerdict(strong(1))}, weak(2), result.TrendNone, 2, true},
		{"a small effect is no finding", nil, month(1, true, .02, .001, 1e-6), result.TrendNone, 1, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(c.earlier, c.now)
			f := got.Findings[0]
			if f.Status != c.status || got.Looks != c.looks || f.Changed != c.changed {
				t.Errorf("status %s, %d looks, changed %v; want %s, %d, %v (p %v)", f.Status, got.Looks, f.Changed, c.status, c.looks, c.changed, f.PAdjusted)
			}
		})
	}
}

// TestNumberOfALook: a period keeps its number, and what is forgotten keeps its place.
func TestNumberOfALook(t *testing.T) {
	closed := func(m int) result.Look { return month(m, true, .3, .05, 1e-6) }
	for _, c := range []struct {
		name    string
		earlier []result.Look
		now     result.Look
		look    int
		status  string
	}{
		{"the first", nil, closed(1), 1, result.TrendNew},
		{"the next", []result.Look{closed(1), closed(2)}, closed(3), 3, result.TrendPersisting},
		{"an old period again", []result.Look{closed(1), closed(2), closed(3)}, closed(1), 1, result.TrendNew},
		{"after the old ones were forgotten", []result.Look{closed(7)}, closed(8), 8, result.TrendPersisting},
		{"an older period, looked at late", []result.Look{closed(2)}, closed(1), 3, result.TrendNew},
		{"an open one", []result.Look{closed(1)}, month(2, false, .3, .05, 1e-6), 2, result.TrendProvisional},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(c.earlier, c.now)
			if got.Look != c.look || got.Findings[0].Status != c.status {
				t.Errorf("look %d, %s; want %d, %s", got.Look, got.Findings[0].Status, c.look, c.status)
			}
			if point := got.Points[len(got.Points)-1]; c.now.Closed && point.Number != got.Look {
				t.Errorf("the point has number %d, want %d", point.Number, got.Look)
			}
		})
	}
}

func TestOverlappingPeriodsAreNotSubtracted(t *testing.T) {
	before := month(1, true, .3, .05, 1e-6)
	before.Until = "2026-02-10"
	got := Compare([]result.Look{before}, month(2, true, .01, .05, .8))
	if got.PreviousFrom != "" || got.Findings[0].Difference.Estimable() {
		t.Errorf("compared with %s: %+v", got.PreviousFrom, got.Findings[0].Difference)
	}
}

func TestDriftOfThePoolIsTold(t *testing.T) {
	now := month(2, true, .3, .05, 1e-6)
	now.Unread = 60 // 8 of 400 before: a new file format, not new decisions
	got := Compare([]result.Look{month(1, true, .3, .05, 1e-6)}, now)
	for _, d := range got.Pool {
		if want := d.Kind == "unreadable"; d.Changed != want {
			t.Errorf("%s %s: changed %v, want %v", d.Kind, d.Signal, d.Changed, want)
		}
	}
	now.Found, now.Rows = 4000, 4000 // the folder and the export hold ten months by now
	if again := Compare([]result.Look{month(1, true, .3, .05, 1e-6)}, now); !again.Pool[1].Changed {
		t.Errorf("the documents of other periods hide the change: %+v", again.Pool[1])
	}
	if len(got.Pool) != 3 {
		t.Errorf("%d drifts, want prevalence, unreadable, unmatched", len(got.Pool))
	}
	if got.Findings[0].Changed {
		t.Error("the decisions did not change")
	}
}

// A look of another measure is no yardstick: nothing is new, persisting or gone against
// it, nothing is compared with it, but the pool, and its number counts.
func TestAnotherMeasureIsNotCompared(t *testing.T) {
	older := func(m int, effect, p float64) result.Look {
		l := month(m, true, effect, .05, p)
		l.Measure = result.MeasureMarginal
		return l
	}
	for _, c := range []struct {
		name       string
		before     result.Look
		now        result.Look
		status     string
		found      bool
		comparable bool
	}{
		{"found both times", older(1, .3, 1e-6), month(2, true, .3, .05, 1e-6), result.TrendIncomparable, true, false},
		{"found now", older(1, .01, .8), month(2, true, .3, .05, 1e-6), result.TrendIncomparable, true, false},
		{"found before", older(1, .3, 1e-6), month(2, true, .01, .05, .8), result.TrendIncomparable, false, false},
		{"never found", older(1, .01, .8), month(2, true, .01, .05, .8), result.TrendNone, false, false},
		{"an open period", older(1, .3, 1e-6), month(2, false, .3, .05, 1e-6), result.TrendProvisional, false, false},
		{"of one measure", month(1, true, .3, .05, 1e-6), month(2, true, .3, .05, 1e-6), result.TrendPersisting, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare([]result.Look{c.before}, c.now)
			f := got.Findings[0]
			if f.Status != c.status || f.Found != c.found || f.Difference.Estimable() != c.comparable || f.Changed || got.MeasureChanged == c.comparable {
				t.Errorf("status %s, found %v, measure changed %v, difference %+v", f.Status, f.Found, got.MeasureChanged, f.Difference)
			}
			if got.Look != 2 || len(got.Pool) == 0 {
				t.Errorf("look %d, %d drifts", got.Look, len(got.Pool))
			}
		})
	}
	// After the change looks are compared again, though an old one stands among the points.
	got := Compare([]result.Look{older(1, .3, 1e-6), month(2, true, .3, .05, 1e-6)}, month(3, true, .3, .05, 1e-6))
	if f := got.Findings[0]; !got.MeasureChanged || f.Status != result.TrendPersisting || !f.Difference.Estimable() {
		t.Errorf("after the change: %+v", f)
	}
}

// TestPooled: closed periods that don't overlap are pooled; an open one is not.
func TestPooled(t *testing.T) {
	overlapping := month(2, true, .9, .05, 1e-6)
	overlapping.From = "2026-01-20"
	got := Compare([]result.Look{month(1, true, .3, .05, 1e-6), overlapping, month(3, true, .1, .05, .04)}, month(4, false, .7, .05, 1e-6)).Pooled[0]
	if got.Looks != 2 || got.Present != 160 || got.Effect.Value == nil || math.Abs(*got.Effect.Value-.2) > 1e-12 || got.P == nil {
		t.Errorf("pooled %+v, want the mean of .3 and .1 over 2 looks", got)
	}
	if one := Compare(nil, month(1, true, .3, .05, 1e-6)).Pooled[0]; one.Effect.Estimable() || one.Looks != 1 {
		t.Errorf("one period is pooled: %+v", one)
	}
}
