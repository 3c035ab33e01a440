package cache

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// long ago enough for every sweep.
func age(t *testing.T, paths ...string) {
	t.Helper()
	then := time.Now().Add(-2 * maxAge)
	for _, path := range paths {
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
}

func file(t *testing.T, path string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFolderOfSomethingElseIsRefused(t *testing.T) {
	for _, name := range []string{"key", "cv.pdf", "entries", "resumes/ana.txt", "CACHEDIR.TAG", ".hidden"} {
		dir := t.TempDir()
		path := file(t, filepath.Join(dir, filepath.FromSlash(name)))
		age(t, path)
		_, err := Open(dir, "g", []byte("0123456789abcdef"))
		if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) {
			t.Errorf("%s: %v, want a ForeignError", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%s: %v, %v: want the folder as it was", name, left, err)
		}
	}
}

func TestSweepTakesOnlyItsOwn(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	s := open(t, dir, "g")
	put(t, s, "aa11")
	own := s.path(idOf("aa11"))
	strange := []string{
		file(t, filepath.Join(dir, "notes.txt")), file(t, filepath.Join(dir, "entries", "cv.pdf")),
		file(t, filepath.Join(dir, "entries", "g", "aa", "cv.pdf")), file(t, filepath.Join(dir, "folders", "export.csv")),
		file(t, filepath.Join(dir, "old", "aa", idOf("aa11"))), file(t, filepath.Join(outside, "aa", idOf("aa11"))),
	}
	if err := os.Symlink(outside, filepath.Join(dir, "entries", "linked")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	age(t, append(strange, own)...)
	if err := s.Sweep(time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(own); !os.IsNotExist(err) {
		t.Error("an old entry is still there")
	}
	for _, path := range strange {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("swept away: %v", err)
		}
	}
}

// TestARecordDeletesNothingByItself: a list that this program did not sign, or of names
// that are no entries', has no part in what is deleted.
func TestARecordDeletesNothingByItself(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "cache"), "g")
	put(t, s, "aa11")
	victim := file(t, filepath.Join(dir, "victim"))
	list := idOf("aa11") + "\n../../../../victim\n" + victim
	mac := s.recordHash("f")
	mac.Write([]byte(list))
	for _, text := range []string{"mac\n" + list, hex.EncodeToString(mac.Sum(nil)) + "\n" + list} {
		if err := os.WriteFile(filepath.Join(s.dir, foldersDir, "f"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		forged := text[:3] == "mac"
		if err := s.Keep("f", "", slices.Values([]string(nil))); err != nil {
			t.Fatal(err)
		}
		if forged && !has(s, "aa11") {
			t.Error("a forged record deleted an entry")
		}
		if _, err := os.Stat(victim); err != nil {
			t.Fatal("a record deleted a file outside")
		}
	}
}
