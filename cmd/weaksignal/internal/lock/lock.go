// Package lock keeps two runs from writing to one output folder at the same time,
// however they spell its path and whatever state folder, container or mount they see
// it from: a file in the state folder says who holds it, and the folder itself is locked.
// The operating system releases the lock when its process ends, however it ends,
// so a crash or a kill never blocks the next run.
package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Held is returned where another process has the lock.
type Held struct {
	// Holder is what the other process wrote: "pid 4711, started 2026-11-22T17:30:00Z".
	Holder string
}

func (e *Held) Error() string {
	return fmt.Sprintf("another run is active (%s) and writes to the same output folder; wait for it, or choose another --out", e.Holder)
}

// Lock is held until Release or the end of the process.
type Lock struct {
	file *flock.Flock
	// folder is the output folder, once it is there.
	folder *flock.Flock
}

// Acquire takes the lock of an output folder, kept in the state folder, which it
// makes (0700) if missing. Where another process has it, and keeps it for longer than a
// killed process takes to end, the error is a [*Held].
func Acquire(state, out string, now time.Time) (*Lock, error) {
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, fmt.Errorf("make the state folder: %w", err)
	}
	out = realPath(out)
	sum := sha256.Sum256([]byte(out))
	path := filepath.Join(state, "lock-"+hex.EncodeToString(sum[:6]))
	file := flock.New(path, flock.SetPermissions(0o600))
	ok, err := try(file)
	if err != nil {
		return nil, fmt.Errorf("lock the state folder: %w", err)
	}
	holder := path + ".holder"
	if !ok {
		return nil, &Held{note(holder)}
	}
	// The note stands in a file of its own, because a locked file cannot be read
	// by others on Windows.
	text := fmt.Sprintf("pid %d, started %s\n", os.Getpid(), now.UTC().Format(time.RFC3339))
	if err := os.WriteFile(holder, []byte(text), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the state folder: %w", err), file.Unlock())
	}
	return &Lock{file: file}, nil
}

// dying is what a process that was killed, or whose supervisor was, may take to end.
const dying = 500 * time.Millisecond

func try(file *flock.Flock) (bool, error) {
	for began := time.Now(); ; time.Sleep(dying / 20) {
		if ok, err := file.TryLock(); ok || err != nil || time.Since(began) > dying {
			return ok, err
		}
	}
}

// Folder locks the output folder itself, which must be there, without writing anything
// to it. Where a file system or the operating system locks no folders, the lock of
// Acquire is all there is.
func (l *Lock) Folder(out string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder := flock.New(out, flock.SetFlag(os.O_RDONLY))
	ok, err := try(folder)
	switch {
	case err != nil:
		return nil
	case !ok:
		return &Held{"with another state folder, or in another container"}
	}
	l.folder = folder
	return nil
}

// realPath is the path without links, of what exists of it.
func realPath(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	rest := ""
	for at := path; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		}
		if at == filepath.Dir(at) {
			return path
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

// note reads who holds the lock. A holder that has just started may not have
// written it yet: wait for it a moment.
func note(path string) string {
	for range 20 {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			return strings.TrimSpace(string(text))
		}
		time.Sleep(25 * time.Millisecond)
	}
	return "pid unknown, just started"
}

// Release gives the lock back. The files stay: removing them would let two
// processes lock two different files of one name.
func (l *Lock) Release() error {
	var err error
	if l.folder != nil {
		err = l.folder.Unlock()
	}
	return errors.Join(err, l.file.Unlock())
}
