package rundir

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

func write(t *testing.T, out, id string) *Dir {
	t.Helper()
	d, err := Create(out, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Write("a.txt", func(w io.Writer) error { _, err := io.WriteString(w, id); return err }); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCommitShowsTheWholeRunAndMovesLatest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "out")
	for _, id := range []string{"one", "two"} {
		if err := write(t, out, id).Commit(); err != nil {
			t.Fatal(err)
		}
		got, err := Read(out)
		if err != nil || got != id {
			t.Errorf("latest = %q, %v; want %q", got, err, id)
		}
	}
	info, err := os.Stat(filepath.Join(out, "one", "a.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode of a report = %v, want 0600", info.Mode().Perm())
	}
	entries, _ := os.ReadDir(out)
	if len(entries) != 3 {
		t.Errorf("the output folder holds %v, want one, two and latest", entries)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	out := t.TempDir()
	if err := write(t, out, "one").Abort(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(out); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestWithdrawBringsTheRunBeforeBack(t *testing.T) {
	out := t.TempDir()
	for i, id := range []string{"one", "two"} {
		if i == 1 {
			if err := write(t, out, "good").Commit(); err != nil {
				t.Fatal(err)
			}
		}
		d := write(t, out, id)
		if err := errors.Join(d.Commit(), d.Withdraw()); err != nil {
			t.Fatal(err)
		}
		latest, err := Read(out)
		if want := []string{"", "good"}[i]; latest != want || (err == nil) != (want != "") {
			t.Errorf("latest = %q, %v; want %q", latest, err, want)
		}
		if _, err := os.Stat(filepath.Join(out, id)); err == nil {
			t.Errorf("%s is still there", id)
		}
	}
}

func TestTakenRunIDIsRefused(t *testing.T) {
	out := t.TempDir()
	late := write(t, out, "one")
	if err := write(t, out, "one").Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(out, "one"); !errors.Is(err, ErrExists) {
		t.Errorf("Create on a taken id: %v, want ErrExists", err)
	}
	if err := late.Commit(); !errors.Is(err, ErrExists) {
		t.Errorf("Commit on an id taken meanwhile: %v, want ErrExists", err)
	}
	text, _ := os.ReadFile(filepath.Join(out, "one", "a.txt"))
	if string(text) != "one" {
		t.Errorf("the first report was changed to %q", text)
	}
}

func TestUnwritableOutput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(filepath.Join(file, "out"), "one"); err == nil {
		t.Error("Create below a file did not fail")
	}
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	out := t.TempDir()
	d := write(t, out, "one")
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	problem := func() string {
		checks, err := Verify(d.Path())
		if err != nil || len(checks) != 1 || checks[0].File != "a.txt" {
			t.Fatalf("Verify = %v, %v; want one check of a.txt", checks, err)
		}
		return checks[0].Problem
	}
	if got := problem(); got != "" {
		t.Errorf("an untouched file: %q", got)
	}
	if err := os.WriteFile(filepath.Join(d.Path(), "a.txt"), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := problem(); got != "changed since the run" {
		t.Errorf("a changed file: %q", got)
	}
	if err := os.Remove(filepath.Join(d.Path(), "a.txt")); err != nil {
		t.Fatal(err)
	}
	if got := problem(); got != "missing" {
		t.Errorf("a removed file: %q", got)
	}
}

func TestWhatAKilledRunLeftIsRemoved(t *testing.T) {
	out := t.TempDir()
	ended := exec.Command(os.Args[0], "-test.run", "^$")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	stale := fmt.Sprintf(".old%s%s-%d-123", partialMark, host(), ended.Process.Pid)
	elsewhere := fmt.Sprintf(".old%sother-%d-123", partialMark, ended.Process.Pid)
	for _, name := range []string{stale, elsewhere, "report"} {
		if err := os.MkdirAll(filepath.Join(out, name, "sub"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	// In another container: its process has no number here, but it holds its folder.
	held := fmt.Sprintf(".held%s%s-%d-123", partialMark, host(), ended.Process.Pid)
	if err := os.Mkdir(filepath.Join(out, held), 0o700); err != nil {
		t.Fatal(err)
	}
	unlock, free := hold(filepath.Join(out, held))
	if !free {
		t.Fatal("a new folder is held")
	}
	defer unlock()
	running := write(t, out, "running")
	write(t, out, "next")
	for name, want := range map[string]bool{stale: false, held: runtime.GOOS != "windows", elsewhere: true, "report": true, filepath.Base(running.partial): true} {
		if _, err := os.Stat(filepath.Join(out, name)); (err == nil) != want {
			t.Errorf("%s: exists %v, want %v", name, err == nil, want)
		}
	}
}

// TestConfidentialFiles: they stand in a folder of their own, are summed with the
// others, and are found in runs of both layouts.
func TestConfidentialFiles(t *testing.T) {
	out := t.TempDir()
	const name = Confidential + "/audit.json"
	for id, file := range map[string]string{"now": name, "before": "audit.json"} {
		d := write(t, out, id)
		err := d.Write(file, func(w io.Writer) error { _, err := io.WriteString(w, "{}"); return err })
		if err := errors.Join(err, d.Commit()); err != nil {
			t.Fatal(err)
		}
		if got, want := Find(d.Path(), name), filepath.Join(d.Path(), filepath.FromSlash(file)); got != want || Folder(got) != d.Path() {
			t.Errorf("%s: found %s in %s, want %s in %s", id, got, Folder(got), want, d.Path())
		}
		checks, err := Verify(d.Path())
		if err != nil || len(checks) != 2 || checks[0].Problem+checks[1].Problem != "" {
			t.Errorf("%s: Verify = %v, %v", id, checks, err)
		}
	}
	if runs, err := Runs(out); err != nil || len(runs) != 2 {
		t.Errorf("Runs = %v, %v, want both", runs, err)
	}
	if info, err := os.Stat(filepath.Join(out, "now", Confidential)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the confidential folder: %v, %v, want mode 0700", info, err)
	}
}

func TestNoSumLeadsOutside(t *testing.T) {
	out := t.TempDir()
	for _, name := range []string{"../a", "/etc/passwd", "rules/a", "confidential/rules/../a", "confidential/rules/b/a", "confidential/rules/", "confidential/../../a", "other/a", "confidential/", ".", `a\..\b`} {
		if err := os.WriteFile(filepath.Join(out, Sums), []byte("00  "+name+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if checks, err := Verify(out); err == nil {
			t.Errorf("%q was checked: %v", name, checks)
		}
	}
}

// TestAZombieDoesNotRun: a process that has ended runs no more, even if nobody ever asks
// for its status.
func TestAZombieDoesNotRun(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("states of processes are read from /proc")
	}
	c := exec.Command(os.Args[0], "-test.run=^$")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Wait() //nolint:errcheck // only so that it is gone
	for began := time.Now(); alive(c.Process.Pid); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > 20*time.Second {
			t.Fatal("it is said to run")
		}
	}
}
