package cache

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"weaksignal/extract/spill"
)

const (
	// maxAge of an entry, from when it was written.
	maxAge = 90 * 24 * time.Hour
	// sweepEvery is how often the ages are looked at.
	sweepEvery = 24 * time.Hour

	temporary = ".tmp-"
	swept     = "swept"
	partMark  = "."
)

// Forms of the names that the cache gives: nothing else in its folder is ever removed.
var (
	generationForm = regexp.MustCompile(`^[0-9a-z]{1,16}$`)
	startForm      = regexp.MustCompile(`^[0-9a-z]{2}$`)
	entryForm      = regexp.MustCompile(`^[0-9a-f]{64}(\.[0-9a-z]{1,8})?$`)
	recordForm     = regexp.MustCompile(`^[0-9a-z]{1,16}(\.[0-9]+-of-[0-9]+)?$`)
)

// Keep records the ids of the documents that stand in a folder now, and removes
// entries, of every generation, whose documents were in it and now are in no
// recorded folder. The name of a folder must not tell its path. A part names the
// share of the folder that the ids are of, "" for all of it, which takes the place
// of its parts.
func (s *Store) Keep(folder, part string, ids iter.Seq[string]) error {
	name := folder
	var parts []string
	if part != "" {
		name = folder + partMark + part
	} else {
		for _, record := range s.records() {
			if strings.HasPrefix(record, folder+partMark) {
				parts = append(parts, record)
			}
		}
	}
	if !recordForm.MatchString(name) {
		return fmt.Errorf("cache record %q: no name of one", name)
	}
	var all spill.Sorter // as many as documents: they are not held
	defer all.Close()
	for id := range ids {
		if err := all.Add(id, stands); err != nil {
			return err
		}
	}
	for _, record := range append(parts, name) {
		if err := s.eachOf(record, func(id string) error { return all.Add(id, stood) }); err != nil {
			return err
		}
	}
	gone, err := s.writeRecord(name, &all)
	if err != nil {
		return err
	}
	for _, record := range parts {
		if err := s.removeFile(path.Join(foldersDir, record)); err != nil {
			return err
		}
	}
	return s.drop(gone)
}

// What an id stands for when a record is written: a document that is there, or one of
// the record before.
const (
	stands int32 = iota
	stood
)

// writeRecord writes the ids that stand, each once, and gives the others.
func (s *Store) writeRecord(name string, all *spill.Sorter) (gone []string, err error) {
	lines := func(to io.Writer) error {
		last, some := "", false
		return all.Each(func(id []byte, what int32) error {
			if what != stands || some && string(id) == last {
				return nil
			}
			line := string(id)
			if some {
				line = "\n" + line
			}
			last, some = string(id), true
			_, err := io.WriteString(to, line)
			return err
		})
	}
	mac := s.recordHash(name)
	if err := lines(mac); err != nil {
		return nil, err
	}
	if err := s.writeAll(filepath.Join(s.dir, foldersDir, name), hex.EncodeToString(mac.Sum(nil)), lines); err != nil {
		return nil, err
	}
	standing := ""
	err = all.Each(func(id []byte, what int32) error {
		switch {
		case what == stands:
			standing = string(id)
		case string(id) != standing && (len(gone) == 0 || gone[len(gone)-1] != string(id)):
			gone = append(gone, string(id))
		}
		return nil
	})
	return gone, err
}

// drop removes the entries of documents that are gone from a folder and stand in none.
func (s *Store) drop(gone []string) error {
	if len(gone) == 0 {
		return nil
	}
	drop := make(map[string]bool, len(gone))
	for _, id := range gone {
		drop[id] = true
	}
	for _, name := range s.records() {
		err := s.eachOf(name, func(id string) error {
			delete(drop, id)
			return nil
		})
		if err != nil {
			return err
		}
	}
	_, err := remove(s.dir, func(id string) bool { return drop[id] }, starts(gone))
	return err
}

