package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/extract"
)

// reviewLine is one line of review.xlsx.
type reviewLine struct{ document, signal, question, lines string }

// reviewLines are the lines by row of the sheet Review.
func reviewLines(t *testing.T, path string) map[int]reviewLine {
	t.Helper()
	all := cells(t, path)
	out := map[int]reviewLine{}
	for row := 5; ; row++ {
		cell := func(column string) string {
			return strings.TrimPrefix(all[fmt.Sprintf("xl/worksheets/sheet1.xml!%s%d", column, row)], "=")
		}
		if cell("A") == "" {
			return out
		}
		out[row] = reviewLine{cell("A"), cell("B"), cell("C"), cell("D")}
	}
}

// fill writes answers, by row, into a copy of a review.xlsx, as a person's spreadsheet
// program would.
func fill(from, to string, answer func(row int) string) error {
	book, err := zip.OpenReader(from)
	if err != nil {
		return err
	}
	defer book.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	answerCell := regexp.MustCompile(`<c r="E(\d+)"( s="\d+")?[^>]*?(/>|>.*?</c>)`)
	for _, part := range book.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if part.Name == "xl/worksheets/sheet1.xml" {
			text = answerCell.ReplaceAllFunc(text, func(c []byte) []byte {
				m := answerCell.FindSubmatch(c)
				row := 0
				fmt.Sscan(string(m[1]), &row)
				if a := answer(row); row > 4 && a != "" {
					return fmt.Appendf(nil, `<c r="E%d"%s t="inlineStr"><is><t>%s</t></is></c>`, row, m[2], a)
				}
				return c
			})
		}
		f, err := w.Create(part.Name)
		if err != nil {
			return err
		}
		if _, err := f.Write(text); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, out.Bytes(), 0o600)
}

// fillScript is `fill FROM TO ROW=ANSWER…`: a row of * is every row without its own.
func fillScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: fill FROM TO ROW=ANSWER…")
	}
	answers := map[string]string{}
	for _, a := range args[2:] {
		row, answer, _ := strings.Cut(a, "=")
		answers[row] = answer
	}
	ts.Check(fill(ts.MkAbs(args[0]), ts.MkAbs(args[1]), func(row int) string {
		if a, ok := answers[fmt.Sprint(row)]; ok {
			return a
		}
		return answers["*"]
	}))
}

// TestReviewIsTheSameForAnyWorkers: the sample, its lines and its key.
func TestReviewIsTheSameForAnyWorkers(t *testing.T) {
	dir := newPool(t)
	for _, workers := range []string{"1", "8"} {
		c := command(dir, "audit", "-q", "--workers", workers, "--run-id", "same", "--out", "out"+workers)
		c.Env = append(c.Env, "WEAKSIGNAL_REPORTS_REVIEW=40")
		expect(t, c, exit.OK)
	}
	sameCells(t, filepath.Join(dir, "out1", "same", rundir.ReviewFile), filepath.Join(dir, "out8", "same", rundir.ReviewFile), 200)
}

// TestReviewCorrects reads the small pool, has every reading of open source answered
// but one wrong, and finds the error in the record.
func TestReviewCorrects(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	run := func(env string, args ...string) string {
		t.Helper()
		c := command(dir, append([]string{"audit"}, args...)...)
		c.Env = append(c.Env, env)
		return expect(t, c, exit.OK)
	}
	run("WEAKSIGNAL_REPORTS_REVIEW=9999", "-q", "--run-id", "drawn")
	sheet := filepath.Join(dir, "out", "drawn", rundir.ReviewFile)
	lines := reviewLines(t, sheet)
	missed := ""
	answered := filepath.Join(dir, "answered.xlsx")
	if err := fill(sheet, answered, func(row int) string {
		l := lines[row]
		switch {
		case !strings.HasPrefix(l.signal, "Open-source"): // its label
			return ""
		case strings.Contains(l.lines, "tidegauge"):
			return "yes"
		case missed == "":
			missed = l.document // the program missed this one, says the person
			return "Yes"
		}
		return "no"
	}); err != nil {
		t.Fatal(err)
	}
	said := run("", "--run-id", "corrected", "--reviewed", answered)
	if !strings.Contains(said, "People checked 36 of the program's") {
		t.Errorf("the summary says %s", said)
	}
	var record struct {
		Run   struct{ Inputs []struct{ Kind string } }
		Error struct {
			Run     string
			Signals []struct {
				Signal                               string
				Sensitivity, Specificity, Prevalence struct{ Value *float64 }
			}
		} `json:"extraction_error"`
		Stages []struct {
			Signals []struct {
				Signal  string
				Misread *struct {
					Prevalence struct{ Value *float64 }
					Effect     struct {
						Value        *float64
						NotEstimable string `json:"not_estimable"`
					}
				}
			}
		}
	}
	decode(t, filepath.Join(dir, "out", "corrected", rundir.RecordFile), &record)
	if !slices.Contains(record.Run.Inputs, struct{ Kind string }{"reviewed"}) || record.Error.Run != "drawn" {
		t.Errorf("inputs %v, drawn by %q", record.Run.Inputs, record.Error.Run)
	}
	for _, s := range record.Error.Signals {
		if s.Signal != "open_source" {
			if s.Sensitivity.Value != nil {
				t.Errorf("%s has a sensitivity though nobody answered", s.Signal)
			}
			continue
		}
		if s.Sensitivity.Value == nil || *s.Sensitivity.Value != 12.0/13 || *s.Specificity.Value != 1 || *s.Prevalence.Value != 13.0/36 {
			t.Errorf("open_source: %+v, want sensitivity 12/13, specificity 1, prevalence 13/36", s)
		}
	}
	for _, s := range record.Stages[0].Signals {
		if s.Signal == "open_source" && (s.Misread == nil || s.Misread.Prevalence.Value == nil || *s.Misread.Prevalence.Value < .36) {
			t.Errorf("open_source is corrected to %+v", s.Misread)
		}
		if s.Signal == "referral" && s.Misread != nil {
			t.Errorf("a signal of the export was corrected: %+v", s.Misread)
		}
	}
}

