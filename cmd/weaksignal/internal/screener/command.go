package screener

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// maxAnswer bounds a line of an answer.
const maxAnswer = 1 << 20

// Command is a program that reads requests as JSON lines and answers each with one.
type Command struct {
	args    []string
	dir     string // working folder
	timeout time.Duration
	scratch string // for files of requests

	process *exec.Cmd
	stdin   io.WriteCloser
	lines   chan line
	stderr  tail
}

type line struct {
	text []byte
	err  error
}

// NewCommand prepares a program with its arguments, run in dir; it is started by the
// first request, and again after a time-out. scratch is a folder for files.
func NewCommand(args []string, dir, scratch string, timeout time.Duration) (*Command, error) {
	if len(args) == 0 {
		return nil, errors.New("the screener's command is empty")
	}
	return &Command{args: args, dir: dir, scratch: scratch, timeout: timeout}, nil
}

// Name is the program without its folder, with the file that it runs if it is an
// interpreter; no other argument, which could be a secret.
func (c *Command) Name() string {
	name := filepath.Base(c.args[0])
	for _, a := range c.args[1:] {
		path := a
		if !filepath.IsAbs(path) {
			path = filepath.Join(c.dir, path)
		}
		if _, err := os.Stat(path); err == nil {
			return name + " " + filepath.Base(a)
		}
	}
	return name
}

func (c *Command) start() error {
	p := exec.Command(c.args[0], c.args[1:]...)
	p.Dir, p.Stderr = c.dir, &c.stderr
	p.WaitDelay = time.Second
	in, err := p.StdinPipe()
	if err != nil {
		return fmt.Errorf("start the screener: %w", err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start the screener: %w", err)
	}
	if err := p.Start(); err != nil {
		return fmt.Errorf("start the screener %q: %w", c.args[0], err)
	}
	lines := make(chan line)
	go read(out, lines)
	c.process, c.stdin, c.lines = p, in, lines
	return nil
}

func read(out io.Reader, lines chan<- line) {
	s := bufio.NewScanner(out)
	s.Buffer(nil, maxAnswer)
	for s.Scan() {
		lines <- line{text: append([]byte(nil), s.Bytes()...)}
	}
	err := s.Err()
	if err == nil {
		err = io.EOF
	}
	lines <- line{err: err}
	close(lines)
}

// Ask writes a request and waits for its answer. A time-out is a failure, and the
// program is started anew for the next request. A program that ends is an error: it
// would end again.
func (c *Command) Ask(ctx context.Context, r *Request) (Answer, error) {
	if c.process == nil {
		if err := c.start(); err != nil {
			return Answer{}, err
		}
	}
	if len(r.Content) > 0 {
		path := filepath.Join(c.scratch, r.ID+"."+r.Format)
		if err := os.WriteFile(path, r.Content, 0o600); err != nil {
			return Answer{}, fmt.Errorf("write a version: %w", err)
		}
		defer os.Remove(path)
		r.File = path
	}
	text, err := json.Marshal(r)
	if err != nil {
		return Answer{}, err
	}
	wait, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	wrote := make(chan error, 1)
	go func() { _, err := c.stdin.Write(append(text, '\n')); wrote <- err }()
	select {
	case err := <-wrote:
		if err != nil {
			return Answer{}, c.ended(err)
		}
	case <-wait.Done():
		return c.late(ctx, r)
	}
	return c.answer(ctx, wait, r)
}

// answer reads lines until that of the request; answers to earlier requests that came
// too late are passed over.
func (c *Command) answer(ctx, wait context.Context, r *Request) (Answer, error) {
	for {
		select {
		case l, ok := <-c.lines:
			if !ok || l.err != nil {
				return Answer{}, c.ended(l.err)
			}
			var a Answer
			if err := json.Unmarshal(l.text, &a); err != nil {
				return Answer{ID: r.ID, Error: "the answer is no JSON object"}, nil
			}
			if a.ID != r.ID {
				return Answer{}, fmt.Errorf("the screener answered %q when asked about %q: it has to answer each line in order, with its id", a.ID, r.ID)
			}
			return settled(r, a), nil
		case <-wait.Done():
			return c.late(ctx, r)
		}
	}
}

func (c *Command) late(ctx context.Context, r *Request) (Answer, error) {
	c.kill()
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	return Answer{ID: r.ID, Error: fmt.Sprintf("no answer within %s", c.timeout)}, nil
}

func (c *Command) kill() {
	if c.process == nil {
		return
	}
	c.process.Process.Kill()
	for range c.lines { // until its output ends, so that Wait may be called
	}
	c.process.Wait()
	c.process = nil
}

func (c *Command) ended(cause error) error {
	c.stdin.Close()
	status := "ended"
	if err := c.process.Wait(); err != nil {
		status = err.Error()
	}
	c.process = nil
	if said := c.stderr.text(); said != "" {
		return fmt.Errorf("the screener stopped (%s); it said: %s", status, said)
	}
	return fmt.Errorf("the screener stopped (%s, %v)", status, cause)
}

// Close ends the program: its stdin is closed, and it has a second to end by itself.
func (c *Command) Close() error {
	if c.process == nil {
		return nil
	}
	c.stdin.Close()
	done := make(chan struct{})
	go func() {
		for range c.lines {
		}
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
		c.process.Process.Kill()
		<-done
	}
	c.process.Wait()
	c.process = nil
	return nil
}

// tail keeps the end of what a program says.
type tail struct{ kept []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - 500; over > 0 {
		t.kept = t.kept[over:]
	}
	return len(p), nil
}

func (t *tail) text() string { return strings.Join(strings.Fields(string(t.kept)), " ") }
