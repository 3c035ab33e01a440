package decision

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"weaksignal/extract/decision/heads"
)

// head and rows of a small export: two rejected at the first stage, one rejected and
// one hired at the second.
const (
	shapeHead = "Application ID,Candidate ID,Job ID,Stage,Status,Applied On"
	shapeRows = "A1,C1,R1,Application Review,Rejected,2026-01-02\nA2,C2,R1,Application Review,Rejected,2026-01-02\nA3,C3,R1,Onsite,Rejected,2026-01-02\nA4,C4,R1,Hired,Hired,2026-01-02\n"
	shapeWant = "A1:R- A2:R- A3:PR A4:PP"
)

// TestShapes: however a table is written, it is the same applications.
func TestShapes(t *testing.T) {
	utf16 := func(s string) string {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	plain := shapeHead + "\n" + shapeRows
	for name, test := range map[string]struct{ text, want string }{
		"plain":                    {plain, shapeWant},
		"sep line, carets":         {"sep=^\n" + strings.ReplaceAll(plain, ",", "^"), shapeWant},
		"quoted sep line":          {"\"sep=;\"\n" + strings.ReplaceAll(plain, ",", ";"), shapeWant},
		"utf-16 with tabs":         {utf16(strings.ReplaceAll(plain, ",", "\t")), shapeWant},
		"the head again":           {shapeHead + "\n" + strings.Replace(shapeRows, "A3", shapeHead+"\nA3", 1), shapeWant},
		"subtotals between":        {shapeHead + "\n" + strings.Replace(shapeRows, "A3", "Subtotal,2,,,,\n\nA3", 1) + "Total,4,1,4,4,4\n", shapeWant},
		"backslash escapes":        {shapeHead + ",Note\n" + strings.ReplaceAll(shapeRows, "\n", `,"said \"no\", then \"yes\", in 1 go"`+"\n"), shapeWant},
		"a path before the quote":  {shapeHead + ",Note\n" + strings.ReplaceAll(shapeRows, "\n", `,"C:\in\"`+"\n"), shapeWant},
		"ids as formulas":          {shapeHead + "\n" + strings.NewReplacer("A1,", "=\"A1\",", "A2,", `"=HYPERLINK(""https://x.example/2"",""A2"")",`).Replace(shapeRows), shapeWant},
		"grouped by requisition":   {shapeHead + "\n" + strings.NewReplacer("C2,R1", "C2,", "C3,R1", "C3,", "C4,R1", "C4,").Replace(shapeRows), shapeWant},
		"groups under title rows":  {shapeHead + "\n,,R1,,,\n" + strings.ReplaceAll(shapeRows, ",R1,", ",,"), shapeWant},
		"a history":                {"Application ID,Job ID,Stage,Date\nA1,R,Application Review,2026-01-01\nA1,R,Rejected,2026-01-05\nA2,R,Application Review,2026-01-01\nA2,R,Onsite,2026-01-09\nA2,R,Withdrawn,2026-01-19\nA3,R,Hired,2026-02-01\nA3,R,Onsite,2026-01-09\nA3,R,Application Review,2026-01-01\nA4,R,Application Review,2026-01-01\n", "A1:R- A2:PX A3:PP A4:X-"},
		"a history by application": {"Application ID,Job ID,Stage,Outcome\nA1,R,Application Review,Passed\n,,Onsite,Rejected\nA2,R,Application Review,Rejected\nA3,R,Application Review,Passed\n,,Onsite,Hired\n", "A1:PR A2:R- A3:PP"},
		"moves":                    {"Application ID,Job ID,From Stage,To Stage,Moved On\nA1,R,Application Review,Rejected,2026-01-05\nA2,R,Application Review,Onsite,2026-01-05\nA2,R,Onsite,Hired,2026-01-09\nA3,R,,Application Review,2026-01-01\nA3,R,Application Review,Onsite,2026-01-05\nA4,R,Application Review,Onsite,2026-01-05\nA4,R,Onsite,Rejected,2026-01-09\n", "A1:R- A2:PP A3:PX A4:PR"},
		"wide":                     {"Application ID,Job ID,Application Review Result,Onsite Result\nA1,R,Rejected,\nA2,R,Passed,Rejected\nA3,R,Passed,Passed\nA4,R,Passed,\n", "A1:R- A2:PR A3:PP A4:P-"},
		"a copy of the status":     {shapeHead + ",Application Status\n" + strings.NewReplacer("\n", ",x\n").Replace(shapeRows), shapeWant},
		"ids as floats":            {strings.NewReplacer("A1", "101.0", "A2", "102.0", "A3", "103.0", "A4", "104.0").Replace(plain), "101:R- 102:R- 103:PR 104:PP"},
		"ids of Java":              {strings.NewReplacer("A1", "4.001E7", "A2", "4.0010007E7", "A3", "4.0010014E7", "A4", "4.0010021E7").Replace(plain), "40010000:R- 40010007:R- 40010014:PR 40010021:PP"},
		"thousands":                {strings.NewReplacer("A1", `"40,010,000"`, "A2", "'0041").Replace(plain), "40010000:R- 0041:R- A3:PR A4:PP"},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := read(t, test.text, Options{})
			if err == nil {
				err = e.Err()
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := trailsOf(e); got != test.want {
				t.Errorf("trails %q, want %q", got, test.want)
			}
		})
	}
}

