package decision

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"strings"
	"testing"
)

func tableOf(t *testing.T, text string, spec TableSpec) (*TableReport, string, error) {
	t.Helper()
	c, err := OpenCandidates(context.Background(), write(t, "table.csv", text), spec)
	if err != nil {
		return nil, "", err
	}
	var b strings.Builder
	err = c.Each(context.Background(), func(r *CandidateRow) error {
		fmt.Fprintf(&b, "%s:", r.ID)
		for _, s := range r.Steps {
			b.WriteByte("-PRXs"[s.Status])
		}
		for _, v := range r.Values {
			fmt.Fprintf(&b, ",%v", v)
		}
		for _, l := range append(append([]string{}, r.Context...), r.Groups...) {
			b.WriteString("," + l)
		}
		b.WriteByte(' ')
		return nil
	})
	return &c.Report, strings.TrimSpace(b.String()), err
}

func smallSpec() TableSpec {
	return TableSpec{ID: "id", Requisition: "req", Decision: "decision", Advanced: []string{"1", "advanced", "yes"}, Weak: []string{"w"}, JobRelated: []string{"years"}, Context: []string{"city"}, Groups: []string{"sex"}}
}

func TestCandidates(t *testing.T) {
	r, got, err := tableOf(t, `A table of candidates
ID,Req,decision,w,years,city,sex,notes
1,R,1,yes,5.5,Oslo,Male,=1+1
2,R,Advanced,No,,oslo,female,
3,R,0,TRUE,-3,,Decline to self-identify,
4,R,rejected,false,1e2,Bergen,Female,
5,R,withdrawn,,NaN,Bergen,MALE,
6,R,,1,0.25,Bergen,Prefer not to say,
`, smallSpec())
	if err != nil {
		t.Fatal(err)
	}
	want := "1:P,1,5.5,Oslo,Male 2:P,0,NaN,Oslo,female 3:R,1,-3,, 4:R,0,100,Bergen,female 5:X,NaN,NaN,Bergen,Male 6:X,1,0.25,Bergen,"
	if got != want {
		t.Errorf("rows\n%s, want\n%s", got, want)
	}
	if r.Rows != 6 || r.Applications != 6 || r.Undecided != 2 || r.Problems.Count != 2 || strings.Join(r.Unmapped, " ") != "notes" {
		t.Errorf("report %+v", r)
	}
	texts := map[string]string{}
	for _, d := range r.Texts {
		texts[d.Text] = fmt.Sprint(d.Outcome, " ", d.Rows)
	}
	wantTexts := map[string]string{"1": "advanced 1", "Advanced": "advanced 1", "0": "rejected 1", "rejected": "rejected 1", "withdrawn": "withdrawn 1", "(empty)": "pending 1"}
	if !maps.Equal(texts, wantTexts) {
		t.Errorf("what decisions count as: %v, want %v", texts, wantTexts)
	}
}

// TestCandidatesUnlistedDecisions: values that are neither listed nor known rejections
// are asked for; they never count as rejected in silence.
func TestCandidatesUnlistedDecisions(t *testing.T) {
	for _, c := range []struct {
		name, decisions string
		rejected        []string
		want            []string
	}{
		{"listed", "1 0 yes rejected", nil, nil},
		{"numbers by value", "1.0 0.0 1 0", nil, nil},
		{"other codes", "1 2 2 3", nil, nil},
		{"none listed", "0 no rejected", nil, []string{"none of the 3 applications advanced", "table.decision.advanced"}},
		{"nobody rejected", "1 yes 1 1", nil, []string{"none of the 4 applications was rejected"}},
		{"another word", "1 0 Hired hired", nil, []string{`"Hired" (1 rows)`, `"hired" (1 rows)`, `rejected: ["Hired", "hired"]`}},
		{"an early stage", "1 0 Applied Applied", nil, []string{`"Applied" (2 rows)`}},
		{"listed as rejected", "1 0 Applied Applied", []string{"applied"}, nil},
	} {
		text := "id,req,decision,w,years,city,sex\n"
		for i, d := range strings.Fields(c.decisions) {
			text += fmt.Sprintf("%d,R,%s,1,2,Oslo,Female\n", i, d)
		}
		spec := smallSpec()
		spec.Rejected = c.rejected
		_, _, err := tableOf(t, text, spec)
		if len(c.want) == 0 && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		for _, w := range c.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v, want %q", c.name, err, w)
			}
		}
	}
}

