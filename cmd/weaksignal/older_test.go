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
	said("list", run(exitOK, "history"), `jan .*look 1 +120 +2\n`)
	said("show", run(exitOK, "history", "jan"), `"measure": 1,[\s\S]*"verdict": "associated"`)
	run(exitOK, "history", "--export", "findings.csv")
	if text, _ := os.ReadFile(filepath.Join(dir, "findings.csv")); !strings.Contains(string(text), ",associated,1\n") {
		t.Errorf("export:\n%s", text)
	}
	said("verify", run(exitOK, "verify", "out/jan"), `audit.json +unchanged[\s\S]*input: candidates +unchanged`)

	run(exitOK, "audit", "-q", "--run-id", "feb", "--since", "2026-02-01", "--until", "2026-02-28")
	var r result.Result
	text, err := os.ReadFile(filepath.Join(dir, "out", "feb", "confidential", "audit.json"))
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil || r.Trend == nil {
		t.Fatalf("no trend: %v", err)
	}
	if strings.Contains(string(text), "relied_on") {
		t.Error("an old word stands in the new record")
	}
	f := r.Trend.Findings[0]
	if !r.Trend.MeasureChanged || f.Status != result.TrendIncomparable || f.Difference.Estimable() || !strings.Contains(f.Difference.NotEstimable, "the measure of the effect changed") {
		t.Errorf("measure changed %v, %+v", r.Trend.MeasureChanged, f)
	}
	if r.Trend.Look != 2 || len(r.Trend.Pool) == 0 {
		t.Errorf("look %d with %d drifts of the pool, want the second, with some", r.Trend.Look, len(r.Trend.Pool))
	}
	said("forget", run(exitOK, "forget", "P200"), `out/jan/worklist.csv still holds a row of A-`)
	said("prune", run(exitOK, "history", "--prune"), `0 runs and 0 reports older`)
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
	if said := expect(t, command(dir, "audit", "--run-id", "later", "--reviewed", answers), exitUsage); !strings.Contains(said, "answers.xlsx: its signals were read with catalogue 3e1d50cd") {
		t.Errorf("said:\n%s", said)
	}
}
