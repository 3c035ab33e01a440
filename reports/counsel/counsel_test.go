package counsel

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"

	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"
)

// TestEveryCount: nothing is withheld, and every sheet begins with who may see it.
func TestEveryCount(t *testing.T) {
	b := bookstest.Invent(bookstest.Full())
	var out bytes.Buffer
	if err := Write(context.Background(), &out, b); err != nil {
		t.Fatal(err)
	}
	f := xlsxtest.Open(t, out.Bytes())
	for _, tab := range f.GetSheetList() {
		rows := xlsxtest.Rows(t, f, tab)
		if rows[0][0] != words.AudienceCounsel {
			t.Errorf("%s begins with %q", tab, rows[0][0])
		}
		for i, row := range rows {
			for _, v := range row {
				if v == words.Withheld || v == words.WithheldSmall || strings.HasSuffix(v, "rows withheld") || v == words.QualityFew {
					t.Errorf("%s row %d: %q", tab, i+1, v)
				}
			}
		}
	}
	small, fewest := b.Result.Stages[0].Impact[0].Groups[0], 10
	for _, st := range b.Result.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.N > 0 && g.N < fewest {
					small, fewest = g, g.N
				}
			}
		}
	}
	if fewest == 10 {
		t.Fatal("no group of the book is small")
	}
	found := false
	for _, row := range xlsxtest.Rows(t, f, words.SheetGroups) {
		found = found || len(row) > 6 && row[2] == small.Group && row[5] == strconv.Itoa(small.N) && row[6] == strconv.Itoa(small.Advanced)
	}
	if !found {
		t.Errorf("%d of %d of %s stand nowhere", small.Advanced, small.N, small.Group)
	}
}
