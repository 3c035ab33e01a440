package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// What would stop the audit stops check.
func TestCheckStopsWithoutTheOCRThatIsRequired(t *testing.T) {
	dir := newPool(t)
	config := "documents:\n  ocr: require\n" + smallConfig
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	t.Setenv("PATH", t.TempDir())
	for _, verb := range []string{"check", "audit"} {
		var stdout, stderr bytes.Buffer
		got := program(context.Background(), []string{verb}, []string{"HOME=" + dir}, strings.NewReader(""), &stdout, &stderr)
		if got != exit.BadUsage || !strings.Contains(stderr.String(), "documents.ocr is require") {
			t.Errorf("%s ended with %d and said %q; want %d and that OCR is required", verb, got, stderr.String(), exit.BadUsage)
		}
	}
}
