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
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	errs   *tail
	served int
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
		return nil, fmt.Errorf("start a reading process: %w", err)
	}
	w.in, w.out = in, bufio.NewReaderSize(out, 64<<10)
	// The answer to the setup says that the worker is ready, so that its first
	// document has no longer deadline than the others.
	if _, _, err := w.do(ctx, encodeLimit(c.Memory), c.Setup, setupTime); err != nil {
		w.stop(true)
		if ctx.Err() != nil {
			return nil, ctx.Err()
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
	select {
	case a := <-done:
		if a.err != nil {
			return nil, true, w.fault(ctx, a.err)
		}
		return a.parts[1], len(a.parts[0]) == 1 && a.parts[0][0] == 1, nil
	case <-timer.C:
		w.kill()
		<-done
		return nil, true, &Fault{Kind: Deadline, Detail: fmt.Sprintf("no answer within %s", timeout)}
	case <-ctx.Done():
		w.kill()
		<-done
		return nil, true, ctx.Err()
	}
}

// ErrSetup is the error of a worker that could not set itself up: no document is
// at fault, and the next worker would fail in the same way.
var ErrSetup = errors.New("a reading process could not be set up")

func (w *worker) fault(ctx context.Context, cause error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.kill()
	_ = w.cmd.Wait()
	detail := w.errs.firstLine()
	switch code := w.cmd.ProcessState.ExitCode(); {
	case code == exitSetup:
		return errors.New(w.errs.all())
	case code == exitMemory || strings.Contains(detail, "out of memory") || strings.Contains(detail, "cannot allocate memory"):
		return &Fault{Kind: Memory, Detail: detail}
	}
	if detail == "" {
		detail = cause.Error()
	}
	return &Fault{Kind: Crash, Detail: detail}
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
	if w.cmd.ProcessState == nil {
		_ = w.cmd.Wait()
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
