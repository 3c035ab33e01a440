package reports

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

// TestSmallCountsStayOut reads the counts of every workbook back, sheet by sheet,
// as a reader would: no people under 10, no outcome under 5, no percentage over
// either.
func TestSmallCountsStayOut(t *testing.T) {
	columns := map[string][][3]int{ // people, advanced, rate; from 1
		sheetFindings: {{findWithN, findWithAdvanced, findWithRate}, {findWithoutN, findWithoutAdvanced, findWithoutRate}},
		sheetGroups:   {{groupPeople, groupAdvanced, groupRate}}, sheetFunnel: {{2, 3, 4}},
		sheetRequisitions: {{4, 5, 6}}, sheetScreeners: {{3, 4, 5}}, sheetPrevalence: {{4, 5, 6}},
		"Uniform Guidelines": {{5, 7, 8}},
	}
	for name, f := range allCases(t) {
		seen := 0
		for sheet, sets := range columns {
			tables, err := f.GetTables(sheet)
			if err != nil {
				continue // left out
			}
			for _, row := range tableRows(t, f, sheet, tables[0].Range) {
				for _, set := range sets {
					seen += checkCounts(t, name+" "+sheet, row, set)
				}
			}
		}
		if seen == 0 && name != "empty" && name != "all_unreadable" {
			t.Errorf("%s: no counts were read back", name)
		}
	}
}

func tableRows(t *testing.T, f *excelize.File, sheet, where string) [][]string {
	t.Helper()
	rows := rowsOf(t, f, sheet)
	from, to, _ := strings.Cut(where, ":")
	_, first, _ := excelize.CellNameToCoordinates(from)
	_, last, _ := excelize.CellNameToCoordinates(to)
	return rows[first:min(last, len(rows))]
}

