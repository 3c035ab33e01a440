package main

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
	exitOK          = 0   // report written, every input read
	exitFailed      = 1   // no report
	exitUsage       = 2   // bad flags, configuration or input table; nothing was run
	exitIncomplete  = 3   // report written, some inputs unreadable or unmatched
	exitCondition   = 4   // report written, a --fail-on condition holds; wins over 3
	exitInterrupted = 130 // SIGINT or SIGTERM
)

// usageError is a fault of how the program was called.
type usageError struct {
	err    error
	remedy string
}

func (e *usageError) Error() string {
	if e.remedy == "" {
		return e.err.Error()
	}
	return e.err.Error() + "; " + e.remedy
}

func (e *usageError) Unwrap() error { return e.err }

// statusError ends the program with a code and no further message: the report
// was written and its summary said all.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// exitCode maps an error to the program's exit status.
func exitCode(err error) int {
	var (
		usage    *usageError
		conf     *config.Error
		input    *decision.InputError
		signals  *catalogue.Error
		parts    *extract.PartsError
		foreign  *cache.ForeignError
		openKey  *pseudonym.OpenKeyError
		finished statusError
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &finished):
		return int(finished)
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &conf), errors.As(err, &input), errors.As(err, &signals), errors.As(err, &parts), errors.As(err, &foreign), errors.As(err, &openKey):
		return exitUsage
	}
	return exitFailed
}

// report prints an error for people: one line per fault, each with the program's name.
func report(stderr io.Writer, err error) {
	var finished statusError
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
