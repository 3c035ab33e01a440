package appendix

import (
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"
)

// TestTextsOnDataQuality: each text stands with what it counts as; small counts, names
// and formulas do not.
func TestTextsOnDataQuality(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	b.Result.Intake.Outcomes = []result.TextOutcome{{Column: "Status", Text: "Not passed", Outcome: "rejected", Rows: 143}, {Column: "Status", Text: "=1+1", Outcome: "hired", Rows: 52},
		{Column: "Status", Text: "Turndown", Outcome: "asked", Rows: 7}, {Column: "Reason", Text: strings.Repeat("x", 200), Outcome: "withdrawn", Rows: 61}}
	b.Result.Intake.Stages = []result.TextStage{{Text: "CV screen", Stage: "resume_screen", Rows: 100}, {Text: "Review", Stage: "resume_screen", Rows: 50}, {Text: "Lobby", Rows: 40}}
	b.Result.Intake.Sources = []result.TextSource{{Text: "Friend of the house", Source: "asked", Rows: 33}}
	b.Result.Intake.Referrers = []result.TextReferrer{{Text: "(names of persons)", CountsAs: "person", Rows: 30}}
	b.Result.Intake.Roles = []result.TitleRole{{Title: "ML Engineer II", Role: "ML engineer", Rows: 120}}
	b.Result.Intake.Sheets = []result.SheetCount{{File: "e.xlsx", Sheet: "January", Rows: 90, Read: true}, {File: "e.xlsx", Sheet: "Notes", Rows: 12}}
	b.Result.Intake.Groups = &result.GroupCounts{Rows: 300, Joined: 280}
	text := sheetText(t, xlsxtest.Open(t, render(t, b)), words.SheetQuality)
	for _, want := range []string{"Not passed", "'=1+1", "Turndown", "under 10", "◆ not known, left out", "CV screen", "no stage", "are audited as one stage, Resume screen",
		"Friend of the house", "(names of persons)", "ML Engineer II", "e.xlsx, Notes", "Left out", "280"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from\n%s", want, text)
		}
	}
	if strings.Contains(text, strings.Repeat("x", textLength+1)) {
		t.Error("a free text stands at full length")
	}
}

// TestRowsShown: a count that follows from the sum of its list is not printed either.
func TestRowsShown(t *testing.T) {
	for _, test := range []struct {
		rows []int
		want []bool
	}{
		{[]int{50, 20, 10}, []bool{true, true, true}},
		{[]int{50, 20, 4}, []bool{true, false, false}},
		{[]int{50, 3, 3}, []bool{false, false, false}},
		{[]int{50, 40, 9, 8}, []bool{true, true, false, false}},
		{[]int{4}, []bool{false}},
	} {
		var list []reading
		for _, n := range test.rows {
			list = append(list, reading{rows: n})
		}
		if got := rowsShown(list); !slices.Equal(got, test.want) {
			t.Errorf("%v: shown %v, want %v", test.rows, got, test.want)
		}
	}
}

// TestManyTexts: a long list is cut, and says by how much.
func TestManyTexts(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	for i := range textsShown + 15 {
		b.Result.Intake.Outcomes = append(b.Result.Intake.Outcomes, result.TextOutcome{Column: "Reason", Text: "reason " + string(rune('a'+i%26)) + strings.Repeat("i", i/26), Outcome: "rejected", Rows: 500 - i})
	}
	if text := sheetText(t, xlsxtest.Open(t, render(t, b)), words.SheetQuality); !strings.Contains(text, "And 15 texts more: audit.json lists all of them.") {
		t.Errorf("no count of the rest in\n%s", text)
	}
}
