//go:build unix

package extract

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"weaksignal/extract/document"
)

// TestAFolderThatChangesUnderTheRun: what was a file when the folder was listed is a
// pipe, a link or a giant when it is opened. Nothing waits, follows or reads it whole.
func TestAFolderThatChangesUnderTheRun(t *testing.T) {
	dir, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret.txt")
	write(t, filepath.Dir(secret), map[string]string{"secret.txt": resumeText})
	write(t, dir, map[string]string{"good.txt": resumeText, "giant.txt": "x", "link.txt": "x", "pipe.txt": "x"})
	listed, err := listFiles([]string{dir}, Shard{})
	if err != nil {
		t.Fatal(err)
	}
	defer listed.Close()
	b, err := newBatch(listed, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer b.pool.Close()
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.Remove(path("link.txt")), os.Symlink(secret, path("link.txt")), os.Remove(path("pipe.txt")), syscall.Mkfifo(path("pipe.txt"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path("giant.txt"), 1<<40); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	began := time.Now()
	err = b.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	docs, err := listed.all()
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %s", took)
	}
	want := map[string]document.Status{"good.txt": document.Read, "giant.txt": document.TooLarge, "link.txt": document.Unreadable, "pipe.txt": document.Unreadable}
	for _, d := range docs {
		if d.Profile.Status != want[d.Rel] {
			t.Errorf("%s: %s (%s), want %s", d.Rel, d.Profile.Status, d.Profile.Reason, want[d.Rel])
		}
		if d.Rel != "good.txt" && (d.Profile.SHA256 != "" || strings.Contains(d.Profile.Reason, dir)) {
			t.Errorf("%s: %+v", d.Rel, d.Profile)
		}
	}
}
