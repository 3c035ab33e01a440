//go:build unix

package regular

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestNothingButRegularFilesIsOpened(t *testing.T) {
	dir := t.TempDir()
	file, link, pipe := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "pipe")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink("file", link), syscall.Mkfifo(pipe, 0o600)); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { _, err := Open(pipe); done <- err }()
	select {
	case err := <-done:
		if !errors.Is(err, ErrKind) {
			t.Errorf("a pipe: %v, want ErrKind", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("opening a pipe waits")
	}
	if _, err := Open(dir); !errors.Is(err, ErrKind) {
		t.Errorf("a folder: %v", err)
	}
	if f, err := Open(link); err != nil {
		t.Errorf("a link that a person named: %v", err)
	} else {
		f.Close()
	}
	if _, err := OpenListed(link); err == nil {
		t.Error("a link in the place of a listed file was followed")
	}
}

func TestReadIsCapped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte(strings.Repeat("x", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := Read(file, 1000); err != nil || len(data) != 1000 {
		t.Errorf("at the limit: %d bytes, %v", len(data), err)
	}
	var size *SizeError
	if data, err := Read(file, 999); !errors.As(err, &size) || data != nil {
		t.Errorf("over the limit: %d bytes, %v; want a SizeError", len(data), err)
	}
	if err := os.Truncate(file, 1<<40); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	if _, err := Read(file, 1<<20); !errors.As(err, &size) {
		t.Errorf("a terabyte: %v", err)
	}
}