func checkCounts(t *testing.T, where string, row []string, set [3]int) int {
	t.Helper()
	number := func(column int) (float64, bool) {
		if column > len(row) {
			return 0, false
		}
		x, err := strconv.ParseFloat(row[column-1], 64)
		return x, err == nil
	}
	unstated := slices.Contains(row, groupNotStated)
	people, hasPeople := number(set[0])
	advanced, hasAdvanced := number(set[1])
	_, hasRate := number(set[2])
	if hasPeople && people != 0 && people < smallPeople && !unstated {
		t.Errorf("%s: %v people are printed: %q", where, people, row)
	}
	if hasAdvanced && people != 0 && (advanced < smallOutcome || people-advanced < smallOutcome) {
		t.Errorf("%s: an outcome of %v of %v is printed: %q", where, advanced, people, row)
	}
	if hasRate != hasAdvanced || (hasAdvanced && !hasPeople) {
		t.Errorf("%s: rate without counts, or counts without rate: %q", where, row)
	}
	if hasPeople {
		return 1
	}
	return 0
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "ML engineer", "ML engineer"},
		{"formula", `=HYPERLINK("http://x","y")`, `'=HYPERLINK("http://x","y")`},
		{"plus", "+1", "'+1"}, {"minus", "-1", "'-1"}, {"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab before a formula", "\t=1+1", "'=1+1"}, {"return before a formula", "\r\n=1+1", "'=1+1"},
		{"zero width before a formula", "\ufeff=1+1", "'=1+1"},
		{"full width", "＝1+1", "'＝1+1"},
		{"control characters", "a\x00b\x07c\x1b[31m", "abc[31m"}, {"line break", "a\nb", "a b"},
		{"direction override", "abc\u202egpj.exe", "abcgpj.exe"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"}, {"not a character", "a\uFFFEb", "ab"},
		{"empty", "", ""},
	} {
		if got := clean(c.in); got != c.want {
			t.Errorf("%s: clean(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
	for _, s := range []string{strings.Repeat("é", 40000), strings.Repeat("😀", 20000), strings.Repeat("a", 32767), strings.Repeat("a", 32768)} {
		got := clean(s)
		units := 0
		for _, r := range got {
			units++
			if r > 0xFFFF {
				units++
			}
		}
		if units > maxCellText || (units < len([]rune(s)) && !strings.HasSuffix(got, cutMark)) {
			t.Errorf("%d characters became %d units, ending %q", len([]rune(s)), units, got[len(got)-12:])
		}
	}
}

func TestSheetName(t *testing.T) {
	for in, want := range map[string]string{"": "Sheet", "a/b:c*[d]?\\e": "a b c  d   e", "'x'": "x", strings.Repeat("é", 40): strings.Repeat("é", 31)} {
		if got := sheetName(in); got != want {
			t.Errorf("sheetName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("=1")
	f.Add("\x01\t@x")
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if startsFormula(got) {
			t.Errorf("clean(%q) = %q starts like a formula", s, got)
		}
		if err := xml.EscapeText(io.Discard, []byte(got)); err != nil {
			t.Errorf("clean(%q) = %q: %v", s, got, err)
		}
	})
}

// hostileBook puts outside text that means harm wherever outside text goes.
func hostileBook() *Book {
	b := inventBook(fullShape())
	const evil = "=cmd|' /C calc'!A0\x00\x0b</t><script>&"
	b.Organisation, b.Confidentiality, b.WorklistFile = evil, evil+" &P &D &\"Wingdings\"", evil
	b.Result.Run.ID = evil
	b.Settings = append(b.Settings, Setting{evil, evil})
	b.Lists = append(b.Lists, List{Name: evil, SHA256: evil, Entries: []string{evil, strings.Repeat("x", 50000)}})
	b.Roles = append(b.Roles, Role{Name: evil, JobRelated: []string{evil}, Skills: []string{evil}, MinDegree: evil})
	for i := range b.Signals {
		b.Signals[i].Label = evil
	}
	for i := range b.Requisitions {
		b.Requisitions[i].Requisition, b.Requisitions[i].Role = evil, evil
	}
	for i := range b.Result.Stages {
		st := &b.Result.Stages[i]
		st.Warnings = append(st.Warnings, evil)
		for a := range st.Impact {
			st.Impact[a].Attribute = evil
			for g := range st.Impact[a].Groups {
				st.Impact[a].Groups[g].Group = evil
			}
		}
		for r := range st.Routes {
			st.Routes[r].Name = evil
		}
		if st.Stage != result.BottomLine {
			st.Stage = evil
		}
	}
	return b
}

// TestHostileText: no outside text becomes a formula, an outside link or broken XML.
func TestHostileText(t *testing.T) {
	data := render(t, hostileBook())
	f := openBook(t, data)
	for _, sheet := range f.GetSheetList() {
		rows := rowsOf(t, f, sheet)
		for i, row := range rows {
			for j, v := range row {
				formula, _ := f.GetCellFormula(sheet, at(j+1, i+1))
				if strings.Contains(formula, "cmd") || startsFormula(v) && formula == "" && !isNumber(v) {
					t.Errorf("%s %s: value %q, formula %q", sheet, at(j+1, i+1), v, formula)
				}
			}
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if strings.Contains(part.Name, "externalLink") {
			t.Errorf("the workbook holds %s", part.Name)
		}
		if strings.HasSuffix(part.Name, ".xml") || strings.HasSuffix(part.Name, ".rels") {
			checkXML(t, part)
		}
	}
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

func checkXML(t *testing.T, part *zip.File) {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is not well formed: %v", part.Name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "TargetMode" && a.Value == "External" {
					t.Errorf("%s links outside the workbook", part.Name)
				}
			}
		}
	}
}

// TestNotANumber: a value that is not finite is an error, never a cell.
func TestNotANumber(t *testing.T) {
	st := newStyles(excelize.NewFile())
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := st.values(line{cells: []cell{{value: x, look: body()}}}); err == nil {
			t.Errorf("%v became a cell", x)
		}
	}
}

// TestEverySheetIsDressed: page setup, header and footer, no hidden sheet.
func TestEverySheetIsDressed(t *testing.T) {
	f := openBook(t, render(t, inventBook(fullShape())))
	for _, sheet := range f.GetSheetList() {
		if visible, _ := f.GetSheetVisible(sheet); !visible {
			t.Errorf("%s is hidden", sheet)
		}
		hf, err := f.GetHeaderFooter(sheet)
		if err != nil || hf == nil || !strings.Contains(hf.OddHeader, "Privileged: prepared at the direction of counsel") ||
			!strings.Contains(hf.OddFooter, "20261122T173000Z") || !strings.Contains(hf.OddFooter, "&P / &N") {
			t.Errorf("%s: header and footer %+v, %v", sheet, hf, err)
		}
		layout, err := f.GetPageLayout(sheet)
		if err != nil || layout.Orientation == nil || *layout.Orientation != "landscape" {
			t.Errorf("%s: not landscape: %v", sheet, err)
		}
		tables, _ := f.GetTables(sheet)
		panes, _ := f.GetPanes(sheet)
		if len(tables) > 0 && !panes.Freeze {
			t.Errorf("%s has a table and no frozen header", sheet)
		}
	}
}
