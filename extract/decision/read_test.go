package decision

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/heads"
)

// write puts a table into a temporary file.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, text string, opt Options) (*Export, error) {
	t.Helper()
	return ReadExports(context.Background(), []string{write(t, "export.csv", text)}, opt)
}

// trailsOf renders the steps of each application: P passed, R turned down,
// X excluded, s skipped, - not entered.
func trailsOf(e *Export) string {
	var b strings.Builder
	var steps []Step
	for i := range e.Len() {
		steps = e.Steps(i, steps[:0])
		b.WriteString(e.At(i).ApplicationID + ":")
		for _, s := range steps {
			b.WriteByte("-PRXs"[s.Status])
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func TestLastStage(t *testing.T) {
	e, err := read(t, `Application ID,Candidate ID,Job ID,Job Name,Current Stage,Status,Applied On,Rejected On,Source,Referrer
A1,C1,7,ML Engineer,Application Review,Rejected,2026-01-02,2026-01-09,Indeed,
A2,C2,7,ML Engineer,Phone Screen,Rejected,2026-01-02,2026-01-19,Referral,Ann Example
A3,C3,7,ML Engineer,Offer,Hired,2026-01-02,,Referral,
A4,C4,7,ML Engineer,Onsite,Active,2026-01-02,,LinkedIn,
A5,C5,7,ML Engineer,Application Review,Withdrawn,2026-01-02,2026-01-03,,
Total,5
`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Err(); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(e.Funnel, " "), "resume_screen phone_screen onsite offer"; got != want {
		t.Errorf("funnel %q, want %q", got, want)
	}
	if got, want := trailsOf(e), "A1:R--- A2:PR-- A3:PPPP A4:PPX- A5:X---"; got != want {
		t.Errorf("trails %q, want %q", got, want)
	}
	if e.Footers != 1 || e.Rows != 5 {
		t.Errorf("rows %d footers %d, want 5 and 1", e.Rows, e.Footers)
	}
	if o := e.Mapping.Outcomes; o != (OutcomeCounts{Advanced: 1, Rejected: 2, Withdrawn: 1, Pending: 1}) {
		t.Errorf("outcomes %+v", o)
	}
	for i, want := range []string{"false", "true", "true", "false", "unknown"} {
		got := "unknown"
		if r := e.At(i).Referral; r != nil {
			got = map[bool]string{true: "true", false: "false"}[*r]
		}
		if got != want {
			t.Errorf("referral of row %d is %s, want %s", i+1, got, want)
		}
	}
}

func TestOddEnds(t *testing.T) {
	var many strings.Builder // so that the odd ones are few
	for i := range 100 {
		fmt.Fprintf(&many, "Z%d,Y%d,R1,Applied,Rejected,\n", i, i)
	}
	e, err := read(t, `application_id,candidate_id,requisition,stage,outcome,rejection_reason
A1,C1,R1,Hired,Rejected,
A2,C2,R1,Hired,Withdrawn,
A3,C3,R1,Hired,,
A4,C4,R1,Rejected,,
A5,C5,R1,Onsite,Rejected,Candidate withdrew
A6,C6,R1,Lead,Lead,
A7,C7,R1,Onsite,Archived,Accepted another job: withdrew
A8,C8,R1,Applied,Rejected,Requisition cancelled
A9,C9,R1,Applied,Rejected,
B1,D1,R1,Applied,Rejected,
B2,D2,R1,Applied,Rejected,
`+many.String(), Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got, want := trailsOf(e), "A1:-- A2:PP A3:PP A4:-- A5:PX A6:-- A7:PX A8:X- A9:R- B1:R- B2:R- "; !strings.HasPrefix(got, want) {
		t.Errorf("trails %q, want %q", got, want)
	}
	for i, want := range map[int]string{0: "rejected at the stage that means hired", 3: "does not say at which stage", 5: ""} {
		if got := e.At(i).Problem; !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("application %d: problem %q, want %q", i+1, got, want)
		}
	}
}

func TestStageNotSaid(t *testing.T) {
	for _, text := range []string{
		"application_id,requisition,stage,status\nA1,R1,Rejected,\nA2,R1,Rejected,\nA3,R1,Hired,\nA4,R1,Phone Screen,\n",
		"application_id,requisition,status\nA1,R1,Rejected\nA2,R1,Rejected\nA3,R1,Hired\nA4,R1,Phone Screen\n",
		"application_id,requisition,stage,status\nA1,R1,,Rejected\nA2,R1,,Rejected\nA3,R1,,Hired\nA4,R1,Phone Screen,\n",
	} {
		e, err := read(t, text, Options{})
		if err != nil || e.Err() != nil {
			t.Fatal(err, e.Err())
		}
		if got, want := strings.Join(e.Funnel, " ")+" "+trailsOf(e), "screening A1:R A2:R A3:P A4:X"; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTransitionsWithOneStatus(t *testing.T) {
	// The application's final status stands on every row; rows are out of order.
	e, err := read(t, `application_id,candidate_id,requisition,stage,status,decided_at
A1,C1,R1,Onsite 2,Rejected,2026-02-20
A1,C1,R1,Onsite 1,Rejected,2026-02-10
A1,C1,R1,Applied,Rejected,2026-01-10
A2,C2,R1,Onsite 1,Rejected,2026-02-10
A2,C2,R1,Applied,Active,2026-01-12
A3,C3,R1,Applied,Rejected,2026-01-12
A3,C3,R1,Onsite,Advanced,2026-02-12
`, Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got, want := trailsOf(e), "A1:PR A2:PR A3:--"; got != want {
		t.Errorf("trails %q, want %q", got, want)
	}
	if got := e.At(2).Problem; !strings.Contains(got, "rejected in row 7 and at a later stage in row 8") {
		t.Errorf("problem %q", got)
	}
}

func TestTransitions(t *testing.T) {
	e, err := read(t, `application_id;candidate_id;requisition;stage;outcome;decided_at
A1;C1;R1;resume_screen;advanced;2026-01-02
A2;C2;R1;resume_screen;rejected;2026-01-02
A1;C1;R1;onsite;rejected;2026-01-12
A3;C3;R1;onsite;advanced;2026-01-12
A3;C3;R1;hired;hired;2026-01-15
`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !e.Transitions {
		t.Error("not taken for transitions")
	}
	if got, want := trailsOf(e), "A1:PR A2:R- A3:sP"; got != want {
		t.Errorf("trails %q, want %q", got, want)
	}
}

// TestHowDatesWereRead: the first date of each column with the day it was taken for, the
// range, and the cells that are none; zeros and null words are empty cells.
func TestHowDatesWereRead(t *testing.T) {
	e, err := read(t, "Candidate ID,Job ID,Stage,Status,Applied On,Rejected On\n"+
		"1,R1,Screen,Rejected,03/04/2026,1970-01-01\n"+
		"2,R1,Screen,Hired,13/02/2026,\n"+
		"3,R1,Screen,Rejected,n/a,2026-05-01\n"+
		"4,R1,Screen,Rejected,soon,2026-04-30\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []dates.Report{
		{Canonical: heads.Applied, Header: "Applied On", Example: "03/04/2026", Read: "2026-04-03", Rows: 2, Unread: 1, First: "2026-02-13", Last: "2026-04-03"},
		{Canonical: heads.RejectedAt, Header: "Rejected On", Example: "1970-01-01", Read: "1970-01-01", Rows: 3, First: "1970-01-01", Last: "2026-05-01"},
	}
	if got := e.Mapping.Dates; !slices.Equal(got, want) {
		t.Errorf("dates %+v,\nwant  %+v", got, want)
	}
}
