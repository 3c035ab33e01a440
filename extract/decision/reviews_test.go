package decision

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// judgements writes steps with the screeners who judged: "S1+S2-" for two reviews.
func judgements(steps []Step) string {
	var out []string
	for _, s := range steps {
		word := string("-PRxs"[s.Status]) + s.Screener
		for i, r := range s.Reviews {
			if i == 0 {
				word += ":"
			}
			word += r.Screener + map[bool]string{true: "+", false: "-"}[r.Passed]
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// TestSeveralScreeners: rows of two screeners at one stage are two judgements on
// one application, not a repeated row.
func TestSeveralScreeners(t *testing.T) {
	const head = "application_id,candidate_id,requisition,stage,outcome,screener,decided_at\n"
	for _, test := range []struct{ name, rows, want string }{
		{"they agree", "A,C,R,resume_screen,rejected,S1,2026-01-02\nA,C,R,resume_screen,rejected,S2,2026-01-03\nB,D,R,onsite,advanced,S1,2026-01-03\n",
			"RS2:S1-S2- -"},
		{"they differ, the last one decides", "A,C,R,resume_screen,advanced,S1,2026-01-02\nA,C,R,resume_screen,rejected,S2,2026-01-03\nB,D,R,onsite,advanced,S1,2026-01-03\n",
			"RS2:S1+S2- -"},
		{"they differ, it went on", "A,C,R,resume_screen,advanced,S1,2026-01-02\nA,C,R,resume_screen,rejected,S2,2026-01-03\nA,C,R,onsite,rejected,S3,2026-01-09\n",
			"PS1:S1+S2- RS3"},
		{"hired at the only stage that is told", "A,C,R,onsite,hired,S1,2026-01-02\nA,C,R,onsite,rejected,S2,2026-01-03\nB,D,R,onsite,rejected,S1,2026-01-03\n",
			"PS1:S1+S2-"},
		{"one of them has not judged", "A,C,R,resume_screen,pending,S2,2026-01-01\nA,C,R,resume_screen,rejected,S1,2026-01-02\nB,D,R,onsite,advanced,S1,2026-01-03\n",
			"RS1 -"},
		{"every row repeats the status", "A,C,R,resume_screen,rejected,S1,2026-01-02\nA,C,R,resume_screen,rejected,S2,2026-01-03\nA,C,R,onsite,rejected,S3,2026-01-09\nB,D,R,resume_screen,rejected,S3,2026-01-09\n",
			"PS1 RS3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := read(t, head+test.rows, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range e.Guards {
				if g.ID == "duplicate_applications" {
					t.Error(g.Error.Reason)
				}
			}
			if got := judgements(e.Steps(0, nil)); got != test.want {
				t.Errorf("steps %q, want %q", got, test.want)
			}
		})
	}
}

// TestSeveralScreenersInATable: a stage's screener is the one of its own row.
func TestSeveralScreenersInATable(t *testing.T) {
	path := write(t, "t.csv", "id,stage,decision,who\n1,resume_screen,1,S1\n1,resume_screen,0,S2\n1,onsite,0,S3\n2,resume_screen,0,S1\n2,resume_screen,1,S2\n2,resume_screen,0,S2\n3,resume_screen,0,S1\n")
	c, err := OpenCandidates(context.Background(), path, TableSpec{ID: "id", Decision: "decision", Advanced: []string{"1"}, Stage: "stage", Screener: "who"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := c.Each(context.Background(), func(r *CandidateRow) error {
		got = append(got, r.ID+" "+judgements(r.Steps))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	// The second applicant's rows contradict each other: S2 says both, and no date in what order.
	if want := "[1 PS1:S1+S2- RS3 3 RS1 -]"; fmt.Sprint(got) != want {
		t.Errorf("rows %v, want %v", got, want)
	}
}
