// Package failon holds the conditions of --fail-on: what ends a finished audit with status 4.
package failon

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/lines"
)

// Condition is one --fail-on.
type Condition struct {
	Text string
	// Holds says why it holds, "" where it does not. look is this run among earlier ones;
	// nil = everything was audited, and the run is judged by itself.
	Holds func(r *result.Result, look *result.Trend) string
}

// share is the form of a condition on a count: unreadable>5%.
var share = regexp.MustCompile(`^(unreadable|unmatched)\s*>\s*([0-9]+(?:\.[0-9]+)?)\s*%$`)

// Parse reads conditions: finding, impact, drift, empty, unreadable>5%, unmatched>5%. An
// unknown one is a fault of the call.
func Parse(texts []string) ([]Condition, error) {
	var all []Condition
	for _, text := range texts {
		c, err := parseCondition(text)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func parseCondition(text string) (Condition, error) {
	switch text {
	case "finding":
		return Condition{text, confirmatoryFinding}, nil
	case "impact":
		return Condition{text, indicatedImpact}, nil
	case "drift":
		return Condition{text, driftedPool}, nil
	case "empty":
		return Condition{text, emptyPeriod}, nil
	}
	m := share.FindStringSubmatch(text)
	if m == nil {
		return Condition{}, exit.Usage(fmt.Errorf("fail_on: unknown condition %q", text), "use finding, impact, drift, empty, unreadable>5% or unmatched>5%")
	}
	limit, err := strconv.ParseFloat(m[2], 64)
	if err != nil || limit > 100 {
		return Condition{}, exit.Usage(errors.New("fail_on: "+text+" is no share of a hundred"), "use a percentage up to 100")
	}
	return Condition{text, func(r *result.Result, _ *result.Trend) string {
		part, whole := r.Intake.Documents.Unreadable+r.Intake.Documents.Doubtful, r.Intake.Documents.Found
		if m[1] == "unmatched" {
			part, whole = r.Intake.Applications.Unmatched, r.Intake.Applications.Rows
		}
		if whole == 0 || 100*float64(part) <= limit*float64(whole) {
			return ""
		}
		if m[1] == "unreadable" && r.Intake.Documents.Doubtful > 0 {
			return fmt.Sprintf("%d of %d are unreadable or doubtful", part, whole)
		}
		return fmt.Sprintf("%d of %d are %s", part, whole, m[1])
	}}, nil
}

// confirmatoryFinding holds when a weak signal of the confirmatory family is relied
// on, in a look at its own level. A run inside an open period issues no finding:
// many such runs would find something by chance.
func confirmatoryFinding(r *result.Result, look *result.Trend) string {
	if look != nil && look.Provisional {
		return ""
	}
	n := 0
	for _, stage := range r.Stages {
		for _, s := range stage.Signals {
			if s.Block == result.Weak && s.Verdict == result.Associated && s.Adjusted.Family == result.ConfirmatoryFamily && heldByLook(look, stage.Stage, s.Signal) {
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d weak %s associated with advancing at the first stage", n, lines.Plural("signal", n))
}

// heldByLook tells whether a finding holds at the level of its look.
func heldByLook(look *result.Trend, stage, signal string) bool {
	return look == nil || slices.ContainsFunc(look.Findings, func(f result.TrendFinding) bool {
		return f.Stage == stage && f.Signal == signal && f.Found
	})
}

// indicatedImpact holds when any group's impact is indicated at any stage.
func indicatedImpact(r *result.Result, _ *result.Trend) string {
	n := 0
	for _, stage := range r.Stages {
		for _, attribute := range stage.Impact {
			for _, g := range attribute.Groups {
				if g.Verdict == "indicated" {
					n++
				}
			}
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("adverse impact indicated %d times", n)
}

// emptyPeriod holds when nobody was decided.
func emptyPeriod(r *result.Result, _ *result.Trend) string {
	if !Empty(r) {
		return ""
	}
	return NoDecision
}

// NoDecision says that nobody was decided.
const NoDecision = "no application was decided in the period"

// Empty tells whether there is no decision at all to audit.
func Empty(r *result.Result) bool {
	return r.Intake.Applications.Audited+r.Intake.Applications.Unmatched == 0
}

// driftedPool holds when the pool of this closed period differs from the previous
// one's beyond chance: signals commoner or rarer, more unread or unmatched.
func driftedPool(r *result.Result, _ *result.Trend) string {
	if r.Trend == nil {
		return ""
	}
	n := 0
	for _, d := range r.Trend.Pool {
		if d.Changed {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("the pool changed in %d %s since the period before", n, lines.Plural("respect", n))
}