// records lists the records of folders.
func (s *Store) records() []string {
	entries, _ := os.ReadDir(filepath.Join(s.dir, foldersDir))
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && recordForm.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

// eachOf gives the ids recorded for a folder; none if this program did not write
// the record with this key: what is written in a file deletes nothing by itself.
func (s *Store) eachOf(name string, do func(id string) error) error {
	f, err := os.Open(filepath.Join(s.dir, foldersDir, name))
	if err != nil {
		return nil //nolint:nilerr // there is none
	}
	defer f.Close()
	in := bufio.NewReader(f)
	line, err := in.ReadString('\n')
	if err != nil {
		return nil //nolint:nilerr // no record
	}
	mac := s.recordHash(name)
	if _, err := io.Copy(mac, in); err != nil {
		return fmt.Errorf("read the cache record %q: %w", name, err)
	}
	if !equal(strings.TrimSuffix(line, "\n"), hex.EncodeToString(mac.Sum(nil))) {
		return nil
	}
	if _, err := f.Seek(int64(len(line)), io.SeekStart); err != nil {
		return fmt.Errorf("read the cache record %q: %w", name, err)
	}
	for ids := bufio.NewScanner(f); ids.Scan(); {
		if ids.Text() == "" {
			continue // an empty record
		}
		if err := do(ids.Text()); err != nil {
			return err
		}
	}
	return nil
}

// starts are the first letters of ids, by which entries lie in folders.
func starts(ids []string) []string {
	var all []string
	for _, id := range ids {
		if len(id) >= 2 {
			all = append(all, id[:2])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Forget removes the entries of one document, of every generation, by the id without
// its ending, and says how many there were.
func Forget(dir, id string) (int, error) {
	if !entryForm.MatchString(id) {
		return 0, fmt.Errorf("forget the cache entry %q: no id of one", id)
	}
	if err := Folder().Check(dir); err != nil {
		return 0, err
	}
	return remove(dir, func(entry string) bool { return entry == id || strings.HasPrefix(entry, id+".") }, starts([]string{id}))
}

// remove deletes the entries of every generation that gone tells, under the given
// first letters, and says how many there were.
func remove(dir string, gone func(id string) bool, starts []string) (int, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer root.Close()
	n := 0
	err = eachEntry(root, starts, func(name string, _ fs.DirEntry) error {
		if !gone(path.Base(name)) {
			return nil
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		n++
		return nil
	})
	return n, err
}

// eachEntry calls do for the regular files in the place and of the form of entries and
// of entries in the making. Links are not followed, and root lets no name lead out.
func eachEntry(root *os.Root, starts []string, do func(name string, d fs.DirEntry) error) error {
	for _, generation := range list(root, entriesDir, fs.ModeDir, generationForm) {
		folder := path.Join(entriesDir, generation.Name())
		for _, start := range list(root, folder, fs.ModeDir, startForm) {
			if starts != nil && !slices.Contains(starts, start.Name()) {
				continue
			}
			at := path.Join(folder, start.Name())
			for _, e := range append(list(root, at, 0, entryForm), list(root, at, 0, temporaryForm)...) {
				if err := do(path.Join(at, e.Name()), e); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// list gives the entries of a folder of one type and form; none where it cannot be read
// or is a link.
func list(root *os.Root, name string, mode fs.FileMode, form *regexp.Regexp) []fs.DirEntry {
	if info, err := root.Lstat(name); err != nil || !info.IsDir() {
		return nil
	}
	all, err := fs.ReadDir(root.FS(), name)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return e.Type() != mode || !form.MatchString(e.Name()) })
}

// removeFile removes a regular file of the cache.
func (s *Store) removeFile(name string) error {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Sweep removes entries over maxAge, of every generation, and what killed
// processes left, at most once a day.
func (s *Store) Sweep(now time.Time) error {
	marker := filepath.Join(s.dir, swept)
	if info, err := os.Lstat(marker); err == nil && now.Sub(info.ModTime()) < sweepEvery {
		return nil
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	old := func(name string, d fs.DirEntry) error {
		info, err := d.Info()
		if err != nil {
			return nil // another process was faster
		}
		age := now.Sub(info.ModTime())
		if age > maxAge || temporaryForm.MatchString(d.Name()) && age > sweepEvery {
			if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	}
	if err := eachEntry(root, nil, old); err != nil {
		return err
	}
	for _, form := range []*regexp.Regexp{recordForm, temporaryForm} {
		for _, e := range list(root, foldersDir, 0, form) {
			if err := old(path.Join(foldersDir, e.Name()), e); err != nil {
				return err
			}
		}
	}
	for _, e := range list(root, ".", 0, temporaryForm) {
		if err := old(e.Name(), e); err != nil {
			return err
		}
	}
	if err := s.write(marker, "", nil); err != nil {
		return err
	}
	return os.Chtimes(marker, now, now)
}
