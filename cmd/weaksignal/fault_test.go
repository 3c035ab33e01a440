package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// asCommand makes the test binary be the command: see TestMain.
const asCommand = "WEAKSIGNAL_TEST_AS_COMMAND"

// command is `weaksignal args…` in dir with state and cache of its own.
func command(dir string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Dir = dir
	c.Env = append(withoutOurs(os.Environ()), asCommand+"=1",
		"WEAKSIGNAL_DOCUMENTS_TIMEOUT=1m", // a busy machine is no hang
		"WEAKSIGNAL_STATE="+filepath.Join(dir, "state"), "WEAKSIGNAL_CACHE="+filepath.Join(dir, "cache"))
	if raceEnabled { // the race detector takes several times the memory
		c.Env = append(c.Env, "WEAKSIGNAL_DOCUMENTS_MAX_MEMORY_MB=2000")
	}
	return c
}

func withoutOurs(env []string) []string {
	var kept []string
	for _, pair := range env {
		if !strings.HasPrefix(pair, "WEAKSIGNAL_") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// TestKilledRunsLoseNothing kills runs at random moments and checks after each
// that the last good report and the history can be read, and at the end that a run
// recovers and leaves nothing behind. WEAKSIGNAL_KILLS sets the number of runs.
func TestKilledRunsLoseNothing(t *testing.T) {
	runs := 12
	if text := os.Getenv("WEAKSIGNAL_KILLS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		runs = n
	}
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if out, err := command(dir, "audit", "-q", "--run-id", "good").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(started)
	random := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for i := range runs {
		c := command(dir, "audit", "-q", "--run-id", fmt.Sprint("run", i))
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(whole))))
		c.Process.Kill() //nolint:errcheck // it may have ended already
		if err := c.Wait(); err != nil {
			killed++
		}
		readable(t, dir)
	}
	t.Logf("%d of %d runs were killed before their end", killed, runs)
	if out, err := command(dir, "audit", "-q", "--run-id", "after").CombinedOutput(); err != nil {
		t.Fatalf("the run after: %v: %s", err, out)
	}
	readable(t, dir)
	if latest, err := rundir.Read(filepath.Join(dir, "out")); err != nil || latest != "after" {
		t.Errorf("latest = %q, %v; want after", latest, err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

// readable checks every visible report against its sums, and the history.
func readable(t *testing.T, dir string) {
	t.Helper()
	out := filepath.Join(dir, "out")
	if _, err := rundir.Read(out); err != nil {
		t.Fatalf("latest: %v", err)
	}
	reports, err := filepath.Glob(filepath.Join(out, "[a-z]*", rundir.Sums))
	if err != nil || len(reports) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	for _, sums := range reports {
		checks, err := rundir.Verify(filepath.Dir(sums))
		if err != nil || len(checks) < 3 {
			t.Fatalf("%s: %v, %v", sums, checks, err)
		}
		for _, c := range checks {
			if c.Problem != "" {
				t.Errorf("%s: %s %s", filepath.Dir(sums), c.File, c.Problem)
			}
		}
	}
	store, err := history.Open(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if entries, err := store.List(); err != nil || len(entries) == 0 {
		t.Errorf("history: %d entries, %v", len(entries), err)
	}
}

func TestTwoStartsAtOnce(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	var said [2]bytes.Buffer
	var runs [2]*exec.Cmd
	for i := range runs {
		runs[i] = command(dir, "audit", "-q", "--run-id", fmt.Sprint("run", i))
		runs[i].Stderr = &said[i]
		if err := runs[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	ended := 0
	for i, c := range runs {
		switch err := c.Wait(); {
		case err == nil:
			ended++
		case c.ProcessState.ExitCode() != exitFailed || !strings.Contains(said[i].String(), "another run is active (pid"):
			t.Errorf("run %d: %v: %s", i, err, &said[i])
		}
	}
	if ended == 0 {
		t.Error("neither run wrote a report")
	}
	readable(t, dir)
}

func TestInterruptEndsCleanly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send Ctrl-C to another on Windows")
	}
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(sent.String(), func(t *testing.T) {
			dir := t.TempDir()
			if err := smallPool(dir); err != nil {
				t.Fatal(err)
			}
			for i := range 4000 { // enough to be still reading when the signal comes
				name := filepath.Join(dir, "resumes", fmt.Sprintf("more-%04d.txt", i))
				if err := os.WriteFile(name, []byte(smallResume(i, fmt.Sprintf("Somebody Else%d", i))), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c := command(dir, "audit")
			var said bytes.Buffer
			c.Stderr = &said
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			for range 400 { // until it reads: the folder in the making stands
				if made, _ := filepath.Glob(filepath.Join(dir, "out", ".*")); len(made) > 0 {
					break
				}
				time.Sleep(5 * time.Millisecond)
			}
			if err := c.Process.Signal(sent); err != nil {
				t.Fatal(err)
			}
			err := c.Wait()
			if c.ProcessState.ExitCode() != exitInterrupted {
				t.Fatalf("%v, want exit status 130: %s", err, &said)
			}
			if got := said.String(); got != "weaksignal: interrupted; no report was written\n" {
				t.Errorf("stderr %q", got)
			}
			if entries, _ := os.ReadDir(filepath.Join(dir, "out")); len(entries) != 0 {
				t.Errorf("left behind: %v", entries)
			}
		})
	}
}

// TestDiskFull runs on a file system of two megabytes; it needs the right to mount one.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	small := filepath.Join(dir, "small")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "none", small).CombinedOutput(); err != nil {
		t.Skipf("no small file system to test on: %s", out)
	}
	defer exec.Command("umount", small).Run() //nolint:errcheck // it is a temporary folder's
	good := command(dir, "audit", "-q", "--run-id", "good")
	if out, err := good.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	full := command(dir, "audit", "-q", "--out", small)
	said, err := full.CombinedOutput()
	if full.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(said), "no space left on device") {
		t.Errorf("%v: %s; want exit status 1 and the reason", err, said)
	}
	if entries, _ := os.ReadDir(small); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	readable(t, dir)
}

// TestReadOnlyState: nothing is run that could not be remembered.
func TestReadOnlyState(t *testing.T) {
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(dir, "state")
	if err := os.Mkdir(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "ro", "none", state).CombinedOutput(); err != nil {
		t.Skipf("no read-only file system to test on: %s", out)
	}
	defer exec.Command("umount", state).Run() //nolint:errcheck // it is a temporary folder's
	c := command(dir, "audit")
	said, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(said), "state folder") || !strings.Contains(string(said), "read-only") {
		t.Errorf("%v: %s; want exit status 1, the state folder and the reason", err, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("an output folder was made")
	}
}

// TestNoNetwork watches the system calls of a whole audit, workers included.
func TestNoNetwork(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	calls := filepath.Join(dir, "calls")
	c := command(dir, "audit", "-q")
	c.Args = append([]string{strace, "-f", "-qq", "-e", "trace=socket,connect,bind,execve", "-o", calls}, c.Args...)
	c.Path = strace
	if out, err := c.CombinedOutput(); err != nil {
		if bytes.Contains(out, []byte("ptrace")) {
			t.Skipf("this machine does not let a process be traced: %s", out)
		}
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(text), "execve(") < 2 {
		t.Fatalf("the trace shows no worker: %s", text)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if strings.Contains(line, "AF_INET") {
			t.Errorf("network: %s", line)
		}
	}
}
