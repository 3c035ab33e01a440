package appendix

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

func TestGuarded(t *testing.T) {
	e := bookstest.Interval(.1234, .0511, 100, "AME")
	several, one := result.StageResult{Requisitions: 5}, result.StageResult{Requisitions: 1}
	if got := disclosure.Guarded(e, several, disclosure.Open); *got.Value != .1234 {
		t.Errorf("an open row has %v, want 0.1234", *got.Value)
	}
	got := disclosure.Guarded(e, several, disclosure.NoOutcome)
	if math.Abs(*got.Value-.12) > 1e-12 || math.Abs(*got.Low-.07) > 1e-12 || math.Abs(*got.High-.17) > 1e-12 {
		t.Errorf("a row without outcomes has %v (%v to %v), want whole points", *got.Value, *got.Low, *got.High)
	}
	if *e.Value != .1234 {
		t.Error("the result itself was rounded")
	}
	if got := disclosure.Guarded(e, one, disclosure.NoOutcome); got.Estimable() {
		t.Errorf("one requisition without outcomes has %v, want nothing", *got.Value)
	}
}

// TestStandIn: where the reference group may not be shown, the groups are compared
// with the highest rate that may, and the row says so.
func TestStandIn(t *testing.T) {
	imp := result.Impact{Attribute: "sex", ReferenceGroup: "Another answer",
		Groups: []result.GroupResult{{Group: "Women", N: 130, Advanced: 58}, {Group: "Men", N: 200, Advanced: 96}, {Group: "Another answer", N: 9, Advanced: 7}}}
	imp.Unknown = result.UnknownGroup{N: 28, Advanced: 12}
	b := bookstest.Empty()
	b.Result.Stages = []result.StageResult{{Stage: "screen", N: 367, Advanced: 173, Requisitions: 12, Impact: []result.Impact{imp}}}
	f := xlsxtest.Open(t, render(t, b))
	rows := tableRows(t, f, words.SheetGroups, mustTable(t, f, words.SheetGroups))
	women := strings.Join(rows[0], "|")
	if !strings.Contains(women, "compared here with Men") || !strings.Contains(women, words.FlagPasses) {
		t.Errorf("women: %s", women)
	}
	found := false
	for row := range 20 {
		formula, err := f.GetCellFormula(words.SheetGroups, sheet.At(groupRatio, row+1))
		found = found || err == nil && formula == fmt.Sprintf("H%d/H%d", row+1, row+2)
	}
	if !found {
		t.Error("no ratio is a formula over the rates of women and men")
	}
	if small := strings.Join(rows[2], "|"); !strings.Contains(small, "2 rows withheld") || !strings.Contains(small, "Another answer and Not stated") || strings.Contains(small, "9") {
		t.Errorf("small group: %s", small)
	}
}

func mustTable(t *testing.T, f *excelize.File, tab string) string {
	t.Helper()
	tables, err := f.GetTables(tab)
	if err != nil || len(tables) != 1 {
		t.Fatalf("%s: tables %v, %v", tab, tables, err)
	}
	return tables[0].Range
}

// TestWithheldStaysWithheld: what the report of an earlier period withheld, the trend of
// a later one does not print.
func TestWithheldStaysWithheld(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	label := "Elite school"
	if before := sheetText(t, xlsxtest.Open(t, render(t, b)), words.SheetTrend); !strings.Contains(before, "|"+label+"|2026-02-01") {
		t.Fatalf("%s has no rows to withhold:\n%s", label, before)
	}
	b.Result.Trend.Points[0].Findings[3].Withheld = true
	text := sheetText(t, xlsxtest.Open(t, render(t, b)), words.SheetTrend)
	if strings.Contains(text, "|"+label+"|2026") || !strings.Contains(text, "1 row withheld") {
		t.Errorf("what one look withheld, or the sum that gives it away, is printed:\n%s", text)
	}
}
