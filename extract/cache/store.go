package cache

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
)

// Store is a folder of entries, one small file each. Plain files and not a
// database: a rename is atomic for any number of processes, a kill at any moment
// leaves at most a temporary file, one damaged entry costs itself alone, and
// forgetting a person is deleting a file.
//
// Whatever the cache removes is a regular file in one of these places, of the form
// of its names, in a folder that bears its mark; no name is taken from a file that
// this program did not sign.
//
//	<dir>/CACHEDIR.TAG                         the mark
//	<dir>/entries/<generation>/<id[:2]>/<id>   MAC, newline, payload
//	<dir>/folders/<name>                       MAC, newline, ids of its documents
type Store struct {
	dir        string
	generation string
	key        []byte
	damaged    atomic.Int64
	fresh      bool
}

// Open takes the folder and makes it if needed; the error is a [*ForeignError] where
// it is not a cache's. The generation names everything that entries
// depend on; entries of another one are not seen. The key signs entries, so that
// what another program wrote or swapped is taken for damaged.
func Open(dir, generation string, key []byte) (*Store, error) {
	s := &Store{dir: dir, generation: generation, key: key}
	if err := Folder().Take(dir); err != nil {
		return nil, err
	}
	_, err := os.Lstat(s.entries())
	s.fresh = errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(s.entries(), 0o700); err != nil {
		return nil, fmt.Errorf("cache %s: %w", dir, err)
	}
	if err := os.MkdirAll(filepath.Join(dir, foldersDir), 0o700); err != nil {
		return nil, fmt.Errorf("cache %s: %w", dir, err)
	}
	return s, nil
}

func (s *Store) entries() string { return filepath.Join(s.dir, entriesDir, s.generation) }

func (s *Store) path(id string) string { return filepath.Join(s.entries(), id[:min(2, len(id))], id) }

// Superseded reports whether the cache has entries, but of other generations only.
func (s *Store) Superseded() bool {
	if !s.fresh {
		return false
	}
	others, err := os.ReadDir(filepath.Join(s.dir, entriesDir))
	return err == nil && len(others) > 1
}

// Damaged is how many entries were found damaged and removed since Open.
func (s *Store) Damaged() int { return int(s.damaged.Load()) }

// Get returns the payload of an entry. A damaged entry is removed and counted.
func (s *Store) Get(id string) ([]byte, bool) {
	path := s.path(id)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	payload, ok := s.verify(id, data)
	if !ok {
		s.damaged.Add(1)
		_ = os.Remove(path)
	}
	return payload, ok
}

// Put writes an entry.
func (s *Store) Put(id string, payload []byte) error {
	if !entryForm.MatchString(id) {
		return fmt.Errorf("cache entry %q: no id of one", id)
	}
	return s.write(s.path(id), s.mac(id, payload), payload)
}

// write replaces a file at once. It is not synced: a power cut may leave it
// empty, which the MAC shows, and the document is read again.
func (s *Store) write(path, mac string, payload []byte) error {
	return s.writeAll(path, mac, func(to io.Writer) error {
		_, err := to.Write(payload)
		return err
	})
}

func (s *Store) writeAll(path, mac string, payload func(io.Writer) error) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("write cache entry: %w", err)
	}
	f, err := os.CreateTemp(dir, temporary+"*")
	if err != nil {
		return fmt.Errorf("write cache entry: %w", err)
	}
	out := bufio.NewWriter(f)
	_, err = io.WriteString(out, mac+"\n")
	if err == nil {
		err = errors.Join(payload(out), out.Flush())
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("write cache entry: %w", err)
	}
	return nil
}

func (s *Store) mac(id string, payload []byte) string {
	h := hmac.New(sha256.New, s.key)
	fmt.Fprintf(h, "cache\x00%s\x00%s\x00", s.generation, id)
	h.Write(payload)
	return hex.EncodeToString(h.Sum(nil))
}

// recordHash starts the MAC of the record of a folder, which outlives a generation.
func (s *Store) recordHash(name string) hash.Hash {
	h := hmac.New(sha256.New, s.key)
	fmt.Fprintf(h, "cache folder\x00%s\x00", name)
	return h
}

func equal(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

func (s *Store) verify(id string, data []byte) ([]byte, bool) {
	mac, payload, ok := bytes.Cut(data, []byte("\n"))
	return payload, ok && hmac.Equal(mac, []byte(s.mac(id, payload)))
}
