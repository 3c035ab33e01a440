package decision

import (
	"fmt"
	"strings"
	"testing"
)

// table200 holds 200 sound rows and the further ones.
func table200(head string, row func(i int) string, more ...string) string {
	var b strings.Builder
	b.WriteString(head + "\n")
	for i := range 200 {
		b.WriteString(row(i) + "\n")
	}
	return b.String() + strings.Join(more, "\n") + "\n"
}

// TestRowsThatContradict: the same id and requisition, decided differently at one
// stage, with nothing that tells two applications apart, are left out and named; above
// 1 % the table is refused. So are rows with surplus cells.
func TestRowsThatContradict(t *testing.T) {
	plain := TableSpec{ID: "id", Requisition: "req", Decision: "y", Advanced: []string{"1"}, Weak: []string{"w"}}
	dated := plain
	dated.DecidedAt = "on"
	wide := TableSpec{ID: "id", Requisition: "req", Weak: []string{"w"},
		Results: []ResultColumn{{Column: "screen", Stage: "screen", Advanced: []string{"yes"}}, {Column: "onsite", Stage: "onsite", Advanced: []string{"yes"}}}}
	one := func(i int) string { return fmt.Sprintf("%d,R,0,%d", i, i%2) }
	withDay := func(i int) string { return fmt.Sprintf("%d,R,0,%d,2026-03-01", i, i%2) }
	twoStages := func(i int) string { return fmt.Sprintf("%d,R,0,%s,", i, []string{"no", "yes"}[i%2]) }
	// few is a table in which 4 of 400 advanced.
	few := func(more ...string) string {
		for i := range 200 {
			more = append(more, fmt.Sprintf("%d,S,0,0", i))
		}
		return table200("id,req,w,y", func(i int) string { return fmt.Sprintf("%d,R,0,%d", i, map[bool]int{i < 4: 1}[true]) }, more...)
	}
	for _, c := range []struct {
		name, text string
		spec       TableSpec
		apps       int    // −1: refused
		want       string // part of the reason
	}{
		{"equal repeats", table200("id,req,w,y", one, "7,R,0,1"), plain, 201, ""},
		{"one pair", table200("id,req,w,y", one, "7,R,0,0"), plain, 199, "advanced and rejected in rows 9 and 202"},
		{"three pairs", table200("id,req,w,y", one, "7,R,0,0", "9,R,0,0", "11,R,0,0"), plain, -1, "3 applications have rows that contradict each other (6 of 203 rows)"},
		{"two pairs of few who advanced", few("7,R,0,1", "9,R,0,1"), plain, -1, "2 applications have rows that contradict each other"},
		{"another requisition", table200("id,req,w,y", one, "7,S,0,0", "9,S,0,0", "11,S,0,0"), plain, 203, ""},
		{"another day", table200("id,req,w,y,on", withDay, "7,R,0,0,2026-04-01", "9,R,0,0,2026-04-01", "11,R,0,0,2026-04-01"), dated, 203, ""},
		{"the same day", table200("id,req,w,y,on", withDay, "7,R,0,0,2026-03-01"), dated, 199, "rows 9 and 202"},
		{"a result column", table200("id,req,w,screen,onsite", twoStages, "7,R,0,no,"), wide, 199, "rows 9 and 202"},
		{"two slipped", table200("id,req,w,y", one, "300,R,0,0,1", "301,R,0,1,1"), plain, 200, "more cells than the table has columns"},
		{"three slipped", table200("id,req,w,y", one, "300,R,0,0,1", "301,R,0,1,1", "302,R,0,1,1"), plain, -1, "3 of 203 rows have more cells"},
		{"blank surplus", table200("id,req,w,y", one, "300,R,0,0,", "301,R,0,1, ", "302,R,0,1,"), plain, 203, ""},
	} {
		r, _, err := tableOf(t, c.text, c.spec)
		reason := ""
		switch {
		case err != nil:
			reason = err.Error()
		case r.Problems.Count > 0:
			reason = r.Problems.List[0].Reason
		}
		if (err != nil) != (c.apps < 0) || err == nil && r.Applications != c.apps || !strings.Contains(reason, c.want) || c.want == "" && reason != "" {
			t.Errorf("%s: %+v, %q, %v; want %d applications and %q", c.name, r, reason, err, c.apps, c.want)
		}
		if err == nil && r.Applications+r.Unusable != r.Rows {
			t.Errorf("%s: %d rows, %d applications, %d unusable", c.name, r.Rows, r.Applications, r.Unusable)
		}
	}
}

// TestDecisionIsNoSignal under another spelling either.
func TestDecisionIsNoSignal(t *testing.T) {
	spec := TableSpec{ID: "id", Requisition: "req", Decision: "Final Decision", Advanced: []string{"1"}, Weak: []string{"w", "final_decision"}}
	_, _, err := tableOf(t, table200("id,req,w,Final Decision", func(i int) string { return fmt.Sprintf("%d,R,0,%d", i, i%2) }), spec)
	if err == nil || !strings.Contains(err.Error(), "it is one column") {
		t.Errorf("%v", err)
	}
}
