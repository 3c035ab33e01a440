package rundir

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// partialMark stands in the name of every folder in the making:
// .RUN-ID.partial-HOST-PID-RANDOM
const partialMark = ".partial-"

// host is the machine's name as part of a file name.
func host() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '/' || r == '\\' || r < ' ' {
			return '_'
		}
		return r
	}, name)
}

// removeStale removes the folders in the making whose process on this machine has
// ended. Those of other machines are left alone: only they know.
func removeStale(out string) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	form := regexp.MustCompile(`^\..+` + regexp.QuoteMeta(partialMark+host()) + `-([0-9]+)-[0-9]+$`)
	for _, e := range entries {
		m := form.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		if pid, err := strconv.Atoi(m[1]); err != nil || alive(pid) {
			continue
		}
		path := filepath.Join(out, e.Name())
		// In another container the process may run under a number that is none here: a
		// folder in the making is locked by whoever makes it.
		unlock, free := hold(path)
		if !free {
			continue
		}
		err := os.RemoveAll(path)
		unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

// alive tells whether a process of that id runs. A wrong yes keeps a folder for
// another day; it never says no of a process that runs. One that has ended and that
// nobody has asked for its status (a zombie, for ever where a container's first process
// asks nobody) does not run.
func alive(pid int) bool {
	if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil {
		// The name stands in brackets and may hold anything (proc(5)).
		if after := stat[bytes.LastIndexByte(stat, ')')+1:]; bytes.HasPrefix(after, []byte(" Z")) {
			return false
		}
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	if runtime.GOOS == "windows" {
		return true // finding it opened it
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}
