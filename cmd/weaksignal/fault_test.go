package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// TestKilledRunsLoseNothing kills runs at random moments and checks after each
// that the last good report and the history can be read, and at the end that a run
// recovers and leaves nothing behind. WEAKSIGNAL_KILLS sets the number of runs.
func TestKilledRunsLoseNothing(t *testing.T) {
	runs := 12
	if raceEnabled {
		runs = 4
	}
	if text := os.Getenv("WEAKSIGNAL_KILLS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		runs = n
	}
	dir := newPool(t)
	started := time.Now()
	good(t, dir, "good")
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
	expect(t, command(dir, "audit", "-q", "--run-id", "after"), exit.OK)
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

func TestTwoStartsAtOnce(t *testing.T) {
	dir := newPool(t)
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
		case c.ProcessState.ExitCode() != exit.Failed || !strings.Contains(said[i].String(), "another run is active (pid"):
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
			dir := newPool(t)
			for i := range 4000 { // enough to be still reading when the signal comes
				name := filepath.Join(dir, "resumes", fmt.Sprintf("more-%04d.txt", i))
				write(t, name, smallResume(i, fmt.Sprintf("Somebody Else%d", i)))
			}
			c := command(dir, "audit")
			var said bytes.Buffer
			c.Stderr = &said
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			awaitFolder(dir, ".*") // until it reads
			if err := c.Process.Signal(sent); err != nil {
				t.Fatal(err)
			}
			err := c.Wait()
			if c.ProcessState.ExitCode() != exit.Interrupted {
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

// TestDiskFull writes reports to a file system of 64 kilobytes.
func TestDiskFull(t *testing.T) {
	dir := newPool(t)
	small := filepath.Join(dir, "small")
	mounted(t, small, "size=64k")
	good(t, dir, "good")
	if said := expect(t, command(dir, "audit", "-q", "--out", small), exit.Failed); !strings.Contains(said, "no space left on device") {
		t.Errorf("said %q, want the reason", said)
	}
	if entries, _ := os.ReadDir(small); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	readable(t, dir)
}

// TestReadOnlyState: nothing is run that could not be remembered.
func TestReadOnlyState(t *testing.T) {
	dir := newPool(t)
	mounted(t, filepath.Join(dir, "state"), "ro")
	if said := expect(t, command(dir, "audit"), exit.Failed); !strings.Contains(said, "state folder") || !strings.Contains(said, "read-only") {
		t.Errorf("said %q, want the state folder and the reason", said)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("an output folder was made")
	}
}

// TestNoNetwork watches the system calls of a whole audit, workers included.
func TestNoNetwork(t *testing.T) {
	dir := newPool(t)
	if calls := networkCalls(t, command(dir, "audit", "-q")); len(calls) > 0 {
		t.Errorf("network: %s", strings.Join(calls, "\n"))
	}
}

// TestProbeConnectsToItsAddressOnly: a probe of a service opens connections to the
// address of its configuration, asks no name server, and minds no proxy and no redirect.
func TestProbeConnectsToItsAddressOnly(t *testing.T) {
	asked := 0
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 1 {
			http.Redirect(w, r, "http://127.0.0.1:9/elsewhere", http.StatusTemporaryRedirect)
			return
		}
		fmt.Fprint(w, `{"score": 0.5}`)
	}))
	defer service.Close()
	dir := newPool(t)
	write(t, filepath.Join(dir, "advert.txt"), "ML Engineer\nRequired: python, docker, sql\n")
	write(t, filepath.Join(dir, "probe.yaml"), fmt.Sprintf(`roles: [{name: ML engineer, match: ["*"], job_related: [skills_match], required_skills: [python, docker, sql]}]
probe:
  resumes: [resumes]
  consent: an invented pool
  sample: 4
  repeats: 1
  jobs: [{role: ML engineer, text: advert.txt}]
  signals: [open_source]
  screener: {http: {url: %q, body: '{"text": "{{resume}}"}', score: score}}
`, service.URL))
	c := command(dir, "probe", "--config", "probe.yaml", "--yes", "-q")
	c.Env = append(c.Env, "HTTP_PROXY=http://127.0.0.1:10", "http_proxy=http://127.0.0.1:10")
	calls := networkCalls(t, c)
	port := "htons(" + service.URL[strings.LastIndex(service.URL, ":")+1:] + ")"
	connected := 0
	for _, call := range calls {
		if !strings.Contains(call, "connect(") {
			continue
		}
		if connected++; !strings.Contains(call, port) {
			t.Errorf("a connection to elsewhere than port %s: %s", port, call)
		}
	}
	if connected == 0 || asked < 4 {
		t.Errorf("%d connections, %d requests: the screener was not asked", connected, asked)
	}
}

// networkCalls runs a command under strace and returns the calls that name an internet
// address. The command may end with 0 or 3.
func networkCalls(t *testing.T, c *exec.Cmd) (out []string) {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	calls := filepath.Join(t.TempDir(), "calls")
	c.Args = append([]string{strace, "-f", "-qq", "-e", "trace=socket,connect,bind,execve", "-o", calls}, c.Args...)
	c.Path = strace
	said, err := c.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !(errors.As(err, &ended) && ended.ExitCode() == exit.Incomplete) {
		if bytes.Contains(said, []byte("ptrace")) {
			t.Skipf("this machine does not let a process be traced: %s", said)
		}
		t.Fatalf("%v: %s", err, said)
	}
	text := read(t, calls)
	if strings.Count(text, "execve(") < 2 {
		t.Fatalf("the trace shows no worker: %s", text)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(line, "AF_INET") {
			out = append(out, line)
		}
	}
	return out
}