// TestShapesThatAreAsked: what could be read in two ways is asked for, and the remedy
// works.
func TestShapesThatAreAsked(t *testing.T) {
	for _, test := range []struct {
		name, text string
		opt        Options
		want       []string
	}{
		{"two outcomes", "Application ID,Job ID,Stage,Status,Result\nA1,R,Onsite,Rejected,Passed\nA2,R,Onsite,Hired,Failed\n", Options{}, []string{`"Status"`, `"Result"`, "could both be outcome"}},
		{"and the remedy", "Application ID,Job ID,Stage,Status,Result\nA1,R,Onsite,Rejected,Passed\nA2,R,Onsite,Hired,Failed\n", Options{Columns: []heads.ColumnMap{{Field: "outcome", Header: "Status"}}}, nil},
		{"one name twice", "Application ID,Job ID,Stage,Status,Status\nA1,R,Onsite,Rejected,Hired\nA2,R,Onsite,Hired,Rejected\n", Options{}, []string{"columns 4 and 5 are both called", "column: 4"}},
		{"and by number", "Application ID,Job ID,Stage,Status,Status\nA1,R,Onsite,Rejected,Hired\nA2,R,Onsite,Hired,Rejected\n", Options{Columns: []heads.ColumnMap{{Field: "outcome", Column: 5}}}, nil},
		{"no such number", shapeHead + "\n" + shapeRows, Options{Columns: []heads.ColumnMap{{Field: "outcome", Column: 9}}}, []string{"names column 9", "the table has 6"}},
		{"another header there", shapeHead + "\n" + shapeRows, Options{Columns: []heads.ColumnMap{{Field: "outcome", Header: "Result", Column: 5}}}, []string{`column 5 is called "Result"`}},
		{"rounded ids and nothing else", "Application ID,Job ID,Stage,Status\n7.00007E+12,R,Onsite,Rejected\n7.00007E+12,R,Onsite,Hired\n", Options{}, []string{`"Application ID"`, "rounded", "7.00007E+12"}},
		{"slipped rows", shapeHead + "\n" + shapeRows + "A5,C5,R1,Onsite, later,Rejected,2026-01-02\nA6,C6,R1,Onsite, later,Rejected,2026-01-02\n", Options{}, []string{"2 of 6 rows have more or fewer cells", "row 6"}},
		{"dates that fail", strings.ReplaceAll(shapeHead+"\n"+shapeRows, "2026-01-02", "early"), Options{}, []string{`"Applied On"`, `"early" (4 rows)`, "YYYY-MM-DD"}},
		{"rows that contradict", shapeHead + "\n" + shapeRows + "A1,C1,R1,Onsite,Hired,2026-01-02\nA2,C2,R1,Onsite,Hired,2026-01-02\n", Options{}, []string{"2 of 4 applications have rows that contradict"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e, err := read(t, test.text, test.opt)
			if err == nil {
				err = e.Err()
			}
			if test.want == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			for _, w := range test.want {
				if err == nil || !strings.Contains(err.Error(), w) {
					t.Errorf("%v does not say %q", err, w)
				}
			}
		})
	}
}

