//go:build unix && !(linux && cgo)

package supervise

import (
	"fmt"
	"io"
	"strings"
)

// The same words and rules as in fork_linux.c.
const (
	more   = "give the run more memory, address space, processes or time (ulimit, the limits of the container), or use fewer workers"
	report = "please report the fault (with GOTRACEBACK=all the program shows where it happened)"
)

func say(w io.Writer, cause, remedy string) {
	fmt.Fprintf(w, "weaksignal: %s; no report was written; %s\n", cause, remedy) //nolint:errcheck // nothing else could be said
}

// reason is the line in which the runtime says why it gave up; it never holds text of the
// program's own, which the value of a panic may.
func reason(text string) string {
	line := text
	if _, fatal, found := strings.Cut(text, "fatal error: "); strings.HasPrefix(text, "panic:") {
		return "a panic"
	} else if found {
		line = fatal
	} else if !strings.HasPrefix(text, "SIG") && !strings.HasPrefix(text, "runtime") {
		return "it gave no reason"
	}
	line, _, _ = strings.Cut(line, "\n")
	return line
}

func ofTheMachine(why string) bool {
	for _, word := range []string{"memory", "alloc", "reserve", "arena", "map pages", "thread", "newosproc", "netpoll", "Resource temporarily", "too many open files", "SIGXCPU"} {
		if strings.Contains(why, word) {
			return true
		}
	}
	return false
}
