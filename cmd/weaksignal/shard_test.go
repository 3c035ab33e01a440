package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// TestShardsGiveTheSameReport: the audit of three machines' profiles has the cells,
// the JSON (but for the run's own record) and the worklist of one machine's, with
// duplicates across shards, unreadable and stray documents, and an application
// whose document is missing.
func TestShardsGiveTheSameReport(t *testing.T) {
	dir := newPool(t)
	again := read(t, filepath.Join(dir, "resumes", "cv-005.txt"))
	for name, text := range map[string]string{
		"stray.txt": smallResume(99, "Stray Person"), "again/cv-copy.txt": again, "again/cv-copy.md": again,
		"bad.pdf": "%PDF-1.4\nnothing", "scan.png": "\x89PNG\r\n\x1a\n",
	} {
		write(t, filepath.Join(dir, "resumes", filepath.FromSlash(name)), text)
	}
	if err := os.Remove(filepath.Join(dir, "resumes", "cv-011.txt")); err != nil {
		t.Fatal(err)
	}
	expect(t, command(dir, "audit", "-q", "--run-id", "same", "--out", "one"), exit.Incomplete)
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
	expect(t, command(dir, "audit", "-q", "--run-id", "same", "--out", "three", "--profiles", "profiles"), exit.Incomplete)
	sharded := filepath.Join(dir, "three", "same")
	sameReports(t, filepath.Join(dir, "one", "same"), sharded)
	got := fmt.Sprint(recordWithoutRun(t, sharded)["intake"].(map[string]any)["documents"])
	if want := "map[doubtful:0 duplicate:2 found:40 other:0 read:36 unreadable:2]"; got != want {
		t.Errorf("documents: %s, want %s", got, want)
	}
}
