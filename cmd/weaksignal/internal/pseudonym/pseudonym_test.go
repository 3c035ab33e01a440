package pseudonym

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"testing"
)

func TestKeyIsMadeOnceAndKept(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	var wg sync.WaitGroup
	names := make([]string, 8)
	for i := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			key, err := Load(state)
			if err != nil {
				t.Error(err)
				return
			}
			names[i] = key.Applicant("4711")
		}()
	}
	wg.Wait()
	for _, n := range names {
		if n != names[0] {
			t.Fatalf("starts at once made different keys: %v", names)
		}
	}
	if !regexp.MustCompile(`^A-[A-Z2-7]{12}$`).MatchString(names[0]) {
		t.Errorf("pseudonym %q has another form", names[0])
	}
	entries, _ := os.ReadDir(state)
	if len(entries) != 2 {
		t.Errorf("the state folder holds %v, want the key and the mark alone", entries)
	}
	info, err := os.Stat(filepath.Join(state, "key"))
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the key = %v, want 0600", info.Mode().Perm())
	}
}

func TestPseudonymsDifferByKindKeyAndText(t *testing.T) {
	a, err := Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range []string{a.Applicant("x"), a.Applicant("y"), a.Screener("x"), a.Document("x"), b.Applicant("x")} {
		if seen[name[2:]] {
			t.Errorf("%q repeats", name)
		}
		seen[name[2:]] = true
	}
	if got := a.Screener(""); got != "" {
		t.Errorf("pseudonym of an unknown screener = %q, want none", got)
	}
}

func TestDamagedKeyIsNotReplaced(t *testing.T) {
	state := t.TempDir()
	path := filepath.Join(state, "key")
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(state); err == nil {
		t.Fatal("a damaged key was accepted")
	}
	if text, _ := os.ReadFile(path); string(text) != "short" {
		t.Error("a damaged key was overwritten")
	}
}