// reviewOf is what a review.xlsx of the sample says of somebody: it must be nothing.
// Contacts are looked for by form, names word by word, in the lines of their own document.
func checkReviewIsMasked(t *testing.T, testdata, state, sheet string) {
	t.Helper()
	key, err := pseudonym.Load(state)
	if err != nil {
		t.Fatal(err)
	}
	var truth struct {
		Applicants map[string]struct{ File string }
	}
	decode(t, filepath.Join(testdata, "truth.json"), &truth)
	people := peopleByID(t, testdata)
	words := map[string][]string{} // by pseudonym of the document
	for id, a := range truth.Applicants {
		text := read(t, filepath.Join(testdata, "resumes", filepath.FromSlash(a.File)))
		sum := sha256.Sum256([]byte(text))
		document := key.Document(hex.EncodeToString(sum[:]))
		for _, w := range strings.Fields(extract.NormaliseName(people[id])) {
			if len(w) > 2 {
				words[document] = append(words[document], w)
			}
		}
	}
	contact := regexp.MustCompile(`[^\s]@[^\s]|\+\d|\d{3}[ .\-]\d{3}[ .\-]\d{3,4}|0\d{4} \d{6}|(?:github|gitlab|kaggle|linkedin)\.com/(?:in/)?[^\[\s]|\b555-01\d\d\b`)
	lines := reviewLines(t, sheet)
	if len(lines) < 250 {
		t.Fatalf("only %d lines", len(lines))
	}
	masked := 0
	for row, l := range lines {
		own := words[l.document]
		if len(own) == 0 {
			t.Fatalf("row %d: %s is nobody's document", row, l.document)
		}
		if m := contact.FindString(l.lines); m != "" {
			t.Errorf("row %d holds %q: %s", row, m, l.lines)
		}
		masked += strings.Count(l.lines, "[")
		// Split into words, without case and accents.
		for _, w := range strings.Fields(extract.NormaliseName(l.lines)) {
			for _, n := range own {
				if w == n {
					t.Errorf("row %d holds the name %q: %s", row, n, l.lines)
				}
			}
		}
	}
	if masked < 20 {
		t.Errorf("only %d places are masked: the test looks at nothing", masked)
	}
}

// peopleByID are the names of the sample's candidates.
func peopleByID(t *testing.T, testdata string) map[string]string {
	t.Helper()
	names := map[string]string{}
	for i, row := range decisionsOf(t, testdata) {
		if i > 0 {
			names[row[0]] = row[2]
		}
	}
	if len(names) < 300 {
		t.Fatalf("only %d candidates", len(names))
	}
	return names
}

// TestForgottenAreNotInTheReview: a suppressed person's document is not drawn.
func TestForgottenAreNotInTheReview(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	expect(t, command(dir, "forget", "1003"), exit.OK)
	c := command(dir, "audit", "-q", "--run-id", "later")
	c.Env = append(c.Env, "WEAKSIGNAL_REPORTS_REVIEW=9999")
	expect(t, c, exit.OK)
	key, err := pseudonym.Load(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(read(t, filepath.Join(dir, "resumes", "cv-003.txt"))))
	gone := key.Document(hex.EncodeToString(sum[:]))
	lines := reviewLines(t, filepath.Join(dir, "out", "later", rundir.ReviewFile))
	for row, l := range lines {
		if l.document == gone {
			t.Errorf("row %d is of a person who was forgotten", row)
		}
	}
	if len(lines) < 300 {
		t.Errorf("only %d lines", len(lines))
	}
	if err := filepath.WalkDir(filepath.Join(dir, "cache"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(read(t, path), "tidegauge") {
			t.Errorf("%s holds text of a document", path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
