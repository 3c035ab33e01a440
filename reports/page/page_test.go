package page_test

import (
	"fmt"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports/page"
	"weaksignal/reports/page/pagetest"
)

// firstPage is all that page 1 says, a line a text.
func firstPage(r *page.Report) string { return strings.Join(texts(&r.Pages[0]), "\n") }

func texts(p *page.Page) []string {
	var out []string
	cells := func(rows []page.Cell) {
		for _, c := range rows {
			out = append(out, c.Text)
		}
	}
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case *page.Headline:
			out = append(out, b.Text)
		case *page.Text:
			out = append(out, b.Text)
		case *page.List:
			out = append(out, b.Items...)
		case *page.Table:
			for _, r := range b.Rows {
				cells(r)
			}
		case *page.Plot:
			for _, r := range b.Rows {
				out = append(out, r.Label)
				cells(r.Cells)
			}
		}
	}
	return out
}

func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("page 1 lacks %q:\n%s", p, text)
		}
	}
}

// Six strong signals do not push the penalty on women off page 1, nor the caution.
func TestPlantedPool(t *testing.T) {
	r := page.Make(pagetest.Planted().Input())
	text := firstPage(r)
	wants(t, text, "6 of the 8 weak signals", "signal 0 (21)", "signal 5 (16)", "Women 32 % of 2,000", "Men 44 % of 2,000", "0.72 (0.64 to 0.80)", "difference indicated",
		"These are associations", "counsel before anything is changed")
	if strings.Contains(strings.ToLower(text), "relied on") {
		t.Error("page 1 says “relied on”")
	}
}

// No effect: one sentence says that nothing was found, and what would have been seen.
func TestNothingFound(t *testing.T) {
	r := page.Make(pagetest.Nothing().Input())
	wants(t, r.Answer, "Nothing was found", "none of the 5 weak signals", "17 percentage points would have been seen")
	if strings.Count(r.Answer, ". ") > 0 {
		t.Errorf("more than one sentence: %s", r.Answer)
	}
	wants(t, firstPage(r), "instead of 400, would show a difference of 5 points", "Cannot tell, too few decisions: signal")
}

// All within the margin is an answer of its own.
func TestNoMaterialAssociation(t *testing.T) {
	p := pagetest.Nothing()
	p.Wide = .01
	wants(t, page.Make(p.Input()).Answer, "No: at the stage", "advance equally often within 5 points")
}

// Each kind of finding that the typed fields hold gets its sentence.
func TestTypedFindings(t *testing.T) {
	in := pagetest.Planted().Input()
	st := &in.Result.Stages[0]
	small := .004
	st.Signals[0].DiffersBy = []result.Moderation{{By: result.ByScreener, PAdjusted: &small}, {By: result.ByGroup, Attribute: "sex", PAdjusted: &small}, {By: result.ByRole}}
	st.Signals[1].Criteria = []result.CriterionEffect{{Without: "none", Verdict: result.Associated}, {Without: "years", Verdict: result.CannotTell}, {Without: "all", Verdict: result.Associated}}
	st.Impact[0].Returns = []result.Return{{Signal: "signal_2", P: &small}, {Signal: "signal_3"}}
	text := firstPage(page.Make(in))
	wants(t, text, "not the same everywhere: signal 0 by screener and sex", "without years, signal 1 would be “cannot tell”", "not go as far in every group: signal 2 by sex")
	if strings.Contains(text, "by role") || strings.Contains(text, "without any criterion") || strings.Contains(text, "signal 3 by") {
		t.Errorf("page 1 says what was not found:\n%s", text)
	}
}

// Whatever the pool, six pages at most, each within its paper, and the fixed parts of
// page 1 stay.
func TestFits(t *testing.T) {
	long := strings.Repeat("Wide name of something ", 12)
	for i, p := range []pagetest.Pool{pagetest.Planted(), pagetest.Nothing(), {People: 100000, Effects: make([]float64, 40), Wide: .3, Ratio: .7, Attributes: 5, Groups: 20, Stages: 6, Periods: 40, Roles: 30},
		{People: 50000, Effects: strong(30), Wide: .02, Ratio: .5, Attributes: 6, Groups: 8, Stages: 4, Periods: 12, Roles: 25, Name: long}, {People: 0}, {People: 30}} {
		for _, paper := range []page.Paper{page.A4, page.Letter} {
			in := p.Input()
			in.Paper = paper
			r := page.Make(in)
			if len(r.Pages) > 6 {
				t.Errorf("pool %d: %d pages", i, len(r.Pages))
			}
			for k := range r.Pages {
				if over := page.Over(&r.Pages[k], paper, k == 0); over > 0 {
					t.Errorf("pool %d, %s: page %s is %.0f points too high", i, paper, r.Pages[k].Name, over)
				}
			}
			wants(t, firstPage(r), "These are associations in recorded decisions")
			if p.Ratio > 0 && p.Ratio < .8 {
				wants(t, firstPage(r), "difference indicated", "Women")
			}
		}
	}
}

func strong(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = .1 + .005*float64(i)
	}
	return out
}

// No figure claims a tenth beside a range of ten or more, on any page.
func TestPrecision(t *testing.T) {
	r := page.Make(pagetest.Planted().Input())
	for k := range r.Pages {
		for _, s := range texts(&r.Pages[k]) {
			var v, low, high float64
			plain := strings.NewReplacer("−", "-", ",", "").Replace(s)
			if n, _ := fmt.Sscanf(plain, "%f (%f to %f)", &v, &low, &high); n == 3 && high-low >= 10 && v != float64(int(v)) {
				t.Errorf("%s: %q", r.Pages[k].Name, s)
			}
		}
	}
}

func TestSmallCountsStayOut(t *testing.T) {
	in := pagetest.Pool{People: 30, Effects: []float64{.1}, Wide: .3, Ratio: .5}.Input()
	for _, p := range page.Make(in).Pages {
		for _, s := range texts(&p) {
			if strings.HasSuffix(s, "of 7") || strings.Contains(s, " of 7 ") {
				t.Errorf("page %s prints a rate of 7 people: %q", p.Name, s)
			}
		}
	}
}

// Where nothing could have been seen, nothing found says nothing; where there are only
// groups, they are the answer.
func TestOtherAnswers(t *testing.T) {
	in := pagetest.Nothing().Input()
	for j := range in.Result.Stages[0].Signals {
		in.Result.Stages[0].Signals[j].DetectableDifference = result.NotEstimable("", 0, "too few")
	}
	r := page.Make(in)
	wants(t, r.Answer, "It cannot be told", "too little is known about each of the 5 weak signals")
	wants(t, r.Subject, "too little is known")
	in = pagetest.Planted().Input()
	for i := range in.Result.Stages {
		in.Result.Stages[i].Signals = nil
	}
	r = page.Make(in)
	wants(t, r.Answer, "groups alone are compared", "Women advanced 0.72 times as often as Men")
	wants(t, r.Subject, "groups differ by sex")
	wants(t, page.Make(pagetest.Pool{}.Input()).Answer, "There is nothing to audit")
}