// TestCandidatesWide: one result column a stage.
func TestCandidatesWide(t *testing.T) {
	spec := TableSpec{ID: "id", Results: []ResultColumn{{Stage: "screen", Column: "screen result"}, {Stage: "phone", Column: "phone result", Advanced: []string{"go"}}, {Stage: "onsite", Column: "onsite result"}}}
	r, got, err := tableOf(t, `id,screen result,phone result,onsite result
1,pass,go,fail
2,rejected,,
3,pass,,passed
4,pass,go,
5,withdrawn,,
6,,,
`, spec)
	if err != nil {
		t.Fatal(err)
	}
	if want := "1:PPR 2:R-- 3:PsP 4:PP- 5:X-- 6:X--"; got != want {
		t.Errorf("rows %s, want %s", got, want)
	}
	if strings.Join(r.Funnel, " ") != "screen phone onsite" {
		t.Errorf("funnel %v", r.Funnel)
	}
	for text, want := range map[string]string{
		"id,screen result,phone result,onsite result\n1,fail,go,\n2,fail,go,\n3,pass,go,fail\n":     "after one that rejected them",
		"id,screen result,phone result,onsite result\n1,fail,,\n2,pass,sleeping,\n3,pass,go,fail\n": `"sleeping" (1 rows)`,
	} {
		if _, _, err := tableOf(t, text, spec); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestCandidatesCodes: a code for unknown among numbers is named with its column.
func TestCandidatesCodes(t *testing.T) {
	text := "id,req,decision,w,years,city,sex\n"
	for i := range 50 {
		years := fmt.Sprint(i % 12)
		if i == 7 {
			years = "9999"
		}
		text += fmt.Sprintf("%d,R,%d,1,%s,x,y\n", i, i%2, years)
	}
	r, _, err := tableOf(t, text, smallSpec())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], `"years" holds 9999 in 1 cells (the first in row 9)`) {
		t.Errorf("warnings %q", r.Warnings)
	}
}

func TestCandidatesOddCells(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,req,decision,w,years,city,sex\n")
	for i := range 100 {
		w, years := "1", "3"
		if i == 40 {
			w = "maybe"
		}
		if i == 41 {
			years = "inf"
		}
		if i == 42 {
			years = "1e300"
		}
		fmt.Fprintf(&b, "%d,R,%d,%s,%s,x,y\n", i, i%2, w, years)
	}
	b.WriteString(",R,1,1,1,x,y\n100,,1,1,1,x,y\n")
	r, got, err := tableOf(t, b.String(), smallSpec())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "40:R,NaN,3") || !strings.Contains(got, "41:P,1,NaN") || !strings.Contains(got, "42:R,1,NaN") {
		t.Error("odd cells are not unknown")
	}
	if len(r.Odd) != 2 || r.Odd[0] != (OddCells{"w", 1}) || r.Odd[1] != (OddCells{"years", 2}) {
		t.Errorf("odd cells %+v", r.Odd)
	}
	if r.Rows != 102 || r.Applications != 100 || r.Unusable != 2 || r.Problems.Count != 5 {
		t.Errorf("rows %d, applications %d, unusable %d, problems %d", r.Rows, r.Applications, r.Unusable, r.Problems.Count)
	}
}

func TestCandidatesErrors(t *testing.T) {
	head := "id,req,decision,w,years,city,sex\n"
	row := "1,R,1,1,2,x,y\n2,R,0,1,2,x,y\n"
	change := func(f func(*TableSpec)) TableSpec {
		s := smallSpec()
		f(&s)
		return s
	}
	for _, test := range []struct {
		name, text string
		spec       TableSpec
		want       []string
	}{
		{"text column", head + "1,R,1,often,2,x,y\n2,R,0,rarely,2,x,y\n", smallSpec(), []string{`row 2, column "w"`, "holds text: 2 of its 2", "table.context"}},
		{"infinite column", head + "1,R,1,1,inf,x,y\n2,R,0,1,-inf,x,y\n", smallSpec(), []string{`column "years"`, "infinite or absurd"}},
		{"missing column", "id,req,decision,years,city,sex\n1,R,1,2,x,y\n", smallSpec(), []string{`column "w"`, "its columns are id, req, decision"}},
		{"header twice", "id,req,decision,W,w,w,years,city,sex\n1,R,1,1,1,1,2,x,y\n", smallSpec(), []string{`"w"`, "could both be table.weak"}},
		{"no decision configured", head + row, change(func(s *TableSpec) { s.Decision = "" }), []string{"table.decision.column"}},
		{"the decision as a signal", head + row, change(func(s *TableSpec) { s.Weak = []string{"decision"} }), []string{"under table.decision and under table.weak"}},
		{"in two lists", head + row, change(func(s *TableSpec) { s.Context = []string{"w"} }), []string{"table.weak and under table.context"}},
		{"inferred groups", "id,req,decision,w,years,city,sex_inferred\n", change(func(s *TableSpec) { s.Groups = []string{"sex_inferred"} }), []string{"looks inferred", "allow_inferred_groups"}},
		{"no row", head, smallSpec(), []string{"no usable application"}},
		{"unmapped stages", "id,req,decision,w,years,city,sex,step\n1,R,1,1,2,x,y,alpha\n2,R,0,1,2,x,y,beta\n", change(func(s *TableSpec) { s.Stage = "step" }), []string{`"alpha", "beta"`, "export.stages"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := tableOf(t, test.text, test.spec)
			var in *InputError
			if !errors.As(err, &in) {
				t.Fatalf("got %v, want an *InputError", err)
			}
			for _, w := range test.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q does not say %q", err, w)
				}
			}
		})
	}
}

