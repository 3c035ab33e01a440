package appendix

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/bookstest"
)

func render(t *testing.T, b *reports.Book) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(context.Background(), &buf, b); err != nil {
		t.Fatalf("WriteWorkbook: %v", err)
	}
	return buf.Bytes()
}

// openCases renders and opens the workbooks of all cases once, for the tests that
// only read them.
var openCases = sync.OnceValues(func() (map[string]*excelize.File, error) {
	files := map[string]*excelize.File{}
	for name, b := range bookstest.Cases() {
		var buf bytes.Buffer
		if err := Write(context.Background(), &buf, b); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		f, err := excelize.OpenReader(&buf)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files[name] = f
	}
	return files, nil
})

func allCases(t *testing.T) map[string]*excelize.File {
	t.Helper()
	files, err := openCases()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWriteSamples leaves the workbooks of all cases in the folder of
// WEAKSIGNAL_WRITE_SAMPLES, for a person to look at.
func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("WEAKSIGNAL_WRITE_SAMPLES")
	if dir == "" {
		t.Skip("WEAKSIGNAL_WRITE_SAMPLES is not set")
	}
	for name, b := range bookstest.Cases() {
		if err := os.WriteFile(filepath.Join(dir, name+".xlsx"), render(t, b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryCaseOpens: the first sheet says of which run the workbook is.
func TestEveryCaseOpens(t *testing.T) {
	for name, f := range allCases(t) {
		t.Run(name, func(t *testing.T) {
			line, err := f.GetCellValue(f.GetSheetList()[0], "A2")
			if err != nil || !strings.Contains(line, bookstest.Run().ID) {
				t.Errorf("the first sheet says %q, %v", line, err)
			}
		})
	}
}

// TestWriteRecord renders the record that WEAKSIGNAL_RECORD names beside it, for a person
// to look at.
func TestWriteRecord(t *testing.T) {
	file := os.Getenv("WEAKSIGNAL_RECORD")
	if file == "" {
		t.Skip("WEAKSIGNAL_RECORD is not set")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := &reports.Book{Result: &result.Result{}}
	if err := json.Unmarshal(data, b.Result); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(file), "appendix.xlsx"), render(t, b), 0o600); err != nil {
		t.Fatal(err)
	}
}
