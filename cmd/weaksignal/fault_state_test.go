package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/audit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// good runs an audit that must succeed and be silent.
func good(t *testing.T, dir, id string, args ...string) {
	t.Helper()
	if out, err := command(dir, append([]string{"audit", "-q", "--run-id", id}, args...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("run %s: %v: %s", id, err, out)
	}
}

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
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	good(t, dir, "good")
	c := command(dir, "audit", "-q", "--run-id", "late", "--until", "2026-12-31")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2000 { // until the run has read the history: its folder in the making stands
		if made, _ := filepath.Glob(filepath.Join(dir, "out", ".late.*")); len(made) > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	store, err := history.Open(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	err = c.Wait()
	store.Close()
	if c.ProcessState.ExitCode() != exitFailed || !strings.Contains(said.String(), "history.db is in use by another run") {
		t.Errorf("%v: %s; want exit status 1 and the reason", err, &said)
	}
	onlyRun(t, dir, "good")
	readable(t, dir)
}

// TestStateDiskFull fills the file system of the state folder after a good run. It
// needs the right to mount one.
func TestStateDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(dir, "state")
	if err := os.Mkdir(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "none", state).CombinedOutput(); err != nil {
		t.Skipf("no small file system to test on: %s", out)
	}
	defer exec.Command("umount", state).Run() //nolint:errcheck // it is a temporary folder's
	good(t, dir, "good")
	fillUp(t, filepath.Join(state, "ballast"))
	full := command(dir, "audit", "-q", "--run-id", "full", "--until", "2026-12-31")
	said, err := full.CombinedOutput()
	if full.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(said), "no space left on device") || strings.Count(string(said), "\n") != 1 {
		t.Errorf("%v: %s; want exit status 1 and one line with the reason", err, said)
	}
	onlyRun(t, dir, "good")
	readable(t, dir)
	if err := os.Remove(filepath.Join(state, "ballast")); err != nil {
		t.Fatal(err)
	}
	good(t, dir, "after")
	readable(t, dir)
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
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "resumes"), 0o700); err != nil {
		t.Fatal(err)
	}
	config := strings.Replace(smallConfig, "demographics: groups.csv\n", "", 1) + "window: {period: month}\n"
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := range 130 {
		grow(t, dir, start, day+1)
	}
	looks := func() (all []audit.Look) {
		store, err := history.Open(filepath.Join(dir, "state"))
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		entries, err := store.List()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, e.Look)
		}
		return all
	}
	for i, month := range []time.Month{2, 3, 4, 5, 3, 5} { // each audits the month before
		now := time.Date(2026, month, 2, 3, 0, 0, 0, time.UTC)
		// The same start twice: run ids follow the clock, and must be named here.
		if status, said := night(t, dir, now, "--quiet", "--run-id", fmt.Sprint("run", i)); status != exitOK || said != "" {
			t.Fatalf("run %d: status %d: %s", i, status, said)
		}
	}
	numbers := map[string]int{}
	for _, l := range looks() {
		if numbers[l.From] != 0 {
			t.Errorf("%s has two points", l.From)
		}
		numbers[l.From] = l.Number
	}
	for from, want := range map[string]int{"2026-01-01": 1, "2026-02-01": 2, "2026-03-01": 3, "2026-04-01": 4} {
		if numbers[from] != want {
			t.Errorf("%s is look %d, want %d", from, numbers[from], want)
		}
	}
	var r audit.Result
	decode(t, filepath.Join(dir, "out", "run4", recordFile), &r)
	if r.Trend == nil || r.Trend.Look != 2 || r.Trend.PreviousFrom != "2026-01-01" {
		t.Errorf("the run in the past is look %d against %s, want 2 against the period before its own", r.Trend.Look, r.Trend.PreviousFrom)
	}
	// A default run id that the clock gives a second time is refused, and says what to do.
	now := time.Date(2026, 5, 3, 3, 0, 0, 0, time.UTC)
	if status, said := night(t, dir, now, "--quiet"); status != exitOK {
		t.Fatalf("status %d: %s", status, said)
	}
	if status, said := night(t, dir, now, "--quiet"); status != exitUsage || !strings.Contains(said, "choose another --run-id") {
		t.Errorf("the same second again: status %d: %s", status, said)
	}
}

// TestFolderChangesWhileItIsRead adds, changes, renames and deletes résumés while
// runs read them: no run fails, each report is whole, and a quiet folder is read fully.
func TestFolderChangesWhileItIsRead(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	file := func(k int) string { return filepath.Join(dir, "resumes", fmt.Sprintf("guest-%03d.txt", k)) }
	for i := range 300 {
		if err := os.WriteFile(file(i), []byte(smallResume(i, fmt.Sprintf("Guest Number%d", i))), 0o600); err != nil {
			t.Fatal(err)
		}
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
		if code := c.ProcessState.ExitCode(); code != exitOK && code != exitIncomplete {
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

// TestExportChangesWhileItIsRead: hash and content of an input must be of one state.
func TestExportChangesWhileItIsRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "export.csv")
	if err := os.WriteFile(file, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := steady([]inputFile{{"decisions", file}}, func() error { return os.WriteFile(file, []byte("half and half"), 0o600) })
	if err == nil || exitCode(err) != exitFailed || !strings.Contains(err.Error(), "export.csv was changed while it was read; start again when it is complete") {
		t.Errorf("%v: want a failure that names the file", err)
	}
	records, err := steady([]inputFile{{"decisions", file}}, func() error { return nil })
	if err != nil || len(records) != 1 || records[0].Bytes != 13 {
		t.Errorf("an unchanged file: %+v, %v", records, err)
	}
}
