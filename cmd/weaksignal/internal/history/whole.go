package history

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"

	"weaksignal/extract/regular"
)

// GoodCopy is the copy of the history as the last run that could read it left it.
const GoodCopy = File + ".good"

// DamagedError says that the history cannot be read. It is never replaced: a new one
// would count looks from one again.
type DamagedError struct {
	Path, Reason string
	// Copy is the last good copy; "" if there is none.
	Copy string
}

func (e *DamagedError) Error() string {
	remedy := "restore it from a backup, or move it away to start a new one, in which looks count from 1"
	if e.Copy != "" {
		remedy = fmt.Sprintf("restore the last good copy: cp %q %q", e.Copy, e.Path)
	}
	return fmt.Sprintf("the history %s %s; %s", e.Path, e.Reason, remedy)
}

func damaged(path, reason string) error {
	e := &DamagedError{Path: path, Reason: reason}
	if good := filepath.Join(filepath.Dir(path), GoodCopy); checkFile(good) == "" {
		e.Copy = good
	}
	return e
}

// Layout of a meta page of bbolt (its internal/common/meta.go), of which a database has
// two: a header of 16 bytes, then these, in the byte order of the machine.
const (
	metaAt      = 16
	metaMagic   = 0xED0CDAED
	metaBytes   = 64 // with the checksum, the last eight
	pageSizeAt  = 8
	highWaterAt = 40
	checksumAt  = 56
)

// checkFile looks at a database before it is mapped: a page that a meta page speaks of
// and the file does not hold would end the process when it is touched. It gives what
// is wrong, "" for nothing.
func checkFile(path string) string {
	f, err := regular.Open(path)
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	if info.Size() == 0 {
		return "is empty"
	}
	// The second meta page stands at the page size, which any machine may have chosen.
	for at := int64(0); at < min(info.Size(), 1<<17); at = max(2*at, 512) {
		page := make([]byte, metaAt+metaBytes)
		if _, err := f.ReadAt(page, at); err != nil {
			break
		}
		meta := page[metaAt:]
		sum := fnv.New64a()
		sum.Write(meta[:checksumAt])
		if binary.NativeEndian.Uint32(meta) != metaMagic || binary.NativeEndian.Uint64(meta[checksumAt:]) != sum.Sum64() {
			continue
		}
		size, pages := int64(binary.NativeEndian.Uint32(meta[pageSizeAt:])), binary.NativeEndian.Uint64(meta[highWaterAt:])
		if size == 0 || pages > uint64(info.Size()/size) {
			return "is cut: it holds less than it says"
		}
		return ""
	}
	return "is damaged: it is no database"
}

// guard turns what a damaged page does to the reader, a panic or a fault of mapped
// memory, into an error.
func guard(path string, do func() error) (err error) {
	before := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(before)
	defer func() {
		if p := recover(); p != nil {
			err = damaged(path, fmt.Sprintf("is damaged: %v", p))
		}
	}()
	return do()
}

// create makes an empty database beside its place and links it there, so that it is
// whole or missing whatever happens; of two processes one wins.
func create(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return err
	}
	name := f.Name()
	defer os.Remove(name)
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bolt.Open(name, 0o600, &bolt.Options{Timeout: lockWait})
	if err != nil {
		return err
	}
	if err := errors.Join(db.Update(migrate), db.Sync(), db.Close()); err != nil {
		return err
	}
	if reason := checkFile(name); reason != "" {
		return fmt.Errorf("the new history %s: no space left on device?", reason)
	}
	if err := os.Link(name, path); err != nil && !errors.Is(err, fs.ErrExist) {
		// Where links are refused a rename is as good, but for a race with another first run.
		return os.Rename(name, path)
	}
	return nil
}

// keepCopy writes the database as it is now beside it, at once.
func (s *Store) keepCopy() error {
	f, err := os.CreateTemp(filepath.Dir(s.path), ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = s.db.View(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(filepath.Dir(s.path), GoodCopy))
}
