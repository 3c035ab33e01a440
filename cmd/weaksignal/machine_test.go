package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// workersOf lists the processes that read documents for a run: children of the program,
// which is a child of the process that was started.
func workersOf(started int) []int {
	workers := childrenOf(started, true)
	for _, program := range childrenOf(started, false) {
		workers = append(workers, childrenOf(program, true)...)
	}
	return workers
}

func childrenOf(parent int, workers bool) []int {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	var all []int
	for _, name := range stats {
		text, err := os.ReadFile(name)
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if err != nil || len(fields) < 2 || fields[1] != strconv.Itoa(parent) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		line, _ := os.ReadFile(filepath.Join(filepath.Dir(name), "cmdline"))
		if err == nil && bytes.Contains(line, []byte("__read-documents")) == workers {
			all = append(all, pid)
		}
	}
	return all
}

// disturbed runs an audit while its workers get signals, and returns its status and
// what it said. disturb sees each worker once and tells whether it wants more.
func disturbed(t *testing.T, dir string, disturb func(pid int) bool) (int, string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the processes of a run are found in /proc")
	}
	c := command(dir, "audit", "-q", "--workers", "1", "--run-id", "run")
	c.Env = append(c.Env, "WEAKSIGNAL_DOCUMENTS_TIMEOUT=2s")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { c.Wait(); close(done) }() //nolint:errcheck // the status is looked at
	seen := map[int]bool{}
	for more := true; ; {
		select {
		case <-done:
			if len(seen) == 0 {
				t.Fatalf("no worker was seen: %s", &said)
			}
			return c.ProcessState.ExitCode(), said.String()
		case <-time.After(5 * time.Millisecond):
		}
		for _, pid := range workersOf(c.Process.Pid) {
			if more && !seen[pid] {
				seen[pid] = true
				more = disturb(pid)
			}
		}
	}
}

func noReport(t *testing.T, dir string) {
	t.Helper()
	if entries, _ := os.ReadDir(filepath.Join(dir, "out")); len(entries) > 0 {
		t.Errorf("left in the output folder: %v", entries)
	}
}

// TestMachineIsNotBlamedOnDocuments: whatever ends, stops or starves reading processes,
// no healthy document is called damaged; a run that can't go on says why.
func TestMachineIsNotBlamedOnDocuments(t *testing.T) {
	if raceEnabled {
		t.Skip("limits of memory and the race detector do not go together")
	}
	t.Run("a worker is killed", func(t *testing.T) {
		dir := newPool(t)
		if status, said := disturbed(t, dir, func(pid int) bool { syscall.Kill(pid, syscall.SIGKILL); return false }); status != exit.OK {
			t.Errorf("status %d: %s", status, said)
		}
	})
	t.Run("every worker is killed", func(t *testing.T) {
		dir := newPool(t)
		status, said := disturbed(t, dir, func(pid int) bool { syscall.Kill(pid, syscall.SIGKILL); return true })
		if status != exit.Failed || !strings.Contains(said, "this machine cannot read documents now") || strings.Count(said, "\n") != 1 {
			t.Errorf("status %d: %s", status, said)
		}
		noReport(t, dir)
	})
	t.Run("a worker is paused", func(t *testing.T) {
		dir := newPool(t)
		status, said := disturbed(t, dir, func(pid int) bool {
			time.Sleep(300 * time.Millisecond) // until it reads
			syscall.Kill(pid, syscall.SIGSTOP)
			return false
		})
		if status != exit.OK {
			t.Errorf("status %d: %s", status, said)
		}
	})
	t.Run("few processes", func(t *testing.T) { inGroup(t, "pids", "pids.max", "8") })
	t.Run("little memory", func(t *testing.T) { inGroup(t, "memory", "memory.limit_in_bytes", fmt.Sprint(60<<20)) })
}

// TestAnyLimitOfAddressSpace: the less of it there is, the earlier a run ends, some of
// them before the Go runtime has started; each ends with 1, one line and the remedy.
func TestAnyLimitOfAddressSpace(t *testing.T) {
	sh, err := exec.LookPath("sh")
	switch {
	case err != nil || runtime.GOOS != "linux":
		t.Skip("no shell that limits the address space")
	case raceEnabled:
		t.Skip("limits of memory and the race detector do not go together")
	}
	limited := func(megabytes int, args ...string) (status int, said string) {
		dir := newPool(t)
		c := command(dir, args...)
		c.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -v %d && exec "$0" "$@"`, megabytes<<10), c.Path}, c.Args[1:]...)
		c.Path = sh
		c.Env = append(c.Env, "GOTRACEBACK=")
		out, _ := c.CombinedOutput()
		if c.ProcessState.ExitCode() != exit.OK {
			noReport(t, dir)
		}
		return c.ProcessState.ExitCode(), string(out)
	}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "CGO_ENABLED", Value: "0"}) {
		t.Skip("built without C, the binaries of go test have no supervisor")
	}
	for megabytes := 300; megabytes <= 4000; megabytes += 185 {
		status, said := limited(megabytes, "audit", "-q")
		if status != exit.Failed || strings.Count(said, "\n") != 1 || !strings.Contains(said, "ulimit") || strings.Contains(said, "damaged") {
			t.Errorf("audit with %d MB: status %d: %s", megabytes, status, said)
		}
		if megabytes%2 == 0 { // reads no document: it may do with little
			status, said = limited(megabytes, "check", "-q")
			if status != exit.OK && (status != exit.Failed || strings.Count(said, "\n") != 1 || !strings.Contains(said, "ulimit")) {
				t.Errorf("check with %d MB: status %d: %s", megabytes, status, said)
			}
		}
	}
}

// inGroup runs an audit in a control group that is too small to read in.
func inGroup(t *testing.T, controller, limit, value string) {
	t.Helper()
	root := "/sys/fs/cgroup"
	if _, err := os.Stat(filepath.Join(root, controller, "cgroup.procs")); err == nil { // version 1
		root = filepath.Join(root, controller)
	} else if _, err := os.Stat(filepath.Join(root, "cgroup.controllers")); err != nil {
		t.Skip("no control groups here")
	} else if limit == "memory.limit_in_bytes" {
		limit = "memory.max"
	}
	group := filepath.Join(root, fmt.Sprintf("weaksignal-test-%d", os.Getpid()))
	if err := os.Mkdir(group, 0o700); err != nil {
		t.Skipf("no control groups for this user: %v", err)
	}
	t.Cleanup(func() { os.Remove(group) }) //nolint:errcheck // it is empty by then
	f, err := os.OpenFile(filepath.Join(group, limit), os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("control groups here have no %s: %v", limit, err)
	}
	if _, err := f.WriteString(value); err != nil {
		t.Skipf("control groups here take no %s: %v", limit, err)
	}
	f.Close()
	dir := newPool(t)
	c := command(dir, "audit", "-q")
	c.Args = append([]string{"sh", "-c", `echo $$ > "` + group + `/cgroup.procs" && exec "$0" "$@"`}, c.Args...)
	c.Path = "/bin/sh"
	out, err := c.CombinedOutput()
	code := c.ProcessState.ExitCode()
	switch {
	case err == nil: // it was enough after all: then nobody is blamed
		documents := recordWithoutRun(t, filepath.Join(dir, "out", "latest"))["intake"].(map[string]any)["documents"].(map[string]any)
		if documents["read"] != documents["found"] {
			t.Errorf("status 0, and documents are %v", documents)
		}
	case code == exit.Failed:
		noReport(t, dir)
	case code != -1 && code != 128+int(syscall.SIGKILL): // the audit itself may be what the system ends
		t.Errorf("status %d: %s", code, out)
	}
}
