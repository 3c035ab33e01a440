package disclosure

import (
	"testing"

	"weaksignal/audit/result"
)

// TestNextStageTellsNoOutcome: where all but two of a signal's applicants, or of a
// route's, advanced, the people of the next stage would tell the two rejected.
func TestNextStageTellsNoOutcome(t *testing.T) {
	stage := func(name string, n, advanced, with, withAdvanced int) result.StageResult {
		return result.StageResult{Stage: name, N: n, Advanced: advanced,
			Signals: []result.SignalResult{{Signal: "x", Present: result.Count{N: with, Advanced: withAdvanced}, Absent: result.Count{N: n - with, Advanced: advanced - withAdvanced}}},
			Routes: []result.RouteResult{{Kind: "source", Name: "campus", Count: result.Count{N: with, Advanced: withAdvanced}},
				{Kind: "source", Name: "other", Count: result.Count{N: n - with, Advanced: advanced - withAdvanced}}}}
	}
	for _, c := range []struct {
		name     string
		advanced int // of 30 with the signal
		tells    bool
	}{{"two rejected", 28, true}, {"ten rejected", 20, false}} {
		t.Run(c.name, func(t *testing.T) {
			b := Source{Result: &result.Result{Stages: []result.StageResult{
				stage("first", 200, 100, 30, c.advanced), stage("second", 100, 50, c.advanced, c.advanced/2)}}}
			s, _ := settle(b)
			for what, row := range map[string]*Tally{"signal": s.Present[1][0], "route": s.Routes[1][0]} {
				if row.people.hidden != c.tells {
					t.Errorf("%s: people of the second stage withheld: %v, want %v", what, row.people.hidden, c.tells)
				}
			}
			if s.Stages[1].people.hidden || s.Stages[0].advanced.hidden {
				t.Error("the stages' totals are withheld too")
			}
		})
	}
}
