package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"html"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// TestNobodyIsNamed audits the whole sample and looks for every name, e-mail, phone,
// file name and screener of it in everything that was written or printed, except the
// worklist, whose job they are: reports, record, history, log, cache, state, stdout
// and stderr.
func TestNobodyIsNamed(t *testing.T) {
	if raceEnabled {
		t.Skip("two audits of the sample take minutes under the race detector; CI runs this without it")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	people := samplePeople(t, filepath.Join(root, "testdata"))
	dir := t.TempDir()
	phones := samplePhones(t, root)
	outputs := map[string][]byte{}
	for _, args := range [][]string{
		{"audit", "--run-id", "one", "--quiet", "--verbose", "--until", "2026-03-31"},
		{"audit", "--run-id", "two", "--json", "--until", "2026-05-31"},
		{"history", "--export", filepath.Join(dir, "history.json")},
		{"history", "--export", filepath.Join(dir, "history.csv")},
		{"history", "two"},
		{"history", "--json"},
		{"verify", filepath.Join(dir, "out", "two")},
		{"check"},
	} {
		c := command(dir, append(args, "--config", filepath.Join(root, "config.yaml"))...)
		// Reliance is numbers alone, and half of the time.
		c.Env = append(c.Env, "WEAKSIGNAL_AUDIT_RELIANCE=false", "WEAKSIGNAL_OUT="+filepath.Join(dir, "out"), "WEAKSIGNAL_REPORTS_APPLICATIONS=true", "WEAKSIGNAL_REPORTS_REVIEW=300")
		printed, err := c.CombinedOutput()
		if code := c.ProcessState.ExitCode(); code != exit.OK && code != exit.Incomplete {
			t.Fatalf("%v: %v: %s", args, err, printed)
		}
		outputs["printed by "+strings.Join(args, " ")] = printed
	}
	collect(t, dir, outputs)
	if len(outputs) < 12 {
		t.Fatalf("only %d outputs were looked at", len(outputs))
	}
	checkReviewIsMasked(t, filepath.Join(root, "testdata"), filepath.Join(dir, "state"), filepath.Join(dir, "out", "two", rundir.ReviewFile))
	for name, text := range outputs {
		for _, p := range people {
			if names(text, p) {
				t.Errorf("%s holds %q", name, p)
			}
		}
		for _, p := range phonesIn(text) {
			if phones[p] {
				t.Errorf("%s holds the phone %s", name, p)
			}
		}
	}
}

// phoneForm is what looks like a phone, grouped in any way, and what stands before it.
var phoneForm = regexp.MustCompile(`(?:^|[^0-9.])(\+?\(?[0-9][0-9 ().-]{7,18}[0-9])`)

// monthSpan is 2024-02 to 2025-07 without what stands between.
var monthSpan = regexp.MustCompile(`^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])){2}$`)

// phonesIn lists the digits of what looks like a phone. Spans of years have fewer
// digits, fractions more; spans of months are none.
func phonesIn(text []byte) (phones []string) {
	for _, found := range phoneForm.FindAllSubmatch(text, -1) {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, string(found[1]))
		if len(digits) >= 9 && len(digits) <= 13 && !monthSpan.MatchString(digits) {
			phones = append(phones, digits)
		}
	}
	return phones
}

// samplePhones are those in the texts of all résumés of the sample.
func samplePhones(t *testing.T, root string) map[string]bool {
	t.Helper()
	dir := t.TempDir()
	c := command(dir, "extract", "--resumes", filepath.Join(root, "testdata", "resumes"), "--out", filepath.Join(dir, "all.jsonl"), "--text-out", filepath.Join(dir, "texts"))
	expect(t, c, exit.OK)
	phones := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(dir, "texts"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, p := range phonesIn(text) {
			phones[p] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(phones) < 100 {
		t.Fatalf("only %d phones in the sample", len(phones))
	}
	return phones
}

// names tells whether the text holds what identifies somebody. An id of digits
// alone does not count inside a longer number: a fraction has many digits.
func names(text []byte, person string) bool {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(person))
		if i < 0 {
			return false
		}
		at, end := from+i, from+i+len(person)
		inNumber := func(k int) bool {
			return k >= 0 && k < len(text) && bytes.IndexByte([]byte("0123456789."), text[k]) >= 0
		}
		if strings.Trim(person, "0123456789") != "" || !inNumber(at-1) && !inNumber(end) {
			return true
		}
		from = end
	}
}

// samplePeople lists what identifies anybody in the sample.
func samplePeople(t *testing.T, dir string) []string {
	t.Helper()
	rows := decisionsOf(t, dir)
	seen := map[string]bool{}
	for column, header := range rows[0] {
		switch header {
		case "Candidate Name", "Email", "Resume", "Recruiter", "Referrer", "Candidate ID", "Application ID":
			for _, row := range rows[1:] {
				seen[row[column]] = true
			}
		}
	}
	err := filepath.WalkDir(filepath.Join(dir, "resumes"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			seen[d.Name()] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(seen, "")
	if len(seen) < 1500 {
		t.Fatalf("only %d names, addresses, ids and files in the sample", len(seen))
	}
	var people []string
	for p := range seen {
		people = append(people, p)
	}
	return people
}

// decisionsOf are the rows of the sample's export, its header first.
func decisionsOf(t *testing.T, dir string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "decisions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// collect adds every file below dir but the worklists, workbooks unpacked.
func collect(t *testing.T, dir string, outputs map[string][]byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == filepath.Base(rundir.WorklistFile) || d.Name() == "latest" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) != ".xlsx" {
			outputs[path] = text
			return nil
		}
		book, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return err
		}
		for _, part := range book.File {
			r, err := part.Open()
			if err != nil {
				return err
			}
			xml, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			outputs[path+": "+part.Name] = []byte(html.UnescapeString(string(xml)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReportsAreForTheirOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes")
	}
	dir := newPool(t)
	c := exec.Command("sh", "-c", `umask 000; exec "$0" audit -q`, os.Args[0])
	like := command(dir)
	c.Dir, c.Env = like.Dir, like.Env
	expect(t, c, exit.OK)
	for _, folder := range []string{"out", "state", "cache"} {
		err := filepath.WalkDir(filepath.Join(dir, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode()&fs.ModeSymlink == 0 && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s: mode %v lets others in", path, info.Mode().Perm())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
