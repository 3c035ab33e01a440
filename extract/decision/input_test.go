package decision

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
)

const plain = `application_id,candidate_id,requisition,stage,outcome,name
A1,C1,R1,resume_screen,rejected,Zoë Über
A2,C2,R1,onsite,hired,Søren Ræv
`

func TestEncodingsAndDelimiters(t *testing.T) {
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy) string {
		s, err := unicode.UTF16(e, bom).NewEncoder().String(plain)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	late := plain + strings.Repeat("A,C,R1,resume_screen,rejected,x\n", 0)
	for name, text := range map[string]string{
		"utf-8":              plain,
		"utf-8 with a mark":  "\xef\xbb\xbf" + plain,
		"utf-16le with mark": utf16(unicode.LittleEndian, unicode.UseBOM),
		"utf-16be with mark": utf16(unicode.BigEndian, unicode.UseBOM),
		"utf-16le bare":      utf16(unicode.LittleEndian, unicode.IgnoreBOM),
		"windows-1252":       strings.NewReplacer("ë", "\xeb", "Ü", "\xdc", "ø", "\xf8", "æ", "\xe6").Replace(plain),
		"semicolons":         strings.ReplaceAll(late, ",", ";"),
		"tabs":               strings.ReplaceAll(plain, ",", "\t"),
		"bars":               strings.ReplaceAll(plain, ",", "|"),
		"a sep line":         "sep=;\n" + strings.ReplaceAll(plain, ",", ";"),
		"CRLF":               strings.ReplaceAll(plain, "\n", "\r\n"),
		"title rows":         "Pipeline report, all jobs\nRun by HR,2026-01-31\n\n" + plain,
		"totals below":       plain + "\nTotal,2\nGenerated 2026-02-01\n",
	} {
		t.Run(name, func(t *testing.T) {
			e, err := read(t, text, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if e.Len() != 2 || e.Rows != 2 {
				t.Fatalf("%d applications from %d rows, want 2 and 2", e.Len(), e.Rows)
			}
			if a := e.At(1); a.Name != "Søren Ræv" || a.ApplicationID != "A2" || a.Outcome != Hired {
				t.Errorf("second application: %+v", a)
			}
		})
	}
}

func TestWindows1252FarDown(t *testing.T) {
	var b strings.Builder
	b.WriteString("application_id,requisition,stage,outcome,name\n")
	for i := range 20_000 {
		b.WriteString("A")
		b.WriteString(strings.Repeat("x", i%7))
		b.WriteString(string(rune('a'+i%26)) + strings.Repeat("y", i/26) + ",R1,resume_screen,rejected,\n")
		if b.Len() > 600<<10 {
			break
		}
	}
	b.WriteString("Z,R1,onsite,hired,Zo\xeb\n")
	e, err := ReadExports(context.Background(), []string{write(t, "x.csv", b.String())}, Options{})
	if err != nil && !strings.Contains(err.Error(), "stands here") {
		t.Fatal(err)
	}
	if got := e.At(e.Len() - 1).Name; got != "Zoë" {
		t.Errorf("name %q, want Zoë", got)
	}
}

// TestInputErrors: each says where, what and what to do next.
func TestInputErrors(t *testing.T) {
	head := "application_id,candidate_id,requisition,stage,outcome\n"
	for _, test := range []struct {
		name, text string
		opt        Options
		want       []string
	}{
		{"empty file", "", Options{}, []string{"the file is empty", "export it again"}},
		{"header only", head, Options{}, []string{"no applications"}},
		{"no header", "1,2,3\n4,5,6\n", Options{}, []string{"no column name is recognised", "export.columns"}},
		{"no requisition", "application_id,stage,outcome\nA,Applied,Rejected\n", Options{}, []string{"no column says the requisition", "its columns are application_id, stage, outcome", "export.columns"}},
		{"nobody", "requisition,stage,outcome\nR,Applied,Rejected\n", Options{}, []string{"who applied"}},
		{"two stages", "application_id,requisition,Current Stage,Stage,Status\nA,R,x,y,z\n", Options{}, []string{`"Current Stage"`, `"Stage"`, "could both be stage"}},
		{"mapped header is missing", head + "A,C,R,Applied,Rejected\n", Options{Columns: []heads.ColumnMap{{Field: "role", Header: "Posten"}}}, []string{`column "Posten"`, "maps role to a column that no export has"}},
		{"unknown field", head, Options{Columns: []heads.ColumnMap{{Field: "person", Header: "x"}}}, []string{`no field "person"`, "application_id"}},
		{"unknown outcome", head, Options{Outcomes: []lookup.OutcomeMap{{Outcome: "binned", Match: nil}}}, []string{`no outcome "binned"`}},
		{"unknown source", head, Options{Sources: []lookup.SourceMap{{Source: "friends", Match: nil}}}, []string{`no source "friends"`}},
		{"stage twice", head, Options{Stages: []lookup.StageMap{{Name: "a", Match: nil}, {Name: "a", Match: nil}}}, []string{`the name "a"`}},
		{"active only", head + "A,C,R,Applied,Active\nB,D,R,Onsite,Active\n", Options{}, []string{"none of the 2 applications was rejected", "active applicants only", "export rejected"}},
		{"rejected only", head + "A,C,R,Applied,Rejected\nB,D,R,Applied,Rejected\n", Options{}, []string{"none of the 2 applications advanced", "export all applications"}},
		{"same id, another candidate", head + "A,C,R,Applied,Rejected\nA,D,R,Onsite,Hired\n", Options{}, []string{"row 3", "application A stands here and in row 2", "keep one row per application"}},
		{"same id and stage", head + "A,C,R,Applied,Rejected\nB,D,R,Onsite,Hired\nA,C,R,Applied,Rejected\n", Options{}, []string{"row 4", "application A stands here and in row 2, at the same stage"}},
		{"stages nobody knows", head + "A,C,R,Gate A,Rejected\nB,D,R,Onsite,Hired\nX,Y,R,Gate A 2,Rejected\n", Options{}, []string{`"Gate A" (1 rows)`, "export.stages"}},
		{"ambiguous dates", "application_id,requisition,stage,outcome,applied_at\nA,R,Applied,Rejected,03/04/2026\nB,R,Onsite,Hired,05/06/2026\n", Options{}, []string{"row 2", `"03/04/2026"`, "day and month cannot be told apart", "export.date_order"}},
		{"contradicting dates", "application_id,requisition,stage,outcome,applied_at\nA,R,Applied,Rejected,13/04/2026\nB,R,Onsite,Hired,05/16/2026\n", Options{}, []string{"both orders"}},
		{"decided before applied", "application_id,requisition,stage,outcome,applied_at,decided_at\nA,R,Applied,Rejected,2026-02-01,2026-01-01\nB,R,Onsite,Hired,2026-02-01,2026-01-02\n", Options{}, []string{"2 of 2 decisions are dated before the application"}},
		{"a PDF", "%PDF-1.7\n", Options{}, []string{"this is a PDF"}},
		{"a web page", "<html><table><tr><td>Candidate ID</td></tr></table></html>", Options{}, []string{"this is a web page"}},
		{"an old Excel file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1xxxx", Options{}, []string{".xls"}},
		{"a damaged XLSX", "PK\x03\x04 nothing", Options{}, []string{"cannot be read as XLSX"}},
		{"zero bytes", "a,b\x00\x00\x00\x00\x00\x00\x01\n", Options{}, []string{"no text"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := read(t, test.text, test.opt)
			if e == nil {
				t.Fatal("no export beside the error: check has nothing to print")
			}
			if err == nil {
				err = e.Err()
			}
			var in *InputError
			if !errors.As(err, &in) {
				t.Fatalf("got %v, want an *InputError", err)
			}
			if in.Remedy == "" || in.File == "" {
				t.Errorf("no file or no remedy: %+v", in)
			}
			for _, w := range test.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q does not say %q", err, w)
				}
			}
		})
	}
	if _, err := ReadExports(context.Background(), []string{filepath.Join(t.TempDir(), "none.csv")}, Options{}); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("missing file: %v", err)
	}
}

