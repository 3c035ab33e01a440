package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestShardsGiveTheSameReport: the audit of three machines' profiles has the cells,
// the JSON (but for the run's own record) and the worklist of one machine's, with
// duplicates across shards, unreadable and stray documents, and an application
// whose document is missing.
func TestShardsGiveTheSameReport(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(filepath.Join(dir, "resumes", "cv-005.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"stray.txt": smallResume(99, "Stray Person"), "again/cv-copy.txt": string(again), "again/cv-copy.md": string(again),
		"bad.pdf": "%PDF-1.4\nnothing", "scan.png": "\x89PNG\r\n\x1a\n",
	} {
		path := filepath.Join(dir, "resumes", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "resumes", "cv-011.txt")); err != nil {
		t.Fatal(err)
	}
	must := func(status int, args ...string) {
		t.Helper()
		cmd := command(dir, args...)
		said, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != status {
			t.Fatalf("%v: exit status %d, want %d: %s", args, got, status, said)
		}
	}
	must(3, "audit", "-q", "--run-id", "same", "--out", "one")
	unreadable := 0
	for i := 1; i <= 3; i++ {
		cmd := command(dir, "extract", "--resumes", "resumes", "--shard", fmt.Sprintf("%d/3", i), "--out", "profiles")
		said, _ := cmd.CombinedOutput()
		switch cmd.ProcessState.ExitCode() {
		case 0:
		case 3:
			unreadable++
		default:
			t.Fatalf("shard %d: %s", i, said)
		}
	}
	if unreadable == 0 {
		t.Error("no shard says that a document could not be read")
	}
	must(3, "audit", "-q", "--run-id", "same", "--out", "three", "--profiles", "profiles")
	a, b := filepath.Join(dir, "one", "same"), filepath.Join(dir, "three", "same")
	x, y := recordWithoutRun(t, a), recordWithoutRun(t, b)
	if !reflect.DeepEqual(x, y) {
		t.Error("audit.json differs beyond the run's own record")
	}
	got := fmt.Sprint(y["intake"].(map[string]any)["documents"])
	if want := "map[duplicate:2 found:40 read:36 unreadable:2]"; got != want {
		t.Errorf("documents: %s, want %s", got, want)
	}
	if x, y := read(t, filepath.Join(a, worklistFile)), read(t, filepath.Join(b, worklistFile)); x != y {
		t.Errorf("worklists:\n%s\n%s", x, y)
	}
	if x, y := cells(t, filepath.Join(a, workbookFile)), cells(t, filepath.Join(b, workbookFile)); !reflect.DeepEqual(x, y) || len(x) < 500 {
		t.Errorf("cells differ: %d and %d of them", len(x), len(y))
	}
}
