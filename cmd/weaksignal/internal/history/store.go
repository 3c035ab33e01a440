package history

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"weaksignal/audit/result"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// schemaVersion of the database. A newer one is refused, an older one migrated.
const schemaVersion = 2

// lockWait bounds the wait for another process that has the database open.
const lockWait = 5 * time.Second

// File is the name of the database in the state folder.
const File = "history.db"

// Entry is what history keeps of one run.
type Entry struct {
	// Key identifies series, period and inputs: equal keys are one point.
	Key string `json:"key"`
	// Series of audits that are compared with one another; "" = an entry of schema
	// version 1, which knew one series only.
	Series string           `json:"series"`
	Run    result.RunRecord `json:"run"`
	// Folder of the report when it was written.
	Folder string `json:"folder"`
	// Sums is the SHA-256 of the run's SHA256SUMS; "" in entries of earlier versions.
	Sums string      `json:"sums,omitempty"`
	Look result.Look `json:"look"`
}

// Store is the open database. It is not safe for use by several goroutines.
type Store struct {
	db   *bolt.DB
	path string
	// Fresh: the database was made just now.
	Fresh bool
}

// Names of the buckets and of the key of the version.
const (
	metaBucket = "meta"
	runsBucket = "runs" // start time + run id -> gzipped JSON of Entry
	keysBucket = "keys" // Entry.Key -> key in runsBucket
	versionKey = "schema"
)

// Open opens the database in the state folder, or makes it where there is none. One
// that cannot be read whole is a [*DamagedError], and so is a missing one of which a
// copy is left.
func Open(state string) (*Store, error) {
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, fmt.Errorf("make the state folder: %w", err)
	}
	s := &Store{path: filepath.Join(state, File)}
	if _, err := os.Lstat(s.path); errors.Is(err, fs.ErrNotExist) {
		if good := filepath.Join(state, GoodCopy); checkFile(good) == "" {
			return nil, &DamagedError{s.path, "is missing, though a copy of it is there", good}
		}
		if err := create(s.path); err != nil {
			return nil, fmt.Errorf("make the history %s: %w", s.path, err)
		}
		s.Fresh = true
	}
	if reason := checkFile(s.path); reason != "" {
		return nil, damaged(s.path, reason)
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) open() error {
	err := guard(s.path, func() (err error) {
		s.db, err = bolt.Open(s.path, 0o600, &bolt.Options{Timeout: lockWait})
		if errors.Is(err, bolterrors.ErrTimeout) {
			return fmt.Errorf("the history %s is in use by another run; try again when it has ended", s.path)
		}
		if err != nil {
			return damaged(s.path, "cannot be opened: "+err.Error())
		}
		err = s.current()
		if err == nil {
			_, err = s.List() // reads every page that counts
		}
		if err != nil {
			return fmt.Errorf("open the history %s: %w", s.path, err)
		}
		return nil
	})
	if err != nil && s.db != nil {
		s.db.Close() //nolint:errcheck // closed before, unless a damaged page broke off
	}
	return err
}

// current brings the schema up to date, and writes nothing where it is.
func (s *Store) current() error {
	version := ""
	err := s.db.View(func(tx *bolt.Tx) error {
		if meta := tx.Bucket([]byte(metaBucket)); meta != nil {
			version = string(meta.Get([]byte(versionKey)))
		}
		return nil
	})
	if err != nil || version == strconv.Itoa(schemaVersion) {
		return err
	}
	return s.db.Update(migrate)
}

// Close releases the database.
func (s *Store) Close() error { return s.db.Close() }

// Append keeps the entry. An entry of the same key is replaced; replaced tells so.
func (s *Store) Append(e Entry) (replaced bool, err error) {
	value, err := pack(e)
	if err != nil {
		return false, err
	}
	// What could be read so far is kept before it is written to.
	if err := s.keepCopy(); err != nil {
		return false, fmt.Errorf("append to the history: %w", err)
	}
	defer s.keepCopy() //nolint:errcheck // the copy of before stands then
	err = s.update(func(tx *bolt.Tx) error {
		runs, keys := tx.Bucket([]byte(runsBucket)), tx.Bucket([]byte(keysBucket))
		if old := keys.Get([]byte(e.Key)); old != nil {
			replaced = true
			if err := runs.Delete(old); err != nil {
				return err
			}
		}
		return errors.Join(keys.Put([]byte(e.Key), id(e)), runs.Put(id(e), value))
	})
	if err != nil {
		return false, fmt.Errorf("append to the history: %w", err)
	}
	return replaced, nil
}

// List gives all entries, the oldest start first.
func (s *Store) List() ([]Entry, error) {
	var all []Entry
	err := guard(s.path, func() error {
		return s.db.View(func(tx *bolt.Tx) (err error) {
			runs := tx.Bucket([]byte(runsBucket))
			if runs == nil || tx.Bucket([]byte(keysBucket)) == nil {
				return damaged(s.path, "is damaged: it has no list of runs")
			}
			all, err = entries(runs)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	return all, nil
}

func (s *Store) update(do func(*bolt.Tx) error) error {
	return guard(s.path, func() error { return s.db.Update(do) })
}

// id orders the entries by start.
func id(e Entry) []byte {
	return []byte(e.Run.StartedAt.UTC().Format("20060102T150405.000000000Z") + " " + e.Run.ID)
}

func entries(runs *bolt.Bucket) ([]Entry, error) {
	var all []Entry
	err := runs.ForEach(func(id, value []byte) error {
		e, err := unpack(value)
		if err != nil {
			return fmt.Errorf("entry %s: %w", id, err)
		}
		all = append(all, e)
		return nil
	})
	return all, err
}

// Prune forgets the runs that started before the limit and returns how many.
func (s *Store) Prune(before time.Time) (int, error) {
	all, err := s.List()
	if err != nil {
		return 0, err
	}
	n := 0
	defer s.keepCopy() //nolint:errcheck // what was to be forgotten stays in a copy until the next run
	err = s.update(func(tx *bolt.Tx) error {
		runs, keys := tx.Bucket([]byte(runsBucket)), tx.Bucket([]byte(keysBucket))
		for _, e := range all {
			if !e.Run.StartedAt.Before(before) {
				continue
			}
			id := bytes.Clone(keys.Get([]byte(e.Key)))
			if err := errors.Join(keys.Delete([]byte(e.Key)), runs.Delete(id)); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("prune the history: %w", err)
	}
	return n, nil
}

func pack(e Entry) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(z).Encode(e), z.Close()); err != nil {
		return nil, fmt.Errorf("append to the history: %w", err)
	}
	return b.Bytes(), nil
}

func unpack(value []byte) (e Entry, err error) {
	z, err := gzip.NewReader(bytes.NewReader(value))
	if err != nil {
		return e, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(text, &e)
}
