package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/document"
)

const namedText = resumeText + `
PROJECTS
Ana Example: Kaggle Expert, https://www.kaggle.com/anaexample, tel. 555-0142
Maintainer of an open-source library, released on PyPI by A. Exámple and anaexample42, see https://exampleana.example/code
`

// TestAgainMasksEvidence: words of evidence come masked by the names of the document
// itself, of its file and of the caller, cached or not.
func TestAgainMasksEvidence(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"Ana Filename CV.txt": namedText + "Open-source maintainer with Zorilla and Filename of three public libraries, released in 2020\n"})
	opt := testOptions()
	opt.CacheDir = filepath.Join(t.TempDir(), "cache")
	first := mustBatch(t, opt, dir)
	entries := len(cacheFiles(t, opt.CacheDir))
	opt.KeepEvidence, opt.MaskEvidence = true, true
	opt.KnownNames = func(path string) []string {
		if path != first[0].Path {
			t.Errorf("names are asked of %s, want %s", path, first[0].Path)
		}
		return []string{"Zoe Zorilla", "ana.example@example.org"}
	}
	again, err := Again(t.Context(), pointers(first), opt)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, f := range again[0].Profile.Reading.Findings {
		for _, e := range append(f.Evidence, f.NearMisses...) {
			words = append(words, e.Text)
		}
	}
	all := strings.Join(words, "\n")
	if len(words) < 4 || !strings.Contains(all, "Kaggle Expert") || !strings.Contains(all, "[name]") {
		t.Fatalf("evidence %q", all)
	}
	for _, secret := range []string{"Ana", "Example", "Exámple", "anaexample", "Zorilla", "Filename", "555-0142", "exampleana"} {
		if strings.Contains(all, secret) {
			t.Errorf("the evidence holds %q: %q", secret, all)
		}
	}
	if n := len(cacheFiles(t, opt.CacheDir)); n != entries {
		t.Errorf("%d cache entries, want the %d from before", n, entries)
	}
}

func TestAgainSeesAChangedFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"ana.txt": namedText})
	first := mustBatch(t, testOptions(), dir)
	if err := os.WriteFile(filepath.Join(dir, "ana.txt"), []byte(resumeText), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := Again(t.Context(), pointers(first), testOptions())
	if err != nil || again[0].Profile.Status != document.Unreadable || len(again[0].Profile.Reading.Findings) > 0 {
		t.Errorf("%+v, %v: want the changed file unreadable", again[0].Profile, err)
	}
}

func pointers(docs []Document) []*Document {
	out := make([]*Document, len(docs))
	for i := range docs {
		out[i] = &docs[i]
	}
	return out
}
