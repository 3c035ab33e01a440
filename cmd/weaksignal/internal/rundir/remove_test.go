package rundir

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRemoveTakesOnlyTheRun: what the sums list goes; what somebody laid beside it, or
// what a changed list names outside, stays.
func TestRemoveTakesOnlyTheRun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out [2026]")
	outside := filepath.Join(filepath.Dir(out), "cv.txt")
	made := func(id string) string {
		d, err := Create(out, id)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write("audit.json", func(w io.Writer) error { _, err := io.WriteString(w, "{}"); return err })
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Commit(); err != nil {
			t.Fatal(err)
		}
		return d.Path()
	}
	alone, noted := made("alone"), made("noted")
	for _, path := range []string{outside, filepath.Join(noted, "memo.docx")} {
		if err := os.WriteFile(path, []byte("kept"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sums, err := os.OpenFile(filepath.Join(noted, Sums), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(sums, "00  ../../cv.txt\n00  "+outside+"\n"); err != nil {
		t.Fatal(err)
	}
	sums.Close()
	if runs, err := Runs(out); err != nil || len(runs) != 2 {
		t.Fatalf("runs %v, %v; want two", runs, err)
	}
	if left, err := Remove(alone); err != nil || left != nil {
		t.Errorf("left %v, %v", left, err)
	}
	if _, err := os.Stat(alone); !os.IsNotExist(err) {
		t.Error("the folder of a removed run is still there")
	}
	if left, err := Remove(noted); err != nil || !slices.Equal(left, []string{"memo.docx"}) {
		t.Errorf("left %v, %v; want the memo", left, err)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error("a file outside the run is gone")
	}
}
