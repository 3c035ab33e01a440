package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
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

// Keep records the ids of the documents that stand in a folder now, and removes
// entries, of every generation, whose documents were in it and now are in no
// recorded folder. The name of a folder must not tell its path. A part names the
// share of the folder that the ids are of, "" for all of it, which takes the place
// of its parts.
func (s *Store) Keep(folder, part string, ids []string) error {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	name := folder
	var parts []string
	if part != "" {
		name = folder + partMark + part
	} else {
		parts, _ = filepath.Glob(filepath.Join(s.dir, "folders", folder+partMark+"*"))
	}
	before := s.folder(name)
	for _, path := range parts {
		before = append(before, s.folder(filepath.Base(path))...)
	}
	if err := s.write(filepath.Join(s.dir, "folders", name), name, []byte(strings.Join(ids, "\n"))); err != nil {
		return err
	}
	for _, path := range parts {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return s.drop(before, ids)
}

// drop removes the entries that stood in a record and now stand in none.
func (s *Store) drop(before, now []string) error {
	gone := slices.DeleteFunc(before, func(id string) bool {
		_, found := slices.BinarySearch(now, id)
		return found
	})
	if len(gone) == 0 {
		return nil
	}
	kept := s.elsewhere()
	for _, id := range gone {
		if !kept[id] {
			if _, err := Remove(s.dir, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// folder lists the ids recorded for a folder; none if the record is damaged.
func (s *Store) folder(name string) []string {
	data, err := os.ReadFile(filepath.Join(s.dir, "folders", name))
	if err != nil {
		return nil
	}
	// The record outlives a generation, so that its MAC is not checked: a wrong id
	// costs one document's reading.
	_, list, _ := strings.Cut(string(data), "\n")
	return strings.Fields(list)
}

func (s *Store) elsewhere() map[string]bool {
	kept := map[string]bool{}
	folders, _ := os.ReadDir(filepath.Join(s.dir, "folders"))
	for _, f := range folders {
		if strings.HasPrefix(f.Name(), temporary) {
			continue
		}
		for _, id := range s.folder(f.Name()) {
			kept[id] = true
		}
	}
	return kept
}

// Remove deletes the entries of every generation whose id begins with prefix, and
// says how many there were. It is how one person's document is forgotten.
func Remove(dir, prefix string) (int, error) {
	if len(prefix) < 2 {
		return 0, nil
	}
	pattern := filepath.Join(dir, "entries", "*", prefix[:2], prefix+"*")
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Sweep removes entries over maxAge, of every generation, and what killed
// processes left, at most once a day.
func (s *Store) Sweep(now time.Time) error {
	marker := filepath.Join(s.dir, swept)
	if info, err := os.Stat(marker); err == nil && now.Sub(info.ModTime()) < sweepEvery {
		return nil
	}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == marker {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // another process was faster
		}
		age := now.Sub(info.ModTime())
		if age > maxAge || strings.HasPrefix(d.Name(), temporary) && age > sweepEvery {
			return os.Remove(path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.write(marker, swept, nil); err != nil {
		return err
	}
	return os.Chtimes(marker, now, now)
}
