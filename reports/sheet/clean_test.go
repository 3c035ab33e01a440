package sheet

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "ML engineer", "ML engineer"},
		{"formula", `=HYPERLINK("http://x","y")`, `'=HYPERLINK("http://x","y")`},
		{"plus", "+1", "'+1"}, {"minus", "-1", "'-1"}, {"at", "@SUM(A1)", "'@SUM(A1)"},
		{"tab before a formula", "\t=1+1", "'=1+1"}, {"return before a formula", "\r\n=1+1", "'=1+1"},
		{"zero width before a formula", "\ufeff=1+1", "'=1+1"},
		{"full width", "＝1+1", "'＝1+1"},
		{"control characters", "a\x00b\x07c\x1b[31m", "abc[31m"}, {"line break", "a\nb", "a b"},
		{"direction override", "abc\u202egpj.exe", "abcgpj.exe"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"}, {"not a character", "a\uFFFEb", "ab"},
		{"empty", "", ""},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("%s: clean(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
	for _, s := range []string{strings.Repeat("é", 40000), strings.Repeat("😀", 20000), strings.Repeat("a", 32767), strings.Repeat("a", 32768)} {
		got := Clean(s)
		units := 0
		for _, r := range got {
			units++
			if r > 0xFFFF {
				units++
			}
		}
		if units > maxCellText || (units < len([]rune(s)) && !strings.HasSuffix(got, cutMark)) {
			t.Errorf("%d characters became %d units, ending %q", len([]rune(s)), units, got[len(got)-12:])
		}
	}
}

func TestSheetName(t *testing.T) {
	for in, want := range map[string]string{"": "Sheet", "a/b:c*[d]?\\e": "a b c  d   e", "'x'": "x", strings.Repeat("é", 40): strings.Repeat("é", 31)} {
		if got := SheetName(in); got != want {
			t.Errorf("sheetName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("=1")
	f.Add("\x01\t@x")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if StartsFormula(got) {
			t.Errorf("clean(%q) = %q starts like a formula", s, got)
		}
		if err := xml.EscapeText(io.Discard, []byte(got)); err != nil {
			t.Errorf("clean(%q) = %q: %v", s, got, err)
		}
	})
}

// TestNotANumber: a value that is not finite is an error, never a cell.
func TestNotANumber(t *testing.T) {
	st := NewStyles(excelize.NewFile())
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := st.Values(Line{Cells: []Cell{{Value: x, Look: Body()}}}); err == nil {
			t.Errorf("%v became a cell", x)
		}
	}
}
