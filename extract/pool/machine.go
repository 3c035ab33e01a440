package pool

import (
	"os"
	"strings"
	"syscall"
)

// MachineError says that this machine, as it is now, can't run reading processes: no
// document is at fault, and none may be blamed.
type MachineError struct {
	// Cause in one line.
	Cause string
	// final: another try would end in the same way.
	final bool
}

func (e *MachineError) Error() string {
	return "this machine cannot read documents now: " + e.Cause +
		"; no document is at fault and no report was written; give the run more memory and processes (ulimit, the limits of the container), or use fewer workers"
}

// endedFromOutside: a signal that no document can cause ended the process: the system
// took it for its memory, or somebody ended it.
func endedFromOutside(state *os.ProcessState) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() {
		return false
	}
	switch status.Signal() {
	case syscall.SIGKILL, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT:
		return true
	}
	return false
}

// ofTheMachine tells what the Go runtime says when the system refuses what a process
// needs to run at all, from what a document makes it ask for.
func ofTheMachine(said string) bool {
	for _, words := range []string{
		"failed to create new OS thread", "pthread_create failed", "resource temporarily unavailable", "Resource temporarily unavailable",
		"too many open files", "cannot allocate heap metadata", "failed to reserve page summary", "failed to allocate guard page",
	} {
		if strings.Contains(said, words) {
			return true
		}
	}
	return false
}