func TestCandidatesStages(t *testing.T) {
	spec := TableSpec{ID: "id", Decision: "decision", Advanced: []string{"1"}, Stage: "stage"}
	for _, test := range []struct{ name, text, funnel, want string }{
		{"last stage", "id,stage,decision\n1,resume_screen,0\n2,onsite,0\n3,onsite,1\n", "resume_screen onsite", "1:R- 2:PR 3:PP"},
		{"one row per stage, not together", "id,stage,decision\n1,resume_screen,1\n2,resume_screen,0\n3,onsite,1\n1,onsite,0\n", "resume_screen onsite", "1:PR 2:R- 3:sP"},
		{"hired", "id,stage,decision\n1,onsite,0\n2,hired,1\n", "onsite", "1:R 2:P"},
		{"a single stage keeps its name", "id,stage,decision\n1,gate,0\n2,gate,1\n", "gate", "1:R 2:P"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, got, err := tableOf(t, test.text, spec)
			if err != nil {
				t.Fatal(err)
			}
			if f := strings.Join(r.Funnel, " "); f != test.funnel {
				t.Errorf("funnel %q, want %q", f, test.funnel)
			}
			if got != test.want {
				t.Errorf("rows %q, want %q", got, test.want)
			}
		})
	}
}

func TestParseValue(t *testing.T) {
	for _, test := range []struct {
		in    string
		comma bool
		want  float64
		kind  cellKind
	}{
		{"0", false, 0, number}, {"7", false, 7, number}, {"0.7", false, 0.7, number}, {"-12.345", false, -12.345, number}, {"+3", false, 3, number},
		{".5", false, 0.5, number}, {"5.", false, 5, number}, {"1e3", false, 1000, number}, {"0.1", false, 0.1, number}, {"123456789.123456", false, 123456789.123456, number},
		{"12345678901.2345678", false, 12345678901.2345678, number}, {"Yes", false, 1, number}, {"N", false, 0, number}, {"TRUE", false, 1, number},
		{"", false, 0, blankCell}, {"n/a", false, 0, blankCell}, {"NaN", false, 0, blankCell}, {"null", false, 0, blankCell}, {"-", false, 0, blankCell},
		{"Inf", false, 0, absurdCell}, {"-infinity", false, 0, absurdCell}, {"1e999", false, 0, absurdCell}, {"2000000000000", false, 0, absurdCell},
		{"five", false, 0, textCell}, {"1.2.3", false, 0, textCell}, {"80%", false, 0, textCell}, {"=1+1", false, 0, textCell}, {"1 000", false, 0, textCell},
		{"5,5", true, 5.5, number}, {"5,5", false, 0, textCell}, {"1,234", true, 0, textCell}, {"5.5", true, 5.5, number},
	} {
		got, kind := parseValue([]byte(test.in), test.comma)
		if kind != test.kind || kind == number && got != test.want || kind != number && !math.IsNaN(got) {
			t.Errorf("%q: %v kind %d, want %v kind %d", test.in, got, kind, test.want, test.kind)
		}
	}
}

func TestCandidatesStopAtTheCallersError(t *testing.T) {
	c, err := OpenCandidates(context.Background(), write(t, "t.csv", "id,decision\n1,1\n2,0\n"), TableSpec{ID: "id", Decision: "decision", Advanced: []string{"1"}})
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	if err := c.Each(context.Background(), func(*CandidateRow) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the caller's error", err)
	}
}
