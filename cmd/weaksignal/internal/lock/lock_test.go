package lock

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

func TestStateBelowAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(filepath.Join(file, "state"), "out", start); err == nil {
		t.Error("a state folder below a file was locked")
	}
}
