package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// onlyRun checks that latest names the run and that no other stands beside it.
func onlyRun(t *testing.T, dir, id string) {
	t.Helper()
	if latest, err := rundir.Read(filepath.Join(dir, "out")); err != nil || latest != id {
		t.Errorf("latest = %q, %v; want %s", latest, err, id)
	}
	entries, err := os.ReadDir(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != id && e.Name() != rundir.Latest {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

// TestNoReportWithoutItsPoint: another program holds the history when a run wants to
// append to it. Status 1 means that there is no report, so the report is taken back.
func TestNoReportWithoutItsPoint(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	good(t, dir, "good")
	c := command(dir, "audit", "-q", "--run-id", "late", "--until", "2026-12-31")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	awaitFolder(dir, ".late.*") // until the run has read the history
	store, err := history.Open(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	err = c.Wait()
	store.Close()
	if c.ProcessState.ExitCode() != exit.Failed || !strings.Contains(said.String(), "history.db is in use by another run") {
		t.Errorf("%v: %s; want exit status 1 and the reason", err, &said)
	}
	onlyRun(t, dir, "good")
	readable(t, dir)
}

// TestStateDiskFull fills the file system of the state folder after a good run.
func TestStateDiskFull(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	state := filepath.Join(dir, "state")
	mounted(t, state, "size=1m,mode=700")
	good(t, dir, "good")
	fillUp(t, filepath.Join(state, "ballast"))
	said := expect(t, command(dir, "audit", "-q", "--run-id", "full", "--until", "2026-12-31"), exit.Failed)
	if !strings.Contains(said, "no space left on device") || strings.Count(said, "\n") != 1 {
		t.Errorf("said %q, want one line with the reason", said)
	}
	onlyRun(t, dir, "good")
	readable(t, dir)
	if err := os.Remove(filepath.Join(state, "ballast")); err != nil {
		t.Fatal(err)
	}
	good(t, dir, "after")
	readable(t, dir)
}

// TestHistoryOnAFullDisk: the first run finds no room for its history, and leaves none
// that is half made; a lost history is said.
func TestHistoryOnAFullDisk(t *testing.T) {
	dir := newPool(t)
	state := filepath.Join(dir, "state")
	mounted(t, state, "size=64k,mode=700")
	fillUp(t, filepath.Join(state, "log.jsonl"))
	if err := os.Truncate(filepath.Join(state, "log.jsonl"), 32<<10); err != nil { // room for lock and key, not for a history
		t.Fatal(err)
	}
	for range 2 {
		said := expect(t, command(dir, "audit", "-q"), exit.Failed)
		if !strings.Contains(said, "no space left on device") || strings.Contains(said, "goroutine") {
			t.Errorf("said %q", said)
		}
	}
	if err := os.Remove(filepath.Join(state, "log.jsonl")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(state, history.File)); err == nil {
		t.Error("a history was left half made")
	}
}

// TestALostHistoryIsSaid: reports without the history that knows them.
func TestALostHistoryIsSaid(t *testing.T) {
	dir := newPool(t)
	good(t, dir, "one")
	path := filepath.Join(dir, "state", history.File)
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	if said := expect(t, command(dir, "audit", "-q"), exit.Failed); !strings.Contains(said, "is empty; restore the last good copy: cp ") {
		t.Errorf("an empty history: said %q", said)
	}
	for _, name := range []string{history.File, history.GoodCopy} {
		if err := os.Remove(filepath.Join(dir, "state", name)); err != nil {
			t.Fatal(err)
		}
	}
	if said := expect(t, command(dir, "audit", "-q", "--run-id", "two"), exit.OK); !strings.Contains(said, "There is no history in the state folder, though 1 earlier report is") {
		t.Errorf("a missing history: said %q", said)
	}
	good(t, dir, "three")
}

// fillUp writes a file until the disk is full.
func fillUp(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for {
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return
		}
	}
}

// TestClockGoesBack: the clock of the machine jumps back by two months, in the middle
// of years of looks, and forward again.
func TestClockGoesBack(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir, _ := growingPool(t, 130)
	for i, month := range []time.Month{2, 3, 4, 5, 3, 5} { // each audits the month before
		now := time.Date(2026, month, 2, 3, 0, 0, 0, time.UTC)
		// The same start twice: run ids follow the clock, and must be named here.
		if status, said := runAt(t, dir, now, "audit", "--quiet", "--run-id", fmt.Sprint("run", i)); status != exit.OK || said != "" {
			t.Fatalf("run %d: status %d: %s", i, status, said)
		}
	}
	numbers := map[string]int{}
	for _, p := range pointsIn(t, dir) {
		if numbers[p.Look.From] != 0 {
			t.Errorf("%s has two points", p.Look.From)
		}
		numbers[p.Look.From] = p.Look.Number
	}
	for from, want := range map[string]int{"2026-01-01": 1, "2026-02-01": 2, "2026-03-01": 3, "2026-04-01": 4} {
		if numbers[from] != want {
			t.Errorf("%s is look %d, want %d", from, numbers[from], want)
		}
	}
	var r result.Result
	decode(t, filepath.Join(dir, "out", "run4", rundir.RecordFile), &r)
	if r.Trend == nil || r.Trend.Look != 2 || r.Trend.PreviousFrom != "2026-01-01" {
		t.Errorf("the run in the past is look %d against %s, want 2 against the period before its own", r.Trend.Look, r.Trend.PreviousFrom)
	}
	// A default run id that the clock gives a second time is refused, and says what to do.
	now := time.Date(2026, 5, 3, 3, 0, 0, 0, time.UTC)
	if status, said := runAt(t, dir, now, "audit", "--quiet"); status != exit.OK {
		t.Fatalf("status %d: %s", status, said)
	}
	if status, said := runAt(t, dir, now, "audit", "--quiet"); status != exit.BadUsage || !strings.Contains(said, "choose another --run-id") {
		t.Errorf("the same second again: status %d: %s", status, said)
	}
}

// TestFolderChangesWhileItIsRead adds, changes, renames and deletes résumés while
// runs read them: no run fails, each report is whole, and a quiet folder is read fully.
func TestFolderChangesWhileItIsRead(t *testing.T) {
	dir := newPool(t)
	file := func(k int) string { return filepath.Join(dir, "resumes", fmt.Sprintf("guest-%03d.txt", k)) }
	for i := range 300 {
		write(t, file(i), smallResume(i, fmt.Sprintf("Guest Number%d", i)))
	}
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			k := i * 7 % 300
			os.WriteFile(file(k), bytes.Repeat([]byte("Half a page. "), i%50), 0o600) //nolint:errcheck // the run must bear whatever becomes of it
			os.Rename(file((k+1)%300), file((k+2)%300))                               //nolint:errcheck
			os.Remove(file((k + 3) % 300))                                            //nolint:errcheck
		}
	}()
	for i := range 4 {
		c := command(dir, "audit", "-q", "--run-id", fmt.Sprint("run", i))
		said, err := c.CombinedOutput()
		if code := c.ProcessState.ExitCode(); code != exit.OK && code != exit.Incomplete {
			t.Errorf("run %d: %v: %s; want status 0 or 3", i, err, said)
		}
		for line := range strings.SplitSeq(strings.TrimSpace(string(said)), "\n") {
			if line != "" && !strings.Contains(line, "could not be used; see") {
				t.Errorf("run %d said %q", i, line)
			}
		}
	}
	close(stop)
	<-done
	readable(t, dir)
	guests, err := filepath.Glob(filepath.Join(dir, "resumes", "guest-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range guests {
		if err := os.Remove(g); err != nil {
			t.Fatal(err)
		}
	}
	good(t, dir, "quiet")
}
