package main

import (
	"archive/zip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
)

// firstSchema unpacks what the program wrote under weaksignal.audit/1.
func firstSchema(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	book, err := zip.OpenReader(filepath.Join("testdata", "audit1", "pool.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := os.CopyFS(dir, book); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"state/key", "reviewed/state/key"} {
		if err := os.Chmod(filepath.Join(dir, filepath.FromSlash(key)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// What schema audit/1 left, in flat run folders, is listed in today's words, checked,
// searched and forgotten, and no effect is compared across the change of the measure.
func TestRunsOfTheFirstSchema(t *testing.T) {
	dir := firstSchema(t)
	run := func(status int, args ...string) string {
		t.Helper()
		return expect(t, command(dir, append(args, "--config", "table.yaml")...), status)
	}
	said := func(what, text, want string) {
		t.Helper()
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("%s: %q is missing in:\n%s", what, want, text)
		}
	}
	said("list", run(exit.OK, "history"), `jan .*look 1 +120 +1\n`)
	said("show", run(exit.OK, "history", "jan"), `"measure": 1,[\s\S]*"verdict": "associated"`)
	run(exit.OK, "history", "--export", "findings.csv")
	if text, _ := os.ReadFile(filepath.Join(dir, "findings.csv")); !strings.Contains(string(text), ",associated,1\n") {
		t.Errorf("export:\n%s", text)
	}
	said("verify", run(exit.OK, "verify", "out/jan"), `audit.json +unchanged[\s\S]*input: candidates +unchanged`)

	trend := func(id, since, until string) *result.Trend {
		t.Helper()
		run(exit.OK, "audit", "-q", "--run-id", id, "--since", since, "--until", until)
		var r result.Result
		text, err := os.ReadFile(filepath.Join(dir, "out", id, "confidential", "audit.json"))
		if err == nil {
			err = json.Unmarshal(text, &r)
		}
		if err != nil || r.Trend == nil {
			t.Fatalf("no trend: %v", err)
		}
		if strings.Contains(string(text), "relied_on") {
			t.Error("an old word stands in the new record")
		}
		return r.Trend
	}
	first := trend("feb", "2026-02-01", "2026-02-28")
	f := first.Findings[0]
	if !first.MeasureChanged || f.Status != result.TrendIncomparable || f.Difference.Estimable() || !strings.Contains(f.Difference.NotEstimable, "the measure of the effect changed") {
		t.Errorf("measure changed %v, %+v", first.MeasureChanged, f)
	}
	if first.Look != 2 || len(first.Pool) == 0 {
		t.Errorf("look %d with %d drifts of the pool, want the second, with some", first.Look, len(first.Pool))
	}
	said("forget", run(exit.OK, "forget", "P200"), `out/jan/worklist.csv still holds a row of A-`)
	// The old period audited anew is of today's measure, and stays one look.
	trend("jan-anew", "2026-01-01", "2026-01-31")
	if anew := trend("feb-anew", "2026-02-01", "2026-02-28"); anew.MeasureChanged || anew.Look != 2 || !anew.Findings[0].Difference.Estimable() {
		t.Errorf("after January was audited anew: measure changed %v, look %d, %+v", anew.MeasureChanged, anew.Look, anew.Findings[0])
	}
	said("prune", run(exit.OK, "history", "--prune"), `0 runs and 0 reports older`)
}

// A review sample that was drawn under schema audit/1 is read with the key of its state:
// nothing of it is refused but that the catalogue has changed since.
func TestReviewOfTheFirstSchema(t *testing.T) {
	old, dir := filepath.Join(firstSchema(t), "reviewed"), newPool(t)
	if err := os.Rename(filepath.Join(old, "state"), filepath.Join(dir, "state")); err != nil {
		t.Fatal(err)
	}
	answers := filepath.Join(dir, "answers.xlsx")
	if err := fill(filepath.Join(old, "review.xlsx"), answers, func(int) string { return "yes" }); err != nil {
		t.Fatal(err)
	}
	if said := expect(t, command(dir, "audit", "--run-id", "later", "--reviewed", answers), exit.BadUsage); !strings.Contains(said, "answers.xlsx: its signals were read with catalogue 3e1d50cd") {
		t.Errorf("said:\n%s", said)
	}
}
