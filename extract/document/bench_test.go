package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
)

// benchFiles are one résumé in each format, the PDFs by producer: the engine that
// reads a PDF depends on it.
func benchFiles(b *testing.B) []string {
	b.Helper()
	var files []string
	for _, pattern := range []string{"testdata/*.pdf", "testdata/*.docx", "testdata/*.odt", "testdata/*.rtf", "testdata/*.html"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			b.Fatalf("%s: %v, %v", pattern, found, err)
		}
		files = append(files, found...)
	}
	return files
}

// BenchmarkRead reads one document over and over, each format and each PDF
// producer for itself, with engines that run already.
func BenchmarkRead(b *testing.B) {
	for _, path := range benchFiles(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(path), func(b *testing.B) { benchRead(b, path, data) })
	}
	text := strings.Repeat("Maintained the ingestion service with Python and SQL.\n\n- Reviewed code\n", 40)
	for _, name := range []string{"resume.txt", "resume.md"} {
		b.Run(name, func(b *testing.B) { benchRead(b, name, []byte(text)) })
	}
}

func benchRead(b *testing.B, name string, data []byte) {
	r := NewReader(Engines{CompileCache: b.TempDir()})
	defer r.Close()
	if _, err := r.Read(b.Context(), data, name, draft.DefaultLimits(), false); err != nil { // starts the engine
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Read(b.Context(), data, name, draft.DefaultLimits(), false); err != nil {
			b.Fatal(err)
		}
	}
}
