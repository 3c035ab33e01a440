//go:build unix

package supervise

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// act names what the test binary does when it is started as a program.
const act = "SUPERVISE_TEST_ACT"

func TestMain(m *testing.M) {
	if name := os.Getenv(act); name != "" {
		os.Exit(Run(func(stderr *os.File) int { return acts[name](stderr) }))
	}
	os.Exit(m.Run())
}

const secret = "Quillon Marrowby, quillon@example.org"

var acts = map[string]func(stderr *os.File) int{
	"usage": func(stderr *os.File) int {
		fmt.Fprintln(stderr, "weaksignal: no such flag")
		return 2
	},
	"library": func(*os.File) int {
		fmt.Fprintln(os.Stderr, "a library's words")
		return 3
	},
	"stack": func(*os.File) int {
		debug.SetMaxStack(1 << 20)
		return deeper(secret)
	},
	"maps": func(*os.File) int {
		m := map[int]int{}
		for range 8 {
			go func() {
				for i := 0; ; i++ {
					m[i%100] = i
				}
			}()
		}
		time.Sleep(time.Minute)
		return 0
	},
	"panic": func(*os.File) int {
		go panic("out of memory, said " + secret)
		time.Sleep(time.Minute)
		return 0
	},
	"memory": func(*os.File) int {
		if err := syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: 3 << 30, Max: 3 << 30}); err != nil {
			return 77
		}
		var held [][]byte
		for {
			held = append(held, make([]byte, 64<<20))
			runtime.KeepAlive(held)
		}
	},
	"deadlock": func(*os.File) int {
		for range 100000 {
			runtime.Gosched()
		}
		syscall.Kill(os.Getpid(), syscall.SIGABRT)
		time.Sleep(time.Minute)
		return 0
	},
	"segv": func(*os.File) int {
		syscall.Kill(os.Getpid(), syscall.SIGBUS)
		time.Sleep(time.Minute)
		return 0
	},
	"own": func(*os.File) int {
		dir, other := os.Getenv("SUPERVISE_TEST_DIR"), ""
		for _, name := range []string{"one", "two", "kept"} {
			other = filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Join(other, "below"), 0o700); err != nil {
				return 77
			}
			if err := os.WriteFile(filepath.Join(other, "below", "names"), []byte(secret), 0o600); err != nil {
				return 77
			}
		}
		if err := os.Symlink(other, filepath.Join(dir, "one", "link")); err != nil {
			return 77
		}
		Own(filepath.Join(dir, "one"))
		Own(filepath.Join(dir, "two"))
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(time.Minute)
		return 0
	},
	"killed": func(*os.File) int {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(time.Minute)
		return 0
	},
	"listen": func(*os.File) int {
		got := make(chan os.Signal, 1)
		signal.Notify(got, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT)
		fmt.Println(os.Getpid())
		fmt.Println(<-got)
		return 5
	},
	"deaf": func(*os.File) int {
		fmt.Println(os.Getpid())
		time.Sleep(time.Minute)
		return 0
	},
	"echo": func(*os.File) int {
		var in [64]byte
		n, _ := os.Stdin.Read(in[:])
		os.Stdout.Write(in[:n])
		return 0
	},
}

//lint:ignore SA5007 the stack must overflow
func deeper(text string) int { return len(text) + deeper(text+"x") }

// program is the test binary as the program that does one act.
func program(t *testing.T, name string) (c *exec.Cmd, stdout, stderr *bytes.Buffer) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	c = &exec.Cmd{Path: exe, Args: []string{"weaksignal"}, Env: append(os.Environ(), act+"="+name, "GOTRACEBACK="), Stdout: stdout, Stderr: stderr}
	return c, stdout, stderr
}

// TestAbortsOfTheRuntime: each real one ends with status 1 and one line that holds
// neither a stack nor what the program was at.
func TestAbortsOfTheRuntime(t *testing.T) {
	for _, c := range []struct{ name, says, remedy string }{
		{"stack", "stack overflow", "report the fault"},
		{"maps", "concurrent map writes", "report the fault"},
		{"panic", "a panic", "report the fault"},
		{"memory", "memory", "ulimit"},
		{"deadlock", "SIGABRT", "report the fault"},
		{"segv", "SIGBUS", "report the fault"},
		{"killed", "killed", "the container"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if raceOn && (c.name == "memory" || c.name == "maps") {
				t.Skip("the race detector reserves terabytes, and sees the maps first")
			}
			p, _, stderr := program(t, c.name)
			p.Run() //nolint:errcheck // the status is looked at
			said := stderr.String()
			if code := p.ProcessState.ExitCode(); code != 1 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "weaksignal: ") ||
				!strings.Contains(said, c.says) || !strings.Contains(said, c.remedy) || strings.Contains(said, "Quillon") {
				t.Errorf("status %d, want 1, %q and %q in one line: %s", code, c.says, c.remedy, said)
			}
		})
	}
}

