package history

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// damage writes a history of three runs and lets something befall its file.
func damage(t *testing.T, befall func(path string, whole []byte) []byte) string {
	t.Helper()
	state := t.TempDir()
	s := open(t, state)
	for day := 1; day <= 3; day++ {
		if _, err := s.Append(entry(day)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(state, File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if after := befall(path, whole); after != nil {
		if err := os.WriteFile(path, after, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

func TestADamagedHistoryIsRefusedWithItsCopy(t *testing.T) {
	for name, befall := range map[string]func(string, []byte) []byte{
		"empty":              func(_ string, b []byte) []byte { return []byte{} },
		"cut to a page":      func(_ string, b []byte) []byte { return b[:os.Getpagesize()] },
		"cut in the middle":  func(_ string, b []byte) []byte { return b[:3*os.Getpagesize()+100] },
		"something else":     func(_ string, b []byte) []byte { return bytes.Repeat([]byte("text "), 5000) },
		"zeros after metas":  func(_ string, b []byte) []byte { clear(b[2*os.Getpagesize():]); return b },
		"noise after metas":  func(_ string, b []byte) []byte { return noise(b, 2*os.Getpagesize()) },
		"missing":            func(path string, _ []byte) []byte { os.Remove(path); return nil },
		"a folder":           func(path string, _ []byte) []byte { os.Remove(path); os.Mkdir(path, 0o700); return nil },
		"a hole of a page":   func(_ string, b []byte) []byte { clear(b[3*os.Getpagesize() : 4*os.Getpagesize()]); return b },
		"both metas damaged": func(_ string, b []byte) []byte { return noise(b[:], 0) },
	} {
		t.Run(name, func(t *testing.T) {
			state := damage(t, befall)
			s, err := Open(state)
			if err == nil {
				// Harmless: a page that held nothing any more.
				if got := ids(t, s); got != "run-1 run-2 run-3" {
					t.Errorf("opened with %q: runs are lost in silence", got)
				}
				s.Close()
				return
			}
			var bad *DamagedError
			if !errors.As(err, &bad) || bad.Copy == "" || !strings.Contains(err.Error(), "restore the last good copy: cp") {
				t.Fatalf("%v: want a DamagedError with the copy", err)
			}
			os.Remove(bad.Path) // the mapping of a process that found damage holds the old file's lock until its end
			copied, err := os.ReadFile(bad.Copy)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(bad.Path, copied, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := ids(t, open(t, state)); got != "run-1 run-2 run-3" {
				t.Errorf("the copy holds %q", got)
			}
		})
	}
}

// noise flips bytes from an offset on, the same ones each time.
func noise(b []byte, from int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	for i := from; i < len(b); i += 1 + random.IntN(40) {
		b[i] ^= byte(1 + random.IntN(255))
	}
	return b
}

func TestCreatedAtomically(t *testing.T) {
	state := t.TempDir()
	s := open(t, state)
	if !s.Fresh {
		t.Error("a new history is not told")
	}
	s.Close()
	if s = open(t, state); s.Fresh {
		t.Error("an old history is taken for new")
	}
	if left, _ := filepath.Glob(filepath.Join(state, ".tmp-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
