package review

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"
)

func inventReview() *Review {
	return &Review{RunID: "20261122T173000Z", Lists: []List{{Name: "schools", Entries: []string{"ETH Zürich", "MIT"}}}, Key: strings.Repeat("c2VhbGVk", 60), Items: []Item{
		{Document: "D-1", Signal: "kaggle", Label: "Kaggle activity", Question: "Own profile or competition?", Evidence: []Line{{Before: "Interests", Text: "=Kaggle Expert"}, {Text: "top 7 %", After: "of 2,739 teams"}}},
		{Document: "D-2", Signal: "kaggle", Label: "Kaggle activity", Question: "Own profile or competition?"},
		{Document: "D-3", Signal: "phd", Question: "A doctorate?", Evidence: []Line{{Text: "seeking a PhD"}}},
		{Document: "D-4", Signal: "phd", Question: "A doctorate?", Unread: true},
	}}
}

func writeReview(t *testing.T, r *Review) *excelize.File {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, r); err != nil {
		t.Fatal(err)
	}
	return xlsxtest.Open(t, buf.Bytes())
}

func readBack(t *testing.T, f *excelize.File) (Returned, error) {
	t.Helper()
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return Read(out)
}

// firstLine is the row of the first item: audience, title, note and heads stand above.
const firstLine = 5

func fillIn(t *testing.T, f *excelize.File, row int, answer string) {
	t.Helper()
	if err := f.SetCellValue(words.SheetReview, sheet.At(reviewAnswer, row), answer); err != nil {
		t.Fatal(err)
	}
}

func TestReviewComesBack(t *testing.T) {
	r := inventReview()
	f := writeReview(t, r)
	fillIn(t, f, firstLine, "Yes")
	fillIn(t, f, firstLine+2, " can’t tell ")
	back, err := readBack(t, f)
	if err != nil || len(back.Answers) != 2 || back.Key != r.Key {
		t.Fatalf("%+v, %v", back, err)
	}
	a, b := back.Answers[0], back.Answers[1]
	if a.Document != "D-1" || a.Signal != "kaggle" || a.Present == nil || !*a.Present || a.Row != firstLine {
		t.Errorf("first answer %+v", a)
	}
	if b.Document != "D-3" || b.Present != nil || b.Row != firstLine+2 {
		t.Errorf("second answer %+v", b)
	}
}

// TestReviewSurvivesPeople: a moved column, sorted and deleted rows do no harm.
func TestReviewSurvivesPeople(t *testing.T) {
	f := writeReview(t, inventReview())
	fillIn(t, f, firstLine+3, "no")
	for _, step := range []func() error{
		func() error { return f.UnprotectSheet(words.SheetReview) },
		func() error { return f.InsertCols(words.SheetReview, "A", 1) },
		func() error { return f.RemoveRow(words.SheetReview, firstLine) },
		func() error { return f.SetRowVisible(words.SheetReview, firstLine, false) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	back, err := readBack(t, f)
	if err != nil || len(back.Answers) != 1 || back.Answers[0].Document != "D-4" || *back.Answers[0].Present {
		t.Errorf("%+v, %v", back.Answers, err)
	}
}

func TestReviewFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*excelize.File) error
		row    int
		want   string
	}{
		{"no answer of the three", func(f *excelize.File) error {
			return f.SetCellValue(words.SheetReview, sheet.At(reviewAnswer, 6), "perhaps")
		}, 6, `"perhaps" is no answer`},
		{"a head was renamed", func(f *excelize.File) error {
			return f.SetCellValue(words.SheetReview, sheet.At(reviewSignal, 4), "Feature")
		}, 0, "has the heads"},
		{"a head stands twice", func(f *excelize.File) error {
			return f.SetCellValue(words.SheetReview, sheet.At(reviewRemark, 4), words.HeadAnswer)
		}, 4, "stands twice"},
		{"no key", func(f *excelize.File) error { return f.DeleteSheet(words.SheetReviewKey) }, 0, `no sheet "Key"`},
		{"no lines", func(f *excelize.File) error { return f.SetSheetName(words.SheetReview, "Answers") }, 0, `no sheet "Review"`},
	} {
		f := writeReview(t, inventReview())
		if err := c.change(f); err != nil {
			t.Fatal(err)
		}
		_, err := readBack(t, f)
		var fault *Error
		if !errors.As(err, &fault) || fault.Row != c.row || fault.Remedy == "" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want row %d, %q and a remedy", c.name, err, c.row, c.want)
		}
	}
	if _, err := Read(strings.NewReader("no workbook")); err == nil {
		t.Error("a text is read as a review")
	}
	if err := Write(context.Background(), io.Discard, &Review{}); err == nil {
		t.Error("an empty review is no error")
	}
}

