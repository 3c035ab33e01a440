package decision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCountsAreWholeNumbers: any other is a row that is not used, with its number.
func TestCountsAreWholeNumbers(t *testing.T) {
	for cell, want := range map[string]int{"1": 1, "12": 12, "12.0": 12, " 7 ": 7, "4000000000": 4_000_000_000, "007": 7,
		"0": 0, "": 0, "-1": 0, "+1": 0, "1.5": 0, "1e3": 0, "1,000": 0, "1 000": 0, "4000000001": 0, "99999999999999999999": 0, "many": 0, "nan": 0, ".": 0, ".0": 0, "٣": 0} {
		path := filepath.Join(t.TempDir(), "t.csv")
		text := "requisition,decision,kaggle,n\nR1,1,1,2\nR1,0,0,3\nR1,1,0,\"" + cell + "\"\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := OpenCandidates(t.Context(), path, TableSpec{Requisition: "requisition", Decision: "decision", Advanced: []string{"1"}, Weak: []string{"kaggle"}, Count: "n"})
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		if err := c.Each(t.Context(), func(r *CandidateRow) error {
			last = r.Times
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		switch p := c.Report.Problems.List; {
		case want > 0 && (last != want || len(p) > 0 || c.Report.Applications != 5+want):
			t.Errorf("%q: %d times, %d applications, %v; want %d times", cell, last, c.Report.Applications, p, want)
		case want == 0 && (len(p) != 1 || p[0].Row != 4 || p[0].Column != "n" || !p[0].Excluded || !strings.Contains(p[0].Reason, "no whole number of 1 or more") || c.Report.Applications != 5 || c.Report.Unusable != 1):
			t.Errorf("%q: %+v, %d applications, %d unusable; want a problem in row 4", cell, p, c.Report.Applications, c.Report.Unusable)
		}
	}
}

// TestGuardsCountApplications: a table of counts is judged by what its rows stand for.
func TestGuardsCountApplications(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte("decision,kaggle,n\n1,1,50\n1,x,9\n0,0,41\nwithdrawn,0,7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := OpenCandidates(t.Context(), path, TableSpec{Decision: "decision", Advanced: []string{"1"}, Weak: []string{"kaggle"}, Count: "n", ID: "gone"})
	if err != nil {
		t.Fatal(err)
	}
	err = c.Each(t.Context(), func(*CandidateRow) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "9 of its 107 filled cells") {
		t.Errorf("%v: want the column of text refused by its applications", err)
	}
	if c.Report.Rows != 107 || c.Report.Applications != 107 || c.Report.Undecided != 7 || c.Report.Problems.Count != 16 {
		t.Errorf("%+v", c.Report)
	}
	if _, err := OpenCandidates(t.Context(), path, TableSpec{Decision: "decision", Count: "n", ID: "n", Stage: "kaggle"}); err == nil || !strings.Contains(err.Error(), "table.count stands beside table.stage") {
		t.Errorf("%v: want stages refused", err)
	}
}
