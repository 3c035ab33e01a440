package decision

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// datesOf reads a table and lists id and day of each application.
func datesOf(t *testing.T, text string, spec TableSpec) (string, *TableReport, error) {
	t.Helper()
	c, err := OpenCandidates(context.Background(), write(t, "table.csv", text), spec)
	if err != nil {
		return "", nil, err
	}
	var got []string
	err = c.Each(context.Background(), func(r *CandidateRow) error {
		day := "-"
		if !r.Decided.IsZero() {
			day = r.Decided.Format(time.DateOnly)
		}
		got = append(got, fmt.Sprintf("%s:%s", r.ID, day))
		return nil
	})
	return strings.Join(got, " "), &c.Report, err
}

func TestDatesOfATable(t *testing.T) {
	spec := TableSpec{ID: "id", Decision: "decision", Advanced: []string{"1"}, DecidedAt: "on"}
	for _, c := range []struct {
		name, text, want string
		problems         int
	}{
		{"ISO dates and empty cells", "id,decision,on\n1,1,2026-03-04\n2,0,\n3,0,2026-03-05T10:00:00\n", "1:2026-03-04 2:- 3:2026-03-05", 0},
		{"the column tells the order", "id,decision,on\n1,1,03/04/2026\n2,0,25/04/2026\n", "1:2026-04-03 2:2026-04-25", 0},
		{"a later row tells it too", "id,decision,on\n1,1,03/04/2026\n2,0,04/25/2026\n", "1:2026-03-04 2:2026-04-25", 0},
		{"what is no date is unknown, and said", "id,decision,on\n1,1,soon\n2,0,2026-04-31\n3,0,2026-04-30\n", "1:- 2:- 3:2026-04-30", 2},
		{"a missing cell", "id,on,decision\n1,2026-01-02,1\n2\n3,2026-01-03,0\n", "1:2026-01-02 2:- 3:2026-01-03", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, r, err := datesOf(t, c.text, spec)
			if err != nil || got != c.want || r.Problems.Count != c.problems {
				t.Errorf("%s, %d problems, %v; want %s, %d", got, r.Problems.Count, err, c.want, c.problems)
			}
		})
	}
	_, _, err := datesOf(t, "id,decision,on\n1,1,03/04/2026\n2,0,05/06/2026\n", spec)
	var input *InputError
	if !errors.As(err, &input) || input.Column != "on" || !strings.Contains(input.Remedy, "export.date_order") {
		t.Errorf("dates that tell no order: %v, want an input error of the column", err)
	}
	spec.DateOrder = "dmy"
	if got, _, err := datesOf(t, "id,decision,on\n1,1,03/04/2026\n2,0,05/06/2026\n", spec); err != nil || got != "1:2026-04-03 2:2026-06-05" {
		t.Errorf("with a configured order: %s, %v", got, err)
	}
}

func TestTheLastDecisionOfSeveralRowsCounts(t *testing.T) {
	spec := TableSpec{ID: "id", Decision: "decision", Advanced: []string{"1"}, Stage: "stage", DecidedAt: "on"}
	got, _, err := datesOf(t, `id,stage,decision,on
1,Resume Screen,1,2026-01-05
2,Resume Screen,0,2026-01-09
1,Phone Screen,0,2026-02-01
3,Resume Screen,1,2026-01-20
3,Phone Screen,pending,2026-03-01
`, spec)
	if want := "1:2026-02-01 2:2026-01-09 3:2026-01-20"; err != nil || got != want {
		t.Errorf("%s, %v; want %s: a row without a decision dates nothing", got, err, want)
	}
}
