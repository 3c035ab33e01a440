// Package rundir writes the reports of one run into a folder of their own, so
// that a reader sees all of them or none.
//
//  1. [Create] removes what killed runs left and makes a hidden folder beside the
//     final one.
//  2. Files are written there (0600, synced) and hashed on the way.
//  3. [Dir.Commit] adds SHA256SUMS, renames the folder to its run id and points
//     "latest" at it; [Dir.Abort] removes it. [Dir.Withdraw] takes back what was
//     committed.
//  4. [Verify] holds a finished run against its SHA256SUMS; [Find], [All] and [Folder]
//     know where the files of a run stand, in runs of earlier versions too.
package rundir

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"weaksignal/cmd/weaksignal/internal/supervise"
)

// Sums is the file of a run that lists the SHA-256 of the others.
const Sums = "SHA256SUMS"

// Latest is the name that points at the newest run.
const Latest = "latest"

// Confidential is the folder of a run that holds what may not be handed on; names of
// its files begin with it and a slash.
const Confidential = "confidential"

// Rules is the folder in it that holds the views of rules.
const Rules = "rules"

// ErrExists is returned where the run id is taken.
var ErrExists = errors.New("a report of this run id exists")

// Dir is the folder of a run in the making.
type Dir struct {
	out, id, partial string
	sums             []string // lines of SHA256SUMS
	before           string   // the run that latest named before Commit; "" = none
	unlock           func()   // gives the folder in the making free
}

// Create makes the folder of the run id under out, which it creates (0700) if
// missing. It fails with ErrExists for a taken id, and where out cannot be written.
func Create(out, id string) (*Dir, error) {
	if err := os.MkdirAll(out, 0o700); err != nil {
		return nil, fmt.Errorf("create the output folder: %w", err)
	}
	if _, err := os.Lstat(filepath.Join(out, id)); err == nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(out, id), ErrExists)
	}
	if err := checkLatest(out); err != nil {
		return nil, err
	}
	if err := removeStale(out); err != nil {
		return nil, fmt.Errorf("remove what a killed run left: %w", err)
	}
	partial, err := os.MkdirTemp(out, fmt.Sprintf(".%s%s%s-%d-", id, partialMark, host(), os.Getpid()))
	if err != nil {
		return nil, fmt.Errorf("write to the output folder: %w", err)
	}
	supervise.Own(partial)
	d := &Dir{out: out, id: id, partial: partial}
	d.unlock, _ = hold(partial)
	return d, nil
}

// Path of the finished folder.
func (d *Dir) Path() string { return filepath.Join(d.out, d.id) }

// Write makes one file of the run from what write puts out. The name may begin with
// [Confidential] and a slash.
func (d *Dir) Write(name string, write func(io.Writer) error) (err error) {
	path := filepath.Join(d.partial, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if closeErr := f.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("write %s: %w", name, closeErr)
		}
	}()
	hash := sha256.New()
	if err := write(io.MultiWriter(f, hash)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	d.sums = append(d.sums, hex.EncodeToString(hash.Sum(nil))+"  "+name)
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// tempName is no file of a run.
const tempName = ".tmp"

// Temp makes a folder for what has to be laid aside while the run is made. It goes with
// Commit and Abort, and after a kill with the folder in the making.
func (d *Dir) Temp() (string, error) {
	path := filepath.Join(d.partial, tempName)
	if err := os.Mkdir(path, 0o700); err != nil {
		return "", fmt.Errorf("write to the output folder: %w", err)
	}
	return path, nil
}

// Commit gives the folder its name and points latest at it.
func (d *Dir) Commit() error {
	if _, err := os.Lstat(d.Path()); err == nil {
		return fmt.Errorf("%s: %w", d.Path(), ErrExists)
	}
	if err := d.writeSums(); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(d.partial, tempName)); err != nil {
		return fmt.Errorf("finish the report: %w", err)
	}
	if err := os.Rename(d.partial, d.Path()); err != nil {
		return fmt.Errorf("finish the report: %w", err)
	}
	d.partial = ""
	d.unlock()
	d.before, _ = Read(d.out) // none at the first run
	if err := d.pointLatest(d.id); err != nil {
		return errors.Join(fmt.Errorf("point %s at the report: %w", filepath.Join(d.out, Latest), err), d.Withdraw())
	}
	return nil
}

// writeSums lists the files in the form that `sha256sum -c` reads.
func (d *Dir) writeSums() error {
	sums := slices.Sorted(slices.Values(d.sums))
	return d.Write(Sums, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(sums, "\n")+"\n")
		return err
	})
}

// Abort removes what was written so far; after Commit it does nothing.
func (d *Dir) Abort() error {
	if d.partial == "" {
		return nil
	}
	defer d.unlock()
	return os.RemoveAll(d.partial)
}

// Withdraw takes a committed run back: latest names the run before again, and the
// folder goes. It is for a run that fails after its report was in place.
func (d *Dir) Withdraw() error {
	latest := filepath.Join(d.out, Latest)
	if now, err := Read(d.out); err == nil && now == d.id {
		if d.before != "" {
			err = d.pointLatest(d.before)
		} else {
			err = os.Remove(latest)
		}
		if err != nil {
			return fmt.Errorf("take the report back: %w", err)
		}
	}
	if err := os.RemoveAll(d.Path()); err != nil {
		return fmt.Errorf("take the report back: %w", err)
	}
	return nil
}

// pointLatest replaces latest by a link to a run, or by a file that names it where
// links are refused.
func (d *Dir) pointLatest(id string) error {
	// Named as a folder in the making, so that removeStale finds it after a kill.
	next := filepath.Join(d.out, fmt.Sprintf(".%s%s%s-%d-0", Latest, partialMark, host(), os.Getpid()))
	if err := os.Symlink(id, next); err != nil {
		if err := os.WriteFile(next, []byte(id+"\n"), 0o600); err != nil {
			return err
		}
	}
	return os.Rename(next, filepath.Join(d.out, Latest))
}

// Read returns the run id that latest names in out.
func Read(out string) (string, error) {
	name := filepath.Join(out, Latest)
	if target, err := os.Readlink(name); err == nil {
		return target, nil
	}
	text, err := os.ReadFile(name)
	return strings.TrimSpace(string(text)), err
}
