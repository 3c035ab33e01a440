package probe

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit/probe"
)

func book() *Book {
	sd, same, p := .25, .9, .003
	e := result.Interval(.0803, .033, .128, .95, "paired", 27)
	return &Book{Confidentiality: "Confidential <b>", Labels: map[string]string{"open_source": "open-source contribution", "kaggle": "Kaggle"},
		Run: Run{ID: "r1", StartedAt: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Screener: "=cmd|x", Requests: 1234, Repeats: 3, Mode: "remove",
			NotEditable: []NotEditable{{Arm: "blind", Resumes: 3}}},
		Result: &probe.Result{Units: 27, Jobs: 1, Resumes: 27, ClusteredBy: "résumé", Outcome: "score", ScoreSD: &sd, Margin: .05, DecisionMargin: .05,
			Arms: []probe.ArmResult{
				{Arm: "signal", Signal: "open_source", Pairs: 27, Effect: e, PAdjusted: &p, Verdict: probe.Associated, Reason: probe.ReasonClear},
				{Arm: "signal", Signal: "kaggle", Pairs: 9, Effect: e, Verdict: probe.CannotTell, Reason: probe.ReasonWide},
				{Arm: "blind", Pairs: 9, Effect: result.NotEstimable("paired", 1, "there are fewer than two jobs or résumés to compare"), Verdict: probe.CannotTell, Reason: probe.ReasonTooFew},
			},
			Control:       probe.Control{Effect: e, Moved: true, Pairs: 27},
			Repeatability: probe.Repeatability{SameScore: &same, Pairs: 81},
			Failures:      []probe.Failures{{Arm: "base", Requests: 81}, {Arm: "signal", Signal: "kaggle", Requests: 27, Count: 2}}}}
}

var digits = regexp.MustCompile(`\d[\d,.]*\d|\d`)

// Workbook and HTML print the same numbers: both come from one page.
func TestBothFormsSayTheSame(t *testing.T) {
	var html, xlsx bytes.Buffer
	if err := WriteHTML(&html, book()); err != nil {
		t.Fatal(err)
	}
	if err := WriteWorkbook(&xlsx, book()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&xlsx)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, r := range rows {
		cells = append(cells, r...)
	}
	in := strings.Join(cells, "\n")
	for _, s := range book().page().sections {
		for _, text := range append([]string{s.heading}, s.paragraphs...) {
			if text != "" && !strings.Contains(in, text) {
				t.Errorf("the workbook lacks %q", text)
			}
		}
		if s.table == nil {
			continue
		}
		for _, r := range s.table.rows {
			for _, c := range r {
				if !strings.Contains(html.String(), strings.ReplaceAll(c.text, "+", "&#43;")) && !strings.Contains(html.String(), c.text) && !strings.Contains(c.text, "<") {
					t.Errorf("the HTML lacks %q", c.text)
				}
			}
		}
	}
	if n := len(digits.FindAllString(in, -1)); n < 30 {
		t.Errorf("%d numbers in the workbook", n)
	}
	text := html.String()
	if strings.Contains(text, "Confidential <b>") || strings.Contains(text, "://") || strings.Contains(text, "<script") {
		t.Error("the HTML holds what was not escaped, or an address")
	}
}

func TestWords(t *testing.T) {
	b := book()
	got := strings.Join(b.Summary(), "\n")
	for _, want := range []string{"Open-source contribution: moves the score", "+0.0803, 0.32 times the spread", "Kaggle: cannot tell. The range (+0.033 to +0.128)", "All weak signals together: cannot tell. 9 pairs could be compared"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, r := range []probe.Reason{probe.ReasonWithin, probe.ReasonNotRead, probe.ReasonUnreadPlace, probe.ReasonNoControl, probe.ReasonNoise, probe.ReasonSmall, probe.ReasonFailures, probe.ReasonNoDecisions} {
		b.Result.Arms[0].Reason = r
		if s := b.Summary()[0]; len(s) < 60 || strings.Contains(s, "%!") {
			t.Errorf("%s: %q", r, s)
		}
	}
}

func TestRecord(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, book()); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"schema", "run", "arms", "placebo", "positive_control", "repeatability", "failures"} {
		if doc[key] == nil {
			t.Errorf("no %s", key)
		}
	}
}
