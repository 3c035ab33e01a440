//go:build unix && !(linux && cgo)

package supervise

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
)

// mark is the variable by which the child knows itself.
const mark = "WEAKSIGNAL_SUPERVISED"

// File descriptors of the child.
const (
	errFD  = 3 // the real standard error
	toldFD = 4 // folders of the program and, after "=", its status, each with a 0 after it
	lifeFD = 5 // at its end the supervisor is gone
)

// Statuses, as in cmd/weaksignal/exit.go.
const (
	failed      = 1
	interrupted = 130
)

// Run runs the program and returns its exit status, which the process must end with at
// once. stderr is the real standard error.
func Run(program func(stderr *os.File) int) int {
	if os.Getenv(mark) != "" {
		os.Unsetenv(mark) //nolint:errcheck // the name is sound
		return supervised(program)
	}
	if !wanted(os.Args) {
		return program(os.Stderr)
	}
	code, err := again()
	if err != nil {
		say(os.Stderr, fmt.Sprintf("the program cannot start (%v)", err), more)
		return failed
	}
	return code
}

// wanted: not for processes that read documents, which their own pool watches, and never
// for the binaries of go test, which started again might run their tests again.
func wanted(args []string) bool {
	return !strings.HasSuffix(args[0], ".test") && (len(args) < 2 || !strings.HasPrefix(args[1], "__"))
}

func supervised(program func(stderr *os.File) int) int {
	for fd := errFD; fd <= lifeFD; fd++ {
		syscall.CloseOnExec(fd)
	}
	stderr := os.NewFile(errFD, os.Stderr.Name())
	supervisor = os.NewFile(toldFD, "supervisor")
	go func() {
		os.NewFile(lifeFD, "life").Read(make([]byte, 1)) //nolint:errcheck // its end is all that is waited for
		syscall.Kill(os.Getpid(), syscall.SIGKILL)       //nolint:errcheck // nobody is left to tell
	}()
	status := program(stderr)
	Ended(status)
	return status
}

// Ended tells the supervisor that the program has said all and ends with the status. What
// breaks off afterwards changes nothing. [Run] says it, too.
func Ended(status int) { own("=" + strconv.Itoa(status)) }

// supervisor reads what own writes; nil where there is none.
var supervisor *os.File

func own(path string) {
	if supervisor != nil {
		supervisor.WriteString(path + "\x00") //nolint:errcheck // a supervisor that is gone needs no word
	}
}

// again starts the program anew as a child and returns the status that its end means.
func again() (int, error) {
	exe, err := os.Executable()
	if err != nil {
		return 0, err
	}
	told, toldW, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	lifeR, life, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer life.Close()
	signals := heard()
	said := &words{}
	c := &exec.Cmd{Path: exe, Args: os.Args, Env: append(os.Environ(), mark+"=1"), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: said,
		ExtraFiles: []*os.File{os.Stderr, toldW, lifeR}}
	if os.Getenv("GOTRACEBACK") != "" {
		c.Stderr = os.Stderr
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	toldW.Close()
	lifeR.Close()
	go func() {
		for s := range signals {
			c.Process.Signal(s) //nolint:errcheck // a child that has ended needs none
		}
	}()
	c.Wait() //nolint:errcheck // the state is looked at
	all, _ := io.ReadAll(told)
	return finish(c.ProcessState, string(all), said.String()), nil
}

// heard are the signals that are passed on.
func heard() <-chan os.Signal {
	signals := make(chan os.Signal, 16)
	passed := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2}
	if !signal.Ignored(syscall.SIGHUP) {
		passed = append(passed, syscall.SIGHUP)
	}
	signal.Notify(signals, passed...)
	signal.Ignore(syscall.SIGPIPE)
	return signals
}

// words keeps the beginning of what is written to it.
type words struct{ bytes.Buffer }

func (w *words) Write(p []byte) (int, error) {
	w.Buffer.Write(p[:min(len(p), max(0, 64<<10-w.Len()))])
	return len(p), nil
}

// finish is what the end of the child means. told is what own wrote, text what the
// runtime said.
func finish(state *os.ProcessState, told, text string) int {
	status, _ := state.Sys().(syscall.WaitStatus)
	records := strings.Split(told, "\x00")
	for _, r := range records {
		if own, err := strconv.Atoi(strings.TrimPrefix(r, "=")); err == nil {
			if status.Exited() && status.ExitStatus() == own {
				io.WriteString(os.Stderr, text) //nolint:errcheck // a library's words
			}
			return own
		}
	}
	for _, folder := range records {
		if folder != "" {
			os.RemoveAll(folder) //nolint:errcheck // the program made it for itself
		}
	}
	if status.Signaled() {
		switch status.Signal() {
		case syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP: // before the program could listen
			fmt.Fprintln(os.Stderr, "weaksignal: interrupted; no report was written")
			return interrupted
		case syscall.SIGKILL:
			say(os.Stderr, "the program was ended from outside (killed), as the system does with one that takes the machine's or the container's last memory", more)
			return failed
		}
	}
	why := reason(text)
	remedy := report
	if ofTheMachine(why) {
		remedy = more
	}
	say(os.Stderr, "the program broke off ("+why+")", remedy)
	return failed
}
