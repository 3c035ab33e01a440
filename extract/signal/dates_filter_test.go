package signal

import (
	"testing"
)

// TestEveryMonthPassesTheFilter: a word of monthWords that mayNameDate does not
// know would lose its dates.
func TestEveryMonthPassesTheFilter(t *testing.T) {
	depth, n, word := 0, 0, ""
	for _, r := range monthWords + "|" {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth > 0:
		case r != '|':
			word += string(r)
		default:
			n++
			if len(word) < 3 || !monthStart(word[:3]) {
				t.Errorf("%q begins a date that the filter drops", word)
			}
			word = ""
		}
	}
	if n != 34 {
		t.Errorf("%d words were tried, want 34", n)
	}
}

func TestDatesPassTheFilter(t *testing.T) {
	for _, f := range []string{
		"2019 - 2021", "03/2019 to 05/2020", "2019.03-2020.04", "1.2.2019 - present", "jan '19 - feb '20", "mar. 19 - 20",
		"3rd may 2019 to date", "since 2018", "seit okt 18", "winter 19 - spring 20", "(juin 2019-aout 2020)", "x sept 19 - 21",
	} {
		if !mayNameDate(f) {
			t.Errorf("%q is dropped", f)
		}
		if len(rangesIn(f)) == 0 {
			t.Errorf("%q: no range is read", f)
		}
	}
	for _, f := range []string{"raised sales by 35 % in 12 teams", "smart 3d supermarket", "room 418"} {
		if mayNameDate(f) {
			t.Errorf("%q may hold a date", f)
		}
	}
}
