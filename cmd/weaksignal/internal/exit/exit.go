// Package exit holds the exit statuses of the program and which fault ends it with which:
// a command returns an error, and nobody but main calls os.Exit.
package exit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract"
	"weaksignal/extract/cache"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision"
)

// Exit codes: what a script or a cron job can rely on.
const (
	OK          = 0   // report written, every input read
	Failed      = 1   // no report
	BadUsage    = 2   // bad flags, configuration or input table; nothing was run
	Incomplete  = 3   // report written, some inputs unreadable or unmatched
	Condition   = 4   // report written, a --fail-on condition holds; wins over 3
	Interrupted = 130 // SIGINT or SIGTERM
)

// UsageError is a fault of how the program was called.
type UsageError struct {
	err    error
	remedy string
}

// Usage makes a [UsageError]; remedy may be "".
func Usage(err error, remedy string) error { return &UsageError{err, remedy} }

func (e *UsageError) Error() string {
	if e.remedy == "" {
		return e.err.Error()
	}
	return e.err.Error() + "; " + e.remedy
}

func (e *UsageError) Unwrap() error { return e.err }

// Status ends the program with a code and no further message: the report was written and
// its summary said all.
type Status int

func (e Status) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// Code maps an error to the program's exit status.
func Code(err error) int {
	var (
		usage    *UsageError
		conf     *config.Error
		input    *decision.InputError
		signals  *catalogue.Error
		parts    *extract.PartsError
		foreign  *cache.ForeignError
		openKey  *pseudonym.OpenKeyError
		finished Status
	)
	switch {
	case err == nil:
		return OK
	case errors.As(err, &finished):
		return int(finished)
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.As(err, &usage), errors.As(err, &conf), errors.As(err, &input), errors.As(err, &signals), errors.As(err, &parts), errors.As(err, &foreign), errors.As(err, &openKey):
		return BadUsage
	}
	return Failed
}

// Report prints an error for people: one line per fault, each with the program's name.
func Report(stderr io.Writer, err error) {
	var finished Status
	if err == nil || errors.As(err, &finished) {
		return
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "weaksignal: interrupted; no report was written")
		return
	}
	for line := range strings.SplitSeq(strings.TrimSpace(err.Error()), "\n") {
		fmt.Fprintf(stderr, "weaksignal: %s\n", line)
	}
}
