package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// TestStatusOfLostOutput: standard output that takes nothing, and a reader that has
// gone: what was asked for did not arrive, so nothing ends as if it had, and status 1
// leaves no report.
func TestStatusOfLostOutput(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no device there is always full, and no signal tells of a closed pipe")
	}
	dir := newPool(t)
	good(t, dir, "good")
	outputs := map[string]func() *os.File{
		"full": func() *os.File {
			f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Skipf("no device that is always full: %v", err)
			}
			return f
		},
		"closed pipe": func() *os.File {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			return w
		},
	}
	for name, output := range outputs {
		for _, args := range [][]string{
			{"audit"}, {"audit", "--json"}, {"explain", "resumes/cv-001.txt"}, {"history"}, {"history", "--json"}, {"check"}, {"check", "--json"},
			{"signals"}, {"schema"}, {"verify", "out/good"}, {"extract", "--out", "-"}, {"--help"}, {"simulate", "--print-spec"},
		} {
			t.Run(name+" "+strings.Join(args, " "), func(t *testing.T) {
				c := command(dir, args...)
				f := output()
				defer f.Close()
				var said bytes.Buffer
				c.Stdout, c.Stderr = f, &said
				c.Run() //nolint:errcheck // the status is looked at
				if code := c.ProcessState.ExitCode(); code != exit.Failed || !strings.Contains(said.String(), "standard output") {
					t.Errorf("status %d (%v), want 1 and the reason: %s", code, c.ProcessState, &said)
				}
				onlyRun(t, dir, "good")
			})
		}
	}
	if n := len(pointsIn(t, dir)); n != 1 {
		t.Errorf("%d points in the history, want that of the good run", n)
	}
}

// TestHangupIsAnInterrupt: a terminal that closes ends a run as Ctrl-C does.
func TestHangupIsAnInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such signal")
	}
	dir := newPool(t)
	c := command(dir, "audit")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	awaitFolder(dir, ".*")
	if err := c.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	c.Wait() //nolint:errcheck // the status is looked at
	if code := c.ProcessState.ExitCode(); code != exit.Interrupted {
		t.Errorf("status %d (%v), want 130: %s", code, c.ProcessState, &said)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, "out")); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

// TestLatestOfSomebodyElse: a folder or a file of that name is never replaced.
func TestLatestOfSomebodyElse(t *testing.T) {
	dir := newPool(t)
	latest := filepath.Join(dir, "out", "latest")
	write(t, filepath.Join(latest, "mine.txt"), "mine")
	said := expect(t, command(dir, "audit"), exit.BadUsage)
	if !strings.Contains(said, "is no pointer to a run") || read(t, filepath.Join(latest, "mine.txt")) != "mine" {
		t.Errorf("a folder: %s", said)
	}
	if err := os.RemoveAll(latest); err != nil {
		t.Fatal(err)
	}
	write(t, latest, "my notes on the latest run\n")
	said = expect(t, command(dir, "audit"), exit.BadUsage)
	if !strings.Contains(said, "is no pointer to a run") || read(t, latest) != "my notes on the latest run\n" {
		t.Errorf("a file: %s", said)
	}
}