// TestOwnStatusesPass: what the program says of itself stands, words of libraries too.
func TestOwnStatusesPass(t *testing.T) {
	for _, c := range []struct {
		name, said string
		status     int
	}{{"usage", "weaksignal: no such flag\n", 2}, {"library", "a library's words\n", 3}} {
		p, _, stderr := program(t, c.name)
		p.Run() //nolint:errcheck // the status is looked at
		if code := p.ProcessState.ExitCode(); code != c.status || stderr.String() != c.said {
			t.Errorf("%s: status %d, said %q; want %d, %q", c.name, code, stderr, c.status, c.said)
		}
	}
	p, stdout, _ := program(t, "echo")
	p.Stdin = strings.NewReader("a line\n")
	if err := p.Run(); err != nil || stdout.String() != "a line\n" {
		t.Errorf("a filter: %v, %q", err, stdout)
	}
}

// TestOwnFoldersGo: those of a program that was ended, and no others.
func TestOwnFoldersGo(t *testing.T) {
	dir := t.TempDir()
	p, _, stderr := program(t, "own")
	p.Env = append(p.Env, "SUPERVISE_TEST_DIR="+dir)
	p.Run() //nolint:errcheck // the status is looked at
	var left []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		left = append(left, strings.TrimPrefix(path, dir))
		return err
	})
	if code := p.ProcessState.ExitCode(); code != 1 || err != nil || !slices.Equal(left, []string{"", "/kept", "/kept/below", "/kept/below/names"}) {
		t.Errorf("status %d, left %q, %v: %s", code, left, err, stderr)
	}
}

// TestTracesOnRequest: a developer sees the stacks.
func TestTracesOnRequest(t *testing.T) {
	p, _, stderr := program(t, "stack")
	p.Env = append(p.Env, "GOTRACEBACK=all")
	p.Run() //nolint:errcheck // the status is looked at
	if code := p.ProcessState.ExitCode(); code != 1 || !strings.Contains(stderr.String(), "deeper(") {
		t.Errorf("status %d: %s", code, stderr)
	}
}

// begun starts a program and returns once it has said its process id.
func begun(t *testing.T, name string) (c *exec.Cmd, pid int, rest *strings.Builder, done chan struct{}) {
	t.Helper()
	c, _, _ = program(t, name)
	c.Stdout = nil
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	rest, done = &strings.Builder{}, make(chan struct{})
	go func() {
		defer close(done)
		var b [64]byte
		for {
			n, err := out.Read(b[:])
			rest.Write(b[:n])
			if err != nil {
				return
			}
		}
	}()
	return c, pid, rest, done
}

// TestSignals: they reach the program, whose status counts; a program that does not
// listen yet ends as interrupted; one whose supervisor is killed dies with it.
func TestSignals(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		if s == syscall.SIGHUP && signal.Ignored(s) {
			continue // under nohup nobody is to hear it
		}
		c, _, rest, done := begun(t, "listen")
		if err := c.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		<-done
		c.Wait() //nolint:errcheck // the status is looked at
		if code := c.ProcessState.ExitCode(); code != 5 || !strings.Contains(rest.String(), s.String()) {
			t.Errorf("%s: status %d, heard %q", s, code, rest)
		}
		c, _, _, done = begun(t, "deaf")
		if err := c.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		<-done
		c.Wait() //nolint:errcheck // the status is looked at
		if code := c.ProcessState.ExitCode(); code != 130 {
			t.Errorf("%s before the program listens: status %d", s, code)
		}
	}
	c, pid, _, done := begun(t, "deaf")
	if pid == c.Process.Pid {
		t.Fatal("the program has no supervisor")
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done: // its standard output is closed: it has ended
	case <-time.After(10 * time.Second):
		t.Error("the program outlives its supervisor")
	}
	c.Wait() //nolint:errcheck // it was killed
}
