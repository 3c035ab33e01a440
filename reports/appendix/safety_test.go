package appendix

import (
	"archive/zip"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// TestSmallCountsStayOut reads the counts of every workbook back, sheet by sheet,
// as a reader would: no people under 10, no outcome under 5, no percentage over
// either.
func TestSmallCountsStayOut(t *testing.T) {
	columns := map[string][][3]int{ // people, advanced, rate; from 1
		words.SheetFindings: {{findWithN, findWithAdvanced, findWithRate}, {findWithoutN, findWithoutAdvanced, findWithoutRate}},
		words.SheetGroups:   {{groupPeople, groupAdvanced, groupRate}}, words.SheetFunnel: {{2, 3, 4}}, words.SheetScreeners: {{3, 4, 5}},
	}
	for name, f := range allCases(t) {
		seen := 0
		for tab, sets := range columns {
			tables, err := f.GetTables(tab)
			if err != nil {
				continue // left out
			}
			for _, row := range tableRows(t, f, tab, tables[0].Range) {
				for _, set := range sets {
					seen += checkCounts(t, name+" "+tab, row, set)
				}
			}
		}
		if seen == 0 && name != "empty" && name != "all_unreadable" {
			t.Errorf("%s: no counts were read back", name)
		}
	}
}

func tableRows(t *testing.T, f *excelize.File, tab, where string) [][]string {
	t.Helper()
	rows := xlsxtest.Rows(t, f, tab)
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
	unstated := slices.Contains(row, words.GroupNotStated)
	people, hasPeople := number(set[0])
	advanced, hasAdvanced := number(set[1])
	_, hasRate := number(set[2])
	if hasPeople && people != 0 && people < disclosure.SmallPeople && !unstated {
		t.Errorf("%s: %v people are printed: %q", where, people, row)
	}
	if hasAdvanced && people != 0 && (advanced < disclosure.SmallOutcome || people-advanced < disclosure.SmallOutcome) {
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

// hostileBook puts outside text that means harm wherever outside text goes.
func hostileBook() *reports.Book {
	b := bookstest.Invent(bookstest.Full())
	const evil = "=cmd|' /C calc'!A0\x00\x0b</t><script>&"
	b.Organisation, b.Confidentiality, b.WorklistFile = evil, evil+" &P &D &\"Wingdings\"", evil
	b.Result.Run.ID = evil
	b.Settings = append(b.Settings, reports.Setting{Key: evil, Value: evil})
	b.Lists = append(b.Lists, reports.List{Name: evil, SHA256: evil, Entries: []string{evil, strings.Repeat("x", 50000)}})
	b.Roles = append(b.Roles, reports.Role{Name: evil, JobRelated: []string{evil}, Skills: []string{evil}, MinDegree: evil})
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
	f := xlsxtest.Open(t, data)
	for _, tab := range f.GetSheetList() {
		rows := xlsxtest.Rows(t, f, tab)
		for i, row := range rows {
			for j, v := range row {
				formula, _ := f.GetCellFormula(tab, sheet.At(j+1, i+1))
				if strings.Contains(formula, "cmd") || sheet.StartsFormula(v) && formula == "" && !isNumber(v) {
					t.Errorf("%s %s: value %q, formula %q", tab, sheet.At(j+1, i+1), v, formula)
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
			xlsxtest.CheckXML(t, part)
		}
	}
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// TestEverySheetIsDressed: page setup, header and footer, no hidden sheet.
func TestEverySheetIsDressed(t *testing.T) {
	f := xlsxtest.Open(t, render(t, bookstest.Invent(bookstest.Full())))
	for _, tab := range f.GetSheetList() {
		if visible, _ := f.GetSheetVisible(tab); !visible {
			t.Errorf("%s is hidden", tab)
		}
		hf, err := f.GetHeaderFooter(tab)
		if err != nil || hf == nil || !strings.Contains(hf.OddHeader, "Privileged: prepared at the direction of counsel") ||
			!strings.Contains(hf.OddFooter, "20261122T173000Z") || !strings.Contains(hf.OddFooter, "&P / &N") {
			t.Errorf("%s: header and footer %+v, %v", tab, hf, err)
		}
		layout, err := f.GetPageLayout(tab)
		if err != nil || layout.Orientation == nil || *layout.Orientation != "landscape" {
			t.Errorf("%s: not landscape: %v", tab, err)
		}
		tables, _ := f.GetTables(tab)
		panes, _ := f.GetPanes(tab)
		if len(tables) > 0 && !panes.Freeze {
			t.Errorf("%s has a table and no frozen header", tab)
		}
	}
}
