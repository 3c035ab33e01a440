package neutral

import (
	"bytes"
	"strings"
	"testing"
)

func TestHarmlessCells(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "  @SUM(A1)": "  '@SUM(A1)", "a;=cmd|' /C calc'!A0": "a;'=cmd|' /C calc'!A0", "a\t=1+1": "a =1+1", "\r=1": " '=1",
		"x\x1b]0;title\x07y": "x]0;titley", "\u202egnp.exe": "gnp.exe", "\u2066+1": "+1", "＝1": "'＝1", "-0.25": "-0.25", "-1e-7": "-1e-7",
		"-1+1": "'-1+1", "+49 151": "'+49 151", "A, B": "A, B", "a, -b": "a, '-b", "x\xff": "x\uFFFD", "": "", "two\nlines": "two lines",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestTerminalsObeyNobody(t *testing.T) {
	var out bytes.Buffer
	p := NewPrinter(&out)
	text := "\x1b[31mred\x1b[0m \u202eright\u202c na\u00efve \u009b \x07\b\r ok\n\ttab"
	for i := range len(text) { // one byte at a time: characters are cut
		if _, err := p.Write([]byte{text[i]}); err != nil {
			t.Fatal(err)
		}
	}
	if got := out.String(); strings.ContainsAny(got, "\x1b\u202e\u202c\x07\b\r") || !strings.Contains(got, "na\u00efve") || !strings.HasSuffix(got, "ok\n\ttab") {
		t.Errorf("printed %q", got)
	}
}
