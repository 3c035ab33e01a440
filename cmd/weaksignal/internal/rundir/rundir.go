// Package rundir writes the reports of one run into a folder of their own, so
// that a reader sees all of them or none.
//
//  1. [Create] makes a hidden folder beside the final one.
//  2. Files are written there (0600, synced).
//  3. [Dir.Commit] renames it to its run id and points "latest" at it;
//     [Dir.Abort] removes it.
package rundir

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Latest is the name that points at the newest run.
const Latest = "latest"

// ErrExists is returned where the run id is taken.
var ErrExists = errors.New("a report of this run id exists")

// Dir is the folder of a run in the making.
type Dir struct {
	out, id, partial string
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
	partial, err := os.MkdirTemp(out, "."+id+".partial-")
	if err != nil {
		return nil, fmt.Errorf("write to the output folder: %w", err)
	}
	return &Dir{out: out, id: id, partial: partial}, nil
}

// Path of the finished folder.
func (d *Dir) Path() string { return filepath.Join(d.out, d.id) }

// Write makes one file of the run from what write puts out.
func (d *Dir) Write(name string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(filepath.Join(d.partial, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if closeErr := f.Close(); err == nil && closeErr != nil {
			err = fmt.Errorf("write %s: %w", name, closeErr)
		}
	}()
	if err := write(f); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// Commit gives the folder its name and points latest at it.
func (d *Dir) Commit() error {
	if _, err := os.Lstat(d.Path()); err == nil {
		return fmt.Errorf("%s: %w", d.Path(), ErrExists)
	}
	if err := os.Rename(d.partial, d.Path()); err != nil {
		return fmt.Errorf("finish the report: %w", err)
	}
	d.partial = ""
	if err := d.pointLatest(); err != nil {
		return fmt.Errorf("point %s at the report: %w", filepath.Join(d.out, Latest), err)
	}
	return nil
}

// Abort removes what was written so far; after Commit it does nothing.
func (d *Dir) Abort() error {
	if d.partial == "" {
		return nil
	}
	return os.RemoveAll(d.partial)
}

// pointLatest replaces latest by a link to the run, or by a file that names it
// where links are refused.
func (d *Dir) pointLatest() error {
	next := filepath.Join(d.out, "."+d.id+"."+Latest)
	if err := os.Symlink(d.id, next); err != nil {
		if err := os.WriteFile(next, []byte(d.id+"\n"), 0o600); err != nil {
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
