package reports

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"weaksignal/reports/words"

	"weaksignal/reports/sheet/xlsxtest"
)

// TestDictionaryIsComplete: every column of every native table is explained, on
// its own sheet or on one before it.
func TestDictionaryIsComplete(t *testing.T) {
	known := map[string]bool{}
	for _, w := range append(words.ColumnWords(), ruleWords(ruleBooks()["rules"].Result.Rules)...) {
		for _, c := range strings.FieldsFunc(w.Column, func(r rune) bool { return r == ',' || r == ';' }) {
			known[strings.TrimSpace(c)] = true
		}
		known[w.Column] = true
	}
	suffix := regexp.MustCompile(` (from|to|lower)$|` + words.HeadRateOf + `$`)
	for _, f := range allCases(t) {
		for _, tab := range f.GetSheetList() {
			if tab == words.SheetMethods || tab == words.SheetDictionary {
				continue
			}
			tables, _ := f.GetTables(tab)
			for _, table := range tables {
				from, _, _ := strings.Cut(table.Range, ":")
				rows, _ := f.GetRows(tab)
				row, _ := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
				for _, head := range rows[row-1] {
					if head == "" || head == words.ChartNumbers {
						break
					}
					if !known[head] && !suffix.MatchString(head) {
						t.Errorf("%s: the column %q is not in the data dictionary", tab, head)
					}
				}
			}
		}
	}
}

// TestSummaryIsPlain: page 1 has none of the words that HR would have to look up.
func TestSummaryIsPlain(t *testing.T) {
	f := xlsxtest.Open(t, render(t, inventBook(fullShape())))
	rows, err := f.GetRows(words.SheetSummary)
	if err != nil {
		t.Fatal(err)
	}
	jargon := regexp.MustCompile(`(?i)\b(p-value|odds|logit|logistic|regression|marginal|confidence interval|Holm|Firth|Wilson|Koopman|Shapley|deviance|covariate|heterogene|significan|biased|unfair|illegal|caused|discriminat)`)
	for i, row := range rows {
		for _, v := range row {
			if m := jargon.FindString(v); m != "" {
				t.Errorf("row %d holds %q: %q", i+1, m, v)
			}
		}
	}
}

func TestSummaryText(t *testing.T) {
	for name, b := range bookCases() {
		for _, width := range []int{0, 40, 72, 100} {
			text := Summary(b, width)
			limit := width
			if width < leastWidth {
				limit = defaultWidth
			}
			lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
			for i, l := range lines {
				if n := len([]rune(l)); n > limit {
					t.Errorf("%s, width %d: line %d has %d columns: %q", name, width, i+1, n, l)
				}
			}
			if !strings.HasPrefix(lines[0], words.ProductName) || len(lines) > 1 && lines[1] != "" {
				t.Errorf("%s: the first line is no subject: %q", name, lines[0])
			}
		}
	}
}

func TestInWords(t *testing.T) {
	d := &draft{labels: map[string]string{"phd": "Doctorate", "kaggle_rank": "Kaggle rank", "award": "Award"}}
	for in, want := range map[string]string{
		"phd:weak predicts decisions":          "Doctorate predicts decisions",
		"phd:job_related and kaggle_rank:weak": "Doctorate (job-related) and Kaggle rank",
		"kaggle_rank overlaps":                 "Kaggle rank overlaps",
		"an award for it":                      "an award for it",
		"fisher_p of no_such:weak":             "fisher_p of no_such:weak",
	} {
		if got := d.inWords(in); got != want {
			t.Errorf("inWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"only 7 applicants (3 advanced)": "only n applicants (n advanced)",
		"REQ-012 in 2026-03 differs":     "REQ-012 in n-03 differs",
		"12.5 % of 40":                   "n of n",
		"none":                           "none",
	} {
		if got := maskNumbers(in); got != want {
			t.Errorf("maskNumbers(%q) = %q, want %q", in, got, want)
		}
	}
}