func TestRowErrorsDoNotEndTheRun(t *testing.T) {
	var many strings.Builder // so that the troubled ones are few
	for i := range 300 {
		fmt.Fprintf(&many, "Z%d,Y%d,R1,Applied,%s,2026-01-05\n", i, i, []string{"Rejected", "Hired"}[i%2])
	}
	e, err := read(t, `application_id,candidate_id,requisition,stage,outcome,applied_at
A1,C1,R1,Applied,Rejected,2026-01-05
,,R1,Applied,Rejected,2026-01-05
A2,C2,,Applied,Rejected,2026-01-05
A3,C3,R1,Onsite,Hired,someday
A4,C4,R1,Mystery,Rejected,2026-01-05
A5,C5,R1,Applied,Sleeping,2026-01-05
A6,C6,R1,Applied,Rejected,2026-01-05,stray,cells
A7,C7,R1,Onsite,Rejected,2026-01-05
"A8,C8,R1,Onsite,Rejected,2026-01-05
A9,C9,R1,Onsite,Rejected,2026-01-05
`+many.String(), Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got, want := trailsOf(e), "A1:R- A2:-- A3:PP A4:-- A5:-- A7:PR A9:PR "; !strings.HasPrefix(got, want) {
		t.Errorf("trails %q, want %q", got, want)
	}
	if e.Rows != 310 || e.Len() != 307 || e.Problems.Rows != 3 {
		t.Errorf("%d rows, %d applications, %d unusable rows: want 310 = 307 + 3", e.Rows, e.Len(), e.Problems.Rows)
	}
	where := map[int]string{}
	for _, p := range e.Problems.List {
		where[p.Row] = p.Reason
		if p.File == "" || p.Remedy == "" {
			t.Errorf("problem without file or remedy: %+v", p)
		}
	}
	for row, want := range map[int]string{3: "names no application", 5: "no date", 8: "8 cells under 6 headers", 10: "quotation mark"} {
		if !strings.Contains(where[row], want) {
			t.Errorf("row %d: %q, want %q", row, where[row], want)
		}
	}
	for i, want := range map[int]string{1: "names no requisition", 3: "maps to no stage", 4: "maps to no outcome"} {
		if got := e.At(i).Problem; !strings.Contains(got, want) {
			t.Errorf("application %d: problem %q, want %q", i, got, want)
		}
	}
}

func TestXLSX(t *testing.T) {
	path := filepath.Join(t.TempDir(), "export.xlsx")
	f := excelize.NewFile()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetRow("Sheet1", "A1", &[]any{"Read me", "first"}))
	_, err := f.NewSheet("Data")
	must(err)
	for i, row := range [][]any{
		{"Applications by requisition"}, {},
		{"Application ID", "Job ID", "Current Stage", "Status", "Applied On", "Rejected On"},
		{1001, "R1", "Application Review", "Rejected", 46027, 46040.5},
		{1002, "R1", "Onsite", "Hired", 46028, nil},
		{1003, "R1", "Onsite", "Rejected", "2026-01-07", "2026-02-01"},
		{"Total", 3},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		must(f.SetSheetRow("Data", cell, &row))
	}
	must(f.MergeCell("Data", "A1", "F1"))
	must(f.SetRowVisible("Data", 5, false))
	must(f.SetCellFormula("Data", "B6", `"R"&1`))
	must(f.SaveAs(path))
	e, err := ReadExports(context.Background(), []string{path}, Options{})
	must(err)
	if got, want := trailsOf(e), "1001:R- 1002:PP 1003:PR"; got != want {
		t.Errorf("trails %q, want %q", got, want)
	}
	a := e.At(0)
	if got := a.Applied.Format("2006-01-02") + " " + a.Decided.Format("2006-01-02"); got != "2026-01-05 2026-01-18" {
		t.Errorf("serial dates read as %s", got)
	}
	if len(e.Guards) != 1 || e.Guards[0].ID != "hidden_rows" || e.Guards[0].Fatal {
		t.Errorf("guards %+v: want one about the hidden row", e.Guards)
	}
	if _, err := ReadExports(context.Background(), []string{path}, Options{Sheet: "Nowhere"}); err == nil || !strings.Contains(err.Error(), `["Sheet1" "Data"]`) {
		t.Errorf("unknown sheet: %v", err)
	}
}

