package rules

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"
)

// TestTwoPages: the tables of one stage and what goes with them, each with who may see it.
func TestTwoPages(t *testing.T) {
	b := bookstest.RuleBooks()["rules"]
	for _, c := range []struct{ rule, stage string }{{"nyc_local_law_144", "resume_screen"}, {"nyc_local_law_144", ""}, {"us_ugesp", "onsite"}} {
		var out bytes.Buffer
		if err := Write(context.Background(), &out, b, c.rule, c.stage); err != nil {
			t.Fatal(err)
		}
		f := xlsxtest.Open(t, out.Bytes())
		tabs := f.GetSheetList()
		if len(tabs) != 2 {
			t.Errorf("%s: sheets %q", c.rule, tabs)
		}
		for _, tab := range tabs {
			rows := xlsxtest.Rows(t, f, tab)
			if rows[0][0] != words.AudienceRule || len(rows) < 8 {
				t.Errorf("%s %s begins with %q and has %d rows", c.rule, tab, rows[0][0], len(rows))
			}
		}
	}
}

func TestFaults(t *testing.T) {
	b := bookstest.RuleBooks()["rules"]
	if err := Write(context.Background(), io.Discard, b, "us_ugesp", "interview"); !errors.Is(err, ErrStage) {
		t.Errorf("another stage: %v", err)
	}
	if err := Write(context.Background(), io.Discard, b, "california", ""); err == nil {
		t.Error("a rule without a view is written")
	}
	if err := Write(context.Background(), io.Discard, bookstest.Empty(), "us_ugesp", ""); err == nil {
		t.Error("a view of nothing is written")
	}
}
