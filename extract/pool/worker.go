package pool

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// worker is the parent's hold on one child process.
type worker struct {
	cmd *exec.Cmd
	// ended is closed when the process has ended and was waited for.
	ended  chan struct{}
	in     io.WriteCloser
	out    *bufio.Reader
	errs   *tail
	served int
	wait   sync.Once
}

// setupTime is what a worker may take to begin: it loads its detectors.
const setupTime = 60 * time.Second

func start(ctx context.Context, c Config) (*worker, error) {
	cmd := exec.Command(c.Path, c.Args...)
	cmd.Env = environment()
	w := &worker{cmd: cmd, errs: &tail{}}
	cmd.Stderr = w.errs
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start a reading process: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start a reading process: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, &MachineError{Cause: fmt.Sprintf("a reading process cannot be started: %v", err)}
	}
	w.in, w.out, w.ended = in, bufio.NewReaderSize(out, 64<<10), make(chan struct{})
	// The answer to the setup says that the worker is ready, so that its first
	// document has no longer deadline than the others.
	if _, _, err := w.do(ctx, encodeLimit(c.Memory), c.Setup, setupTime); err != nil {
		w.stop(true)
		var fault *Fault
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.As(err, &fault):
			// It has seen no document yet.
			return nil, &MachineError{Cause: "a reading process ended while it started: " + fault.Detail, final: fault.Kind == limits}
		}
		return nil, fmt.Errorf("%w: %w", ErrSetup, err)
	}
	w.served = 0
	return w, nil
}

// environment keeps what a process needs to run and drops the rest: a worker
// that reads hostile bytes holds no secrets.
func environment() []string {
	var env []string
	for _, name := range []string{"SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "GOCOVERDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return append(env, "GOTRACEBACK=single", "GOMAXPROCS=2") // one reads, one collects
}

func (w *worker) do(ctx context.Context, meta, data []byte, timeout time.Duration) ([]byte, bool, error) {
	w.served++
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	type answer struct {
		parts [][]byte
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		err := writeFrame(w.in, meta, data)
		var parts [][]byte
		if err == nil {
			parts, err = readFrame(w.out, 2)
		}
		done <- answer{parts, err}
	}()
	half, idle := time.After(timeout/2), idleMeter{}
	for {
		select {
		case a := <-done:
			if a.err != nil {
				return nil, true, w.fault(ctx, a.err)
			}
			return a.parts[1], len(a.parts[0]) == 1 && a.parts[0][0] == 1, nil
		case <-half:
			idle.start(w.cmd.Process.Pid)
		case <-timer.C:
			f := &Fault{Kind: Deadline, Detail: fmt.Sprintf("no answer within %s", timeout), Idle: idle.idle(w.cmd.Process.Pid)}
			w.kill()
			<-done
			return nil, true, f
		case <-ctx.Done():
			w.kill()
			<-done
			return nil, true, ctx.Err()
		}
	}
}

// ErrSetup is the error of a worker that could not set itself up: no document is
// at fault, and the next worker would fail in the same way.
var ErrSetup = errors.New("a reading process could not be set up")

func (w *worker) fault(ctx context.Context, cause error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	killed := !w.awaitEnd(endTime)
	if killed {
		w.kill()
		if !w.awaitEnd(setupTime) {
			return &Fault{Kind: Machine, Detail: "a reading process cannot be ended: the system is busy with it"}
		}
	}
	detail := w.errs.firstLine()
	switch code := w.cmd.ProcessState.ExitCode(); {
	case code == exitSetup:
		return errors.New(w.errs.all())
	case code == exitLimits:
		return &Fault{Kind: limits, Detail: detail}
	case !killed && endedFromOutside(w.cmd.ProcessState):
		return &Fault{Kind: Machine, Detail: fmt.Sprintf("ended from outside (%s); a process that the system ends has taken the machine's or the container's last memory", w.cmd.ProcessState)}
	case ofTheMachine(w.errs.all()):
		return &Fault{Kind: Machine, Detail: detail}
	case code == exitMemory || strings.Contains(detail, "out of memory") || strings.Contains(detail, "cannot allocate memory"):
		return &Fault{Kind: Memory, Detail: detail}
	}
	if detail == "" {
		detail = cause.Error()
	}
	return &Fault{Kind: Crash, Detail: detail}
}

// endTime is what a worker that broke off may take to end by itself, so that its exit
// says why.
const endTime = 5 * time.Second

// awaitEnd waits for the end of the process; false if it still runs.
func (w *worker) awaitEnd(limit time.Duration) bool {
	w.wait.Do(func() {
		go func() {
			_ = w.cmd.Wait()
			close(w.ended)
		}()
	})
	select {
	case <-w.ended:
		return true
	case <-time.After(limit):
		return false
	}
}

func (w *worker) kill() {
	_ = w.cmd.Process.Kill()
}

// stop ends the worker and waits for it.
func (w *worker) stop(now bool) {
	_ = w.in.Close()
	if now {
		w.kill()
	}
	if !w.awaitEnd(setupTime) { // a stopped process ends by nothing else
		w.kill()
		w.awaitEnd(setupTime)
	}
}

// tail keeps the beginning of what a worker writes to its standard error, where
// a crash says its reason.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 4096 - t.buf.Len(); room > 0 {
		t.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *tail) all() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(t.buf.String())
}

func (t *tail) firstLine() string {
	line, _, _ := strings.Cut(t.all(), "\n")
	return line
}