// TestReviewSheet: what a person may change and see, and what not.
func TestReviewSheet(t *testing.T) {
	f := writeReview(t, inventReview())
	rules, err := f.GetDataValidations(words.SheetReview)
	if err != nil || len(rules) != 1 || rules[0].Sqref != "E5:E8" || rules[0].Formula1 != `"yes,no,can't tell"` {
		t.Errorf("rules %+v, %v", rules, err)
	}
	for i, tab := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(tab); err != nil || visible == (tab == words.SheetReviewKey) {
			t.Errorf("%s: visible %v, %v", tab, visible, err)
		}
		if first, _ := f.GetCellValue(tab, "A1"); tab != words.SheetReviewKey && first != words.AudienceReview {
			t.Errorf("%s does not begin with who may see it: %q", tab, first)
		}
		part, ok := f.Pkg.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		if !ok || !strings.Contains(string(part.([]byte)), `<sheetProtection`) || strings.Contains(string(part.([]byte)), "hashValue") {
			t.Errorf("%s is not protected, or by a password", tab)
		}
	}
	for _, c := range []struct {
		column int
		locked bool
	}{{reviewDocument, true}, {reviewEvidence, true}, {reviewAnswer, false}, {reviewRemark, false}} {
		id, err := f.GetCellStyle(words.SheetReview, sheet.At(c.column, firstLine))
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		locked := style.Protection == nil || style.Protection.Locked
		if locked != c.locked {
			t.Errorf("column %d is locked: %v, want %v", c.column, locked, c.locked)
		}
	}
	text := xlsxtest.Dump(t, f)
	for _, answer := range []string{"present", "near_miss", "near miss", "absent"} {
		if strings.Contains(text, answer) {
			t.Errorf("the sheet shows the program's answer %q", answer)
		}
	}
	if !strings.Contains(text, "table review A4:F8") {
		t.Errorf("no table: %s", text)
	}
}

// TestHostileReview: a line of a résumé becomes no formula, link or broken XML, and
// does not outgrow its row.
func TestHostileReview(t *testing.T) {
	const evil = "=cmd|' /C calc'!A0\x00\x0b</t><script>&"
	r := inventReview()
	r.RunID, r.Confidentiality = evil, evil+" &P"
	r.Items[0] = Item{Document: evil, Signal: evil, Question: evil,
		Evidence: []Line{{Before: evil, Text: "+1", After: "@SUM(A1)"}, {Text: "\t-2"}, {Text: "https://example.org"}, {Before: strings.Repeat("é", 40000), Text: strings.Repeat("é", 40000)}, {Text: "fifth"}}}
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, r); err != nil {
		t.Fatal(err)
	}
	f := xlsxtest.Open(t, buf.Bytes())
	for column := reviewDocument; column <= reviewRemark; column++ {
		name := sheet.At(column, firstLine)
		v, _ := f.GetCellValue(words.SheetReview, name)
		formula, _ := f.GetCellFormula(words.SheetReview, name)
		if formula != "" || sheet.StartsFormula(v) {
			t.Errorf("%s: value %q, formula %q", name, v, formula)
		}
		if linked, _, _ := f.GetCellHyperLink(words.SheetReview, name); linked {
			t.Errorf("%s is a link", name)
		}
		if len([]rune(v)) > 3*maxReviewLines*(maxReviewRunes+4) || strings.Contains(v, "fifth") {
			t.Errorf("%s holds %d characters", name, len([]rune(v)))
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if strings.HasSuffix(part.Name, ".xml") || strings.HasSuffix(part.Name, ".rels") {
			xlsxtest.CheckXML(t, part)
		}
	}
}

// FuzzReadReview: no bytes make it panic, and an error names a remedy.
func FuzzReadReview(f *testing.F) {
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, inventReview()); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		back, err := Read(bytes.NewReader(data))
		var fault *Error
		if err != nil && (!errors.As(err, &fault) || fault.Remedy == "" || len(back.Answers) > 0 && fault.Row == 0) {
			t.Errorf("%+v, %v", back, err)
		}
	})
}
