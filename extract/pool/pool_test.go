package pool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// The test binary is the worker, too: it does what a request says.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "worker" {
		err := Serve(os.Stdin, os.Stdout, func(config []byte) (Handler, error) {
			if string(config) == "refuse" {
				return nil, errors.New("the detectors do not load")
			}
			return misbehave, nil
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// held is what a request leaves in memory.
var held []byte

// misbehave does what hostile documents make libraries do.
func misbehave(meta, data []byte) ([]byte, bool) {
	switch string(meta) {
	case "hang":
		//lint:ignore SA5002 it burns a processor until it is killed
		for {
		}
	case "exit":
		os.Exit(3)
	case "panic":
		panic("of a library")
	case "recurse":
		return recurse(1), false
	case "grow":
		var all [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			//lint:ignore SA4010 it only has to be held
			all = append(all, b)
		}
	case "giant":
		n := 1 << 37
		return make([]byte, n), false
	case "hold":
		held = bytes.Repeat([]byte{1}, 120<<20)
		time.Sleep(5 * watchEvery)
		return []byte(fmt.Sprint(os.Getpid())), false
	case "noise":
		fmt.Fprintln(os.Stdout, "a library prints to standard output")
	case "last":
		return []byte(fmt.Sprint(os.Getpid())), true
	case "pid":
		return []byte(fmt.Sprint(os.Getpid())), false
	case "secrets":
		return []byte(strings.Join(os.Environ(), " ")), false
	}
	return append([]byte("read "), data...), false
}

func recurse(n int) []byte {
	if n == 0 {
		return nil
	}
	return append(recurse(n+1), byte(n))
}

func testPool(t *testing.T, workers int) *Pool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := New(Config{Path: exe, Args: []string{"worker"}, Workers: workers, Memory: 200 << 20})
	t.Cleanup(p.Close)
	return p
}

func do(t *testing.T, p *Pool, meta string) (string, error) {
	t.Helper()
	timeout := time.Minute
	if meta == "hang" {
		timeout = 200 * time.Millisecond
	}
	out, err := p.Do(t.Context(), []byte(meta), []byte("data"), timeout)
	return string(out), err
}

func TestAFaultCostsItsOwnAnswer(t *testing.T) {
	p := testPool(t, 1)
	for _, c := range []struct {
		meta string
		kind FaultKind
	}{
		{"hang", Deadline}, {"exit", Crash}, {"panic", Crash}, {"recurse", Crash}, {"grow", Memory}, {"giant", Memory},
	} {
		t.Run(c.meta, func(t *testing.T) {
			if raceEnabled && c.meta == "giant" {
				t.Skip("the race detector and a limit on addresses do not go together")
			}
			var fault *Fault
			if out, err := do(t, p, c.meta); !errors.As(err, &fault) || fault.Kind != c.kind {
				t.Errorf("got %q, %v; want a fault of kind %s", out, err, c.kind)
			}
			if out, err := do(t, p, "read"); out != "read data" || err != nil {
				t.Errorf("afterwards: %q, %v; want an answer", out, err)
			}
		})
	}
}

func TestNoiseIsNoAnswer(t *testing.T) {
	if out, err := do(t, testPool(t, 1), "noise"); out != "read data" || err != nil {
		t.Errorf("%q, %v: want the answer, whatever a library prints", out, err)
	}
}

func TestManyFaultsAtOnce(t *testing.T) {
	p := testPool(t, 3)
	var wg sync.WaitGroup
	for i := range 30 {
		meta, want := "read", "read data"
		if i%3 == 0 {
			meta, want = "exit", ""
		}
		wg.Go(func() {
			if out, _ := do(t, p, meta); out != want {
				t.Errorf("%s: %q, want %q", meta, out, want)
			}
		})
	}
	wg.Wait()
}

func TestWorkersAreRecycled(t *testing.T) {
	p := testPool(t, 1)
	p.config.Recycle = 2
	var pids []string
	for _, meta := range []string{"pid", "pid", "pid", "last", "pid"} {
		pid, err := do(t, p, meta)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	if pids[0] != pids[1] || pids[1] == pids[2] || pids[3] == pids[4] {
		t.Errorf("process ids %v: want a new worker after two requests and after the last one", pids)
	}
}

func TestAGrownWorkerIsReplaced(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector takes several times the memory")
	}
	p := testPool(t, 1)
	p.config.Memory = 150 << 20
	var pids []string
	for _, meta := range []string{"pid", "hold", "pid"} {
		pid, err := do(t, p, meta)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	if pids[0] != pids[1] || pids[1] == pids[2] {
		t.Errorf("process ids %v: want a new worker after the one that grew had answered", pids)
	}
}

func TestAFreshWorkerHasServedNothing(t *testing.T) {
	p := testPool(t, 1)
	pid, err := do(t, p, "pid")
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := p.DoFresh(t.Context(), []byte("pid"), nil, time.Minute)
	if err != nil || string(fresh) == pid {
		t.Errorf("process %s after %s, %v: want another one", fresh, pid, err)
	}
}

func TestWorkersInheritNoSecrets(t *testing.T) {
	t.Setenv("WEAKSIGNAL_KEY", "secret")
	if env, err := do(t, testPool(t, 1), "secrets"); err != nil || strings.Contains(env, "secret") {
		t.Errorf("environment %q, %v", env, err)
	}
}

func TestSetupErrorsAreNotTheDocuments(t *testing.T) {
	p := testPool(t, 1)
	p.config.Setup = []byte("refuse")
	_, err := do(t, p, "read")
	var fault *Fault
	if !errors.Is(err, ErrSetup) || errors.As(err, &fault) || !strings.Contains(err.Error(), "the detectors do not load") {
		t.Errorf("error %v, want one of the setup with its reason", err)
	}
}

func TestCancelReturnsAtOnce(t *testing.T) {
	p := testPool(t, 1)
	if _, err := do(t, p, "read"); err != nil { // its worker has begun
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	start := time.Now()
	_, err := p.Do(ctx, []byte("hang"), nil, time.Minute)
	if !errors.Is(err, context.Canceled) || time.Since(start) > 5*time.Second {
		t.Errorf("%v after %s, want the cancellation at once", err, time.Since(start))
	}
}
