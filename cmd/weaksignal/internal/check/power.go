package check

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"weaksignal/audit/stats/proportions"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
)

// assumedShare of applicants with a signal that is not known before résumés are
// read: about what open-source work or an elite employer have in technical pools.
// It only serves planning; the audit uses the counts it finds.
const assumedShare = 0.2

// alpha and power of planning: two-sided 5 %, 80 %, the usual convention.
const (
	planAlpha = 0.05
	planPower = 0.8
)

// flow is the first stage in numbers.
type flow struct {
	stage       string
	n, advanced int
	// referred counts decisions with the referral signal, of known ones.
	referred, known int
	// perMonth is the mean number of decisions a month; 0 = unknown.
	perMonth float64
}

func (f flow) rate() float64 {
	if f.n == 0 {
		return 0
	}
	return float64(f.advanced) / float64(f.n)
}

// Detectable is the smallest difference in the rate of advancing, between
// applicants with and without a signal, that an unadjusted test at the first
// stage finds in 80 of 100 cases.
type Detectable struct {
	Signal     string   `json:"signal"`
	Difference *float64 `json:"difference"`
	Stage      string   `json:"stage,omitempty"`
	With       int      `json:"with"`
	Without    int      `json:"without"`
	// Assumed: With is a guess, because résumés are not read here.
	Assumed      bool   `json:"assumed,omitempty"`
	NotEstimable string `json:"not_estimable,omitempty"`
}

// exportFlow counts the first stage of the applications in the period.
func exportFlow(e *decision.Export, keep func(i int) bool) flow {
	f := flow{}
	if len(e.Funnel) > 0 {
		f.stage = e.Funnel[0]
	}
	var steps []decision.Step
	var first, last time.Time
	dated := 0
	for i := range e.Len() {
		steps = e.Steps(i, steps[:0])
		if !keep(i) {
			continue
		}
		if len(steps) == 0 || steps[0].Status != decision.Passed && steps[0].Status != decision.TurnedDown {
			continue
		}
		app := e.At(i)
		f.n++
		if steps[0].Status == decision.Passed {
			f.advanced++
		}
		if app.Referral != nil {
			f.known++
			if *app.Referral {
				f.referred++
			}
		}
		if t := app.Applied; !t.IsZero() {
			dated++
			if first.IsZero() || t.Before(first) {
				first = t
			}
			if t.After(last) {
				last = t
			}
		}
	}
	if days := last.Sub(first).Hours() / 24; dated > 1 && days >= 28 {
		f.perMonth = float64(dated) / (days + 1) * 365.25 / 12
	}
	return f
}

// detect fills in what an audit of an export could find.
func (c *Found) detect(signals []join.Signal, f flow) {
	for _, s := range signals {
		with, without, assumed := f.referred, f.known-f.referred, false
		if !s.FromExport || s.ID != "referral" {
			with = int(math.Round(assumedShare * float64(f.n)))
			without, assumed = f.n-with, true
		}
		c.Detectable = append(c.Detectable, smallest(s.ID, f, with, without, assumed))
	}
}

// detectColumns fills in what an audit of a table could find: the table says how
// many have each signal.
func (c *Found) detectColumns(spec decision.TableSpec, t *tableCounts) {
	for k, id := range spec.Weak {
		with, without, binary := sides(t.values[k])
		if !binary {
			c.Detectable = append(c.Detectable, Detectable{Signal: id, Stage: t.funnel[0], NotEstimable: "the column is numeric"})
			continue
		}
		c.Detectable = append(c.Detectable, smallest(id, t.flow(), with, without, false))
	}
}

// sides of a binary column, whatever its two codes: the larger one counts as present.
func sides(times map[float64]int) (with, without int, binary bool) {
	values := slices.Sorted(maps.Keys(times))
	switch {
	case len(values) == 2:
		return times[values[1]], times[values[0]], true
	case len(values) == 0 || len(values) == 1 && (values[0] == 0 || values[0] == 1):
		return times[1], times[0], true
	}
	return 0, 0, false
}

func (t *tableCounts) flow() flow {
	return flow{stage: t.funnel[0], n: t.n, advanced: t.advanced}
}

func smallest(id string, f flow, with, without int, assumed bool) Detectable {
	d := Detectable{Signal: id, Stage: f.stage, With: with, Without: without, Assumed: assumed}
	diff, err := proportions.DetectableDifference(f.rate(), float64(without), float64(with), planAlpha, planPower)
	if err != nil {
		d.NotEstimable = err.Error()
		return d
	}
	d.Difference = &diff
	return d
}

// points prints a fraction as percentage points.
func points(v float64) string { return fmt.Sprintf("%.1f points", 100*v) }
