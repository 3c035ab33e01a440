package resume

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/document"
)

func sample() *Document {
	return &Document{Name: "Zoë Quillmarrow", Contact: "zoe.quillmarrow@example.org (mobile) – Leeds", Sections: []Section{
		{"Experience", []string{"Data engineer, Fenbrook & Sons, Jan 2019 – Mar 2024", strings.Repeat("Moved reports into a warehouse. ", 30)}},
		{"Skills", []string{"python, sql, c++ <3 & more"}},
	}}
}

// Every format must be read back by the reader that audits use.
func TestFormatsAreReadBack(t *testing.T) {
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cv."+format)
			var first, second bytes.Buffer
			for _, w := range []*bytes.Buffer{&first, &second} {
				if err := Write(w, format, sample()); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Error("two writings differ")
			}
			if err := os.WriteFile(path, first.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			text := read(t, path)
			for _, want := range []string{"Zoë Quillmarrow", "zoe.quillmarrow@example.org (mobile) – Leeds", "Data engineer, Fenbrook & Sons, Jan 2019 – Mar 2024", "c++ <3 & more"} {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing in:\n%s", want, text)
				}
			}
		})
	}
}

func TestLongDocumentsHavePages(t *testing.T) {
	d := sample()
	for range 150 {
		d.Sections[0].Lines = append(d.Sections[0].Lines, "One more line")
	}
	d.Sections[0].Lines = append(d.Sections[0].Lines, "The very last line")
	path := filepath.Join(t.TempDir(), "long.pdf")
	var b bytes.Buffer
	if err := Write(&b, "pdf", d); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if text := read(t, path); !strings.Contains(text, "The very last line") {
		t.Error("the last page is missing")
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := Write(&bytes.Buffer{}, "odt", sample()); err == nil {
		t.Error("odt was written")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := document.NewReader(document.Engines{CompileCache: filepath.Join(os.TempDir(), "weaksignal-test-cache")})
	defer r.Close()
	text, err := r.Read(context.Background(), data, path, document.Limits{}, false)
	if err != nil {
		t.Fatal(err)
	}
	return text.Body
}
