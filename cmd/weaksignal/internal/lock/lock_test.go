package lock

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC)

func TestSecondRunIsToldWhoHoldsTheLock(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	first, err := Acquire(state, "out", start)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(state, "out", start)
	var held *Held
	if !errors.As(err, &held) {
		t.Fatalf("second Acquire: %v, want *Held", err)
	}
	if want := fmt.Sprintf("pid %d, started 2026-11-22T17:30:00Z", os.Getpid()); !strings.Contains(err.Error(), want) {
		t.Errorf("message %q does not name %q", err, want)
	}
	other, err := Acquire(state, "elsewhere", start)
	if err != nil {
		t.Fatalf("another output folder: %v", err)
	}
	if err := other.Release(); err != nil {
		t.Error(err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Acquire(state, "out", start)
	if err != nil {
		t.Fatalf("after Release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}

// TestTheFolderIsLocked: by what it is, for every spelling and every state folder.
func TestTheFolderIsLocked(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders can't be locked there")
	}
	dir := t.TempDir()
	out, alias := filepath.Join(dir, "out"), filepath.Join(dir, "alias")
	if err := errors.Join(os.Mkdir(out, 0o700), os.Symlink("out", alias)); err != nil {
		t.Fatal(err)
	}
	first, err := Acquire(filepath.Join(dir, "state"), out, start)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Folder(out); err != nil {
		t.Fatal(err)
	}
	var held *Held
	for _, spelling := range []string{alias, out + "/../out/.", filepath.Join(dir, ".", "alias")} {
		if _, err := Acquire(filepath.Join(dir, "state"), spelling, start); !errors.As(err, &held) {
			t.Errorf("%s: %v, want *Held", spelling, err)
		}
	}
	second, err := Acquire(filepath.Join(dir, "other"), alias, start)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Folder(alias); !errors.As(err, &held) {
		t.Errorf("from another state folder: %v, want *Held", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if err := second.Folder(alias); err != nil {
		t.Errorf("after Release: %v", err)
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("the lock left %v", left)
	}
}

func TestStateBelowAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(filepath.Join(file, "state"), "out", start); err == nil {
		t.Error("a state folder below a file was locked")
	}
}