func TestGuardsThatOnlyWarn(t *testing.T) {
	var b strings.Builder
	b.WriteString("application_id,requisition,role,stage,outcome\n")
	for i := range 1000 {
		stage, outcome, req, role := "Applied", "Rejected", "REQ-1", "ML Engineer"
		if i%3 == 0 {
			stage, outcome = "Onsite", "Hired"
		}
		if i%5 == 0 {
			req = "req 1"
		}
		if i%7 == 0 {
			role = "Machine Learning Engineer"
		}
		b.WriteString("A" + strings.Repeat("i", i%10) + string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + "," + req + "," + role + "," + stage + "," + outcome + "\n")
	}
	e, err := read(t, b.String(), Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	var ids []string
	for _, g := range e.Guards {
		ids = append(ids, g.ID)
	}
	if got, want := strings.Join(ids, " "), "truncated requisition_names requisition_titles"; got != want {
		t.Errorf("guards %q, want %q", got, want)
	}
	if n := len(e.Strata(nil)); n != 2 {
		t.Errorf("%d strata, want 2: the two spellings are one requisition", n)
	}
}

func TestSeveralFilesAreOneExport(t *testing.T) {
	one := write(t, "one.csv", "Application ID,Job ID,Stage,Status\nA1,R1,Applied,Rejected\n")
	two := write(t, "two.csv", "Job Requisition ID;Opportunity ID;Current Stage;Disposition\nR2;B1;Onsite;Hired\n")
	e, err := ReadExports(context.Background(), []string{one, two}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e.Len() != 2 || e.At(1).File != two || e.At(1).Row != 2 || e.At(1).Requisition != "R2" {
		t.Errorf("second file: %+v", e.At(1))
	}
}

func TestCancelledReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadExports(ctx, []string{write(t, "x.csv", plain)}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestUnreadableFile(t *testing.T) {
	path := write(t, "x.csv", plain)
	if err := os.Chmod(path, 0); err != nil {
		t.Skip(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("permissions do not bind this user")
	}
	_, err := ReadExports(context.Background(), []string{path}, Options{})
	if err == nil || !strings.Contains(err.Error(), "may not be read") {
		t.Errorf("got %v", err)
	}
}

func TestTheConfigurationWins(t *testing.T) {
	e, err := read(t, "application_id,requisition,stage,outcome,source\nA,R,Gate 1,rejected,LinkedIn\nB,R,Gate 2,Taken,Friends\nC,R,Gate 2,rejected by us,Friends\n", Options{
		Stages:   []lookup.StageMap{{Name: "first", Match: []string{"gate 1"}}, {Name: "second", Match: []string{"Gate*"}}},
		Outcomes: []lookup.OutcomeMap{{Outcome: "hired", Match: []string{"taken"}}, {Outcome: "withdrawn", Match: []string{"rejected"}}},
		Sources:  []lookup.SourceMap{{Source: "referral", Match: []string{"fr*ends"}}},
	})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got, want := trailsOf(e), "A:X- B:PP C:PR"; got != want {
		t.Errorf("trails %q, want %q", got, want)
	}
	if a := e.At(1); a.Source != "referral" || a.Referral == nil || !*a.Referral {
		t.Errorf("source of B: %q", a.Source)
	}
}

func TestSourcesAndReferrals(t *testing.T) {
	for _, test := range []struct {
		sourceType, source, referrer, want string
		referral                           string
	}{
		{"", "Employee Referral", "", "referral", "yes"},
		{"", "Internal referral (bonus)", "", "referral", "yes"},
		{"", "Agency referral", "Ann Agent", "agency", "no"},
		{"", "LinkedIn (Prospecting)", "", "sourcing", "no"},
		{"", "LinkedIn", "", "job_board", "no"},
		{"", "LinkedIn", "Ann Example", "job_board", "yes"},
		{"", "LinkedIn", "https://example.org/jobs", "job_board", "no"},
		{"", "LinkedIn", "www.example.org", "job_board", "no"},
		{"", "LinkedIn", "N/A", "job_board", "no"},
		{"Referred", "Friend of the team", "", "referral", "yes"},
		{"Applied", "Referral", "", "referral", "yes"},
		{"University", "Spring fair", "", "campus", "no"},
		{"", "Handshake", "", "campus", "no"},
		{"", "A source nobody knows", "", "", "unknown"},
		{"", "", "", "", "unknown"},
		{"", "", "Ann Example", "", "yes"},
	} {
		e, err := read(t, "application_id,requisition,stage,outcome,source type,source,referrer,credited to\nA,R,Applied,Rejected,"+test.sourceType+","+test.source+","+test.referrer+",Rex Recruiter\n", Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, got := e.At(0), "unknown"
		if a.Referral != nil {
			got = map[bool]string{true: "yes", false: "no"}[*a.Referral]
		}
		if a.Source != test.want || got != test.referral {
			t.Errorf("%q %q %q: source %q referral %s, want %q %s", test.sourceType, test.source, test.referrer, a.Source, got, test.want, test.referral)
		}
	}
}
