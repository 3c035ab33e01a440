package simulate

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestAFailedPoolLeavesNothing(t *testing.T) {
	fault := errors.New("disk full")
	for _, existed := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "pool")
		if existed {
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		err := allOrNothing(dir, func(dir string) error {
			if err := os.WriteFile(filepath.Join(dir, "part"), []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			return fault
		})
		if !errors.Is(err, fault) {
			t.Errorf("got %v", err)
		}
		entries, err := os.ReadDir(dir)
		if existed && (err != nil || len(entries) > 0) || !existed && err == nil {
			t.Errorf("existed before: %v; now: %v, %v", existed, entries, err)
		}
	}
}

func TestANonEmptyFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := populate(t, parse(t, "applicants: 10\nrequisitions: 1\nrate: 0.5\n"))
	if _, err := p.WriteTablePool(context.Background(), dir); !errors.Is(err, errNotEmpty) {
		t.Errorf("got %v, want errNotEmpty", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}
}