// TestRoundedIDsAreNotUsed: where other ids tell people apart, the damaged column is
// named and left out.
func TestRoundedIDsAreNotUsed(t *testing.T) {
	e, err := read(t, strings.NewReplacer("A1", "7.00007E+12", "A2", "7.00007E+12", "A3", "7.00007E+12", "A4", "7.00007E+12").Replace(shapeHead+"\n"+shapeRows), Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if e.Len() != 4 || e.At(0).ApplicationID != "" {
		t.Errorf("%d applications, id %q", e.Len(), e.At(0).ApplicationID)
	}
	if g := guardIDs(e); !strings.Contains(g, "ids_rounded") {
		t.Errorf("guards %s", g)
	}
}

func guardIDs(e *Export) string {
	var ids []string
	for _, g := range e.Guards {
		ids = append(ids, g.ID)
	}
	return strings.Join(ids, " ")
}

// TestOneBadByte: it changes its own cell only.
func TestOneBadByte(t *testing.T) {
	e, err := read(t, "application_id,requisition,stage,outcome,name\nA,R,onsite,rejected,Zo\xc3\xab\nB,R,onsite,hired,Jos\xc3\xa9\nC,R,onsite,rejected,caf\xe9\n", Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	for i, want := range []string{"Zoë", "José", "café"} {
		if got := e.At(i).Name; got != want {
			t.Errorf("name %q, want %q", got, want)
		}
	}
	if g := guardIDs(e); !strings.Contains(g, "bad_bytes") {
		t.Errorf("guards %s", g)
	}
}

// workbook writes sheets of rows, cells separated by commas.
func workbook(t *testing.T, edit func(f *excelize.File), sheets ...[]string) string {
	t.Helper()
	f := excelize.NewFile()
	for i, rows := range sheets {
		name := fmt.Sprintf("S%d", i+1)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, v := range strings.Split(row, ",") {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := f.SetCellValue(name, cell, v); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if edit != nil {
		edit(f)
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSheets: all sheets of one head are read, the others are named.
func TestSheets(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(shapeRows), "\n")
	var pivot []string
	pivot = append(pivot, "Job ID,Count of Status")
	for i := range 12 {
		pivot = append(pivot, fmt.Sprintf("R%d,%d", i, i))
	}
	path := workbook(t, nil, append([]string{shapeHead}, rows[:2]...), append([]string{"Report of February", shapeHead + ",Note"}, rows[2:]...), pivot)
	e, err := ReadExports(context.Background(), []string{path}, Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got := trailsOf(e); got != shapeWant {
		t.Errorf("trails %q, want %q", got, shapeWant)
	}
	var got []string
	for _, s := range e.Sheets {
		got = append(got, fmt.Sprintf("%s %d %v", s.Sheet, s.Rows, s.Read))
	}
	if want := "S1 2 true, S2 2 true, S3 13 false"; strings.Join(got, ", ") != want {
		t.Errorf("sheets %q", got)
	}
	if g := guardIDs(e); !strings.Contains(g, "sheet_left_out") {
		t.Errorf("guards %s", g)
	}
}

// TestMergedCells: a value that is merged downwards is every row's.
func TestMergedCells(t *testing.T) {
	rows := append([]string{shapeHead}, strings.Split(strings.TrimSpace(strings.NewReplacer("C2,R1", "C2,", "C4,R1", "C4,").Replace(shapeRows)), "\n")...)
	path := workbook(t, func(f *excelize.File) {
		for _, span := range [][2]string{{"C2", "C3"}, {"C4", "C5"}} {
			if err := f.MergeCell("S1", span[0], span[1]); err != nil {
				t.Fatal(err)
			}
		}
	}, rows)
	e, err := ReadExports(context.Background(), []string{path}, Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got := trailsOf(e); got != shapeWant {
		t.Errorf("trails %q, want %q", got, shapeWant)
	}
}

// TestLinksWithoutValue: a program that writes formulas only still names ids.
func TestLinksWithoutValue(t *testing.T) {
	rows := append([]string{shapeHead}, strings.Split(strings.TrimSpace(shapeRows), "\n")...)
	path := workbook(t, func(f *excelize.File) {
		for i := range 4 {
			cell := fmt.Sprintf("A%d", i+2)
			if err := f.SetCellValue("S1", cell, nil); err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellFormula("S1", cell, fmt.Sprintf(`HYPERLINK("https://ats.example/%d","A%d")`, i, i+1)); err != nil {
				t.Fatal(err)
			}
		}
	}, rows)
	e, err := ReadExports(context.Background(), []string{path}, Options{})
	if err != nil || e.Err() != nil {
		t.Fatal(err, e.Err())
	}
	if got := trailsOf(e); got != shapeWant {
		t.Errorf("trails %q, want %q", got, shapeWant)
	}
}
