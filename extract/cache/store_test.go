package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// idOf is the id of an entry, by its first letters and its ending.
func idOf(short string) string {
	start, ending, _ := strings.Cut(short, ".")
	if ending != "" {
		ending = "." + ending
	}
	return start + strings.Repeat("0", 64-len(start)) + ending
}

func open(t *testing.T, dir, generation string) *Store {
	t.Helper()
	s, err := Open(dir, generation, []byte("0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *Store, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := s.Put(idOf(id), []byte("payload of "+id)); err != nil {
			t.Fatal(err)
		}
	}
}

func has(s *Store, id string) bool {
	payload, ok := s.Get(idOf(id))
	return ok && string(payload) == "payload of "+id
}

func TestEntriesOfAnotherGenerationAreNotSeen(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir, "one"), "aa11")
	two := open(t, dir, "two")
	if has(two, "aa11") || !two.Superseded() {
		t.Error("a stale entry is trusted, or nobody is told")
	}
	if one := open(t, dir, "one"); !has(one, "aa11") || one.Superseded() {
		t.Error("the entry of this generation is lost")
	}
}

func TestDamagedEntriesAreRemoved(t *testing.T) {
	for name, damage := range map[string]func(path string, data []byte) []byte{
		"cut":     func(_ string, d []byte) []byte { return d[:len(d)-3] },
		"empty":   func(string, []byte) []byte { return nil },
		"flipped": func(_ string, d []byte) []byte { d[len(d)-1] ^= 1; return d },
		"swapped": func(path string, _ []byte) []byte {
			other, err := os.ReadFile(filepath.Join(filepath.Dir(path), idOf("aa22")))
			if err != nil {
				panic(err)
			}
			return other
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir(), "g")
			put(t, s, "aa11", "aa22")
			path := s.path(idOf("aa11"))
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(path, data), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, ok := s.Get(idOf("aa11")); ok || s.Damaged() != 1 {
				t.Errorf("a damaged entry is trusted (%d counted)", s.Damaged())
			}
			if _, err := os.Stat(path); !os.IsNotExist(err) {
				t.Error("the damaged entry is still there")
			}
			if !has(s, "aa22") {
				t.Error("its neighbour is lost")
			}
		})
	}
}

func TestKeepDropsWhatLeftItsFolder(t *testing.T) {
	dir := t.TempDir()
	old, s := open(t, dir, "old"), open(t, dir, "new")
	put(t, old, "aa11", "bb22")
	put(t, s, "aa11", "bb22", "cc33")
	keep := func(folder string, ids ...string) {
		t.Helper()
		for i := range ids {
			ids[i] = idOf(ids[i])
		}
		if err := s.Keep(folder, "", slices.Values(ids)); err != nil {
			t.Fatal(err)
		}
	}
	keep("f1", "aa11", "bb22", "cc33")
	keep("f2", "bb22")
	keep("f1", "cc33")
	if has(s, "aa11") || has(old, "aa11") {
		t.Error("the entry of a document that is gone is still there")
	}
	if !has(s, "bb22") || !has(s, "cc33") {
		t.Error("an entry of a document that is there is lost")
	}
}

func TestSweepByAge(t *testing.T) {
	s := open(t, t.TempDir(), "g")
	put(t, s, "aa11", "bb22")
	orphan := filepath.Join(s.entries(), "aa", temporary+"1")
	if err := os.WriteFile(orphan, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for path, age := range map[string]time.Duration{s.path(idOf("aa11")): maxAge + time.Hour, s.path(idOf("bb22")): maxAge - time.Hour, orphan: 48 * time.Hour} {
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sweep(now); err != nil {
		t.Fatal(err)
	}
	if has(s, "aa11") || !has(s, "bb22") {
		t.Error("want the entry over ninety days gone and the younger one there")
	}
	if _, err := os.Stat(orphan); !os.IsNotExist(err) {
		t.Error("what a killed process left is still there")
	}
}

func TestForgetTakesEveryGeneration(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir, "one"), "aa11", "aa11.md", "aa12")
	put(t, open(t, dir, "two"), "aa11")
	if n, err := Forget(dir, idOf("aa11")); n != 3 || err != nil {
		t.Errorf("removed %d, %v; want 3", n, err)
	}
	if !has(open(t, dir, "one"), "aa12") {
		t.Error("the entry of another document is lost")
	}
}

func TestTwoWritersAndAReader(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 3 {
		s := open(t, dir, "g")
		wg.Go(func() {
			for i := range 200 {
				id := idOf(fmt.Sprintf("aa%d", i%10))
				if err := s.Put(id, []byte("payload of "+id)); err != nil {
					t.Error(err)
				}
				if payload, ok := s.Get(id); ok && !bytes.Equal(payload, []byte("payload of "+id)) {
					t.Errorf("%s: %q", id, payload)
				}
			}
			if s.Damaged() > 0 {
				t.Errorf("%d entries read half", s.Damaged())
			}
		})
	}
	wg.Wait()
}

func TestPrivateFiles(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "c"), "g")
	put(t, s, "aa11")
	if err := s.Keep("f", "", slices.Values([]string{idOf("aa11")})); err != nil {
		t.Fatal(err)
	}
	err := filepath.Walk(s.dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().Perm()&0o077 != 0 && !strings.Contains(os.Getenv("OS"), "Windows") {
			t.Errorf("%s: mode %v, want it closed to others", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
