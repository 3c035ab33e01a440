package reports_test

import (
	"strings"
	"testing"

	"weaksignal/reports"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/words"
)

func TestSummaryText(t *testing.T) {
	for name, b := range bookstest.Cases() {
		for _, width := range []int{0, 40, 72, 100} {
			text := reports.Summary(b, width)
			limit := width
			if width < 40 {
				limit = 72
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
