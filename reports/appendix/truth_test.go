package appendix

import (
	"slices"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/words"
)

func TestTruthSheet(t *testing.T) {
	book := &reports.Book{Result: &result.Result{}, Truth: []reports.TruthRow{
		{Stage: "screening", Subject: "referral", Signal: true, Block: result.Weak, Quantity: "Adjusted difference", Scale: reports.ScalePoints,
			Truth: .1, Estimate: result.Interval(.12, .05, .19, .95, "test", 300)},
		{Stage: "screening", Subject: "sex: B", Quantity: "Impact ratio", Scale: reports.ScaleRatio, Truth: .9, Estimate: result.Interval(.7, .6, .8, .95, "test", 300)},
		{Stage: "screening", Subject: "kaggle", Signal: true, Quantity: "Ratio", Scale: reports.ScaleRatio, Truth: 1, Estimate: result.NotEstimable("test", 300, "no one advanced")},
		{Stage: "screening", Subject: "sex: C", Quantity: "Selection rate", Scale: reports.ScalePercent, Truth: .4, Estimate: result.Interval(.5, .1, .9, .95, "test", 9)},
	}}
	d := &draft{Draft: reports.NewDraft(book)}
	if why := noTruth(d); why != "" {
		t.Fatalf("the sheet is left out: %s", why)
	}
	p := truthPage(d)
	var got [][]any
	for _, ln := range p.Lines[5:] {
		var row []any
		for _, c := range ln.Cells {
			row = append(row, c.Value)
		}
		got = append(got, row)
	}
	want := [][]any{
		{"Screening", "Referral", "Weak", "Adjusted difference", "points", 10.0, 12.0, 5.0, 19.0, truthYes, ""},
		{"Screening", "sex: B", "", "Impact ratio", "ratio", .9, .7, .6, .8, truthNo, ""},
		{"Screening", "Kaggle", "", "Ratio", "ratio", 1.0, words.NotEstimable, "", "", truthNone, "no one advanced"},
		{"Screening", "sex: C", "", "Selection rate", "percent", words.Withheld, words.Withheld, words.Withheld, words.Withheld, words.Withheld, words.WithheldReason},
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("row %d:\n got %v\nwant %v", i, got[i], want[i])
		}
	}
	if said := p.Lines[3].Cells[0].Value; said != "1 of 2 intervals hold the truth." {
		t.Errorf("tally: %v", said)
	}
	if why := noTruth(&draft{Draft: reports.NewDraft(&reports.Book{Result: &result.Result{}})}); why == "" {
		t.Error("a book without a truth has the sheet")
	}
}
