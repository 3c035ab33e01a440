package inputs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// TestExportChangesWhileItIsRead: hash and content of an input must be of one state.
func TestExportChangesWhileItIsRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "export.csv")
	if err := os.WriteFile(file, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := steady([]File{{"decisions", file}}, func() error { return os.WriteFile(file, []byte("half and half"), 0o600) })
	if err == nil || exit.Code(err) != exit.Failed || !strings.Contains(err.Error(), "export.csv was changed while it was read; start again when it is complete") {
		t.Errorf("%v: want a failure that names the file", err)
	}
	records, err := steady([]File{{"decisions", file}}, func() error { return nil })
	if err != nil || len(records) != 1 || records[0].Bytes != 13 {
		t.Errorf("an unchanged file: %+v, %v", records, err)
	}
}
