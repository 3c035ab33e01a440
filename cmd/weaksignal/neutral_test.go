package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
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
	p := &printer{w: &out}
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

// TestNoWriterGoesWithout: CSV is written by the neutraliser of this package and by that
// of reports, and nothing is printed past the printers.
func TestNoWriterGoesWithout(t *testing.T) {
	allowed := map[string]string{"csv.NewWriter": "neutral.go worklist.go", "fmt.Print": "", "os.Stdout": "main.go serve.go", "os.Stderr": "main.go serve.go"}
	form := regexp.MustCompile(`csv\.NewWriter|fmt\.Print|os\.Stdout|os\.Stderr`)
	for _, folder := range []string{".", filepath.Join("..", "..", "reports"), filepath.Join("..", "..", "extract")} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range form.FindAllString(string(text), -1) {
				if !strings.Contains(allowed[found], filepath.Base(file)) {
					t.Errorf("%s writes with %s: use tableWriter, the worklist's writer or a printer", file, found)
				}
			}
		}
	}
}
