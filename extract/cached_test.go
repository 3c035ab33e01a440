package extract

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// cacheFiles lists the entries in a cache folder.
func cacheFiles(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "entries", "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestCacheAnswersWhatIsUnchanged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"ana.txt": resumeText, "bad.pdf": "%PDF-1.4\nnothing", "ana.md": "# Other\n" + resumeText})
	opt := testOptions()
	opt.CacheDir = filepath.Join(t.TempDir(), "cache")
	first := mustBatch(t, opt, dir)
	if n := len(cacheFiles(t, opt.CacheDir)); n != 3 {
		t.Fatalf("%d entries, want 3", n)
	}
	second := mustBatch(t, opt, dir)
	if !reflect.DeepEqual(first, second) {
		t.Errorf("from the cache:\n%+v\nwant what was read:\n%+v", second, first)
	}
	opt.KeepText, opt.KeepEvidence = true, true
	withText := mustBatch(t, opt, dir)
	if withText[1].Text == nil || !strings.Contains(withText[1].Text.Body, "Contoso") {
		t.Errorf("text %+v: want the document's, though its profile is cached", withText[1].Text)
	}
}

func TestCacheHoldsNoText(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"Ana Example.txt": resumeText + "Kaggle Master, https://kaggle.com/anaexample, github.com/anaexample\n"})
	opt := testOptions()
	opt.CacheDir, opt.KeepEvidence = filepath.Join(t.TempDir(), "cache"), true
	mustBatch(t, opt, dir)
	entries := cacheFiles(t, opt.CacheDir)
	if len(entries) != 1 {
		t.Fatalf("%d entries, want 1", len(entries))
	}
	err := filepath.Walk(opt.CacheDir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, word := range []string{"ana", "contoso", "finance", "example.org", "services"} {
			if bytes.Contains(bytes.ToLower(data), []byte(word)) || strings.Contains(strings.ToLower(filepath.Base(path)), word) {
				t.Errorf("%s holds %q", path, word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCacheIsNeverTrusted(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"ana.txt": resumeText})
	opt := testOptions()
	opt.CacheDir = filepath.Join(t.TempDir(), "cache")
	var said []string
	opt.Logf = func(format string, _ ...any) { said = append(said, format) }
	run := func(opt Options) Document {
		t.Helper()
		docs := mustBatch(t, opt, dir)
		return docs[0]
	}
	want := run(opt)
	entry := cacheFiles(t, opt.CacheDir)[0]
	data, err := os.ReadFile(entry)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(entry, bytes.Replace(data, []byte(`"status":"read"`), []byte(`"status":"shut"`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(opt); !reflect.DeepEqual(got, want) || len(said) != 1 || !strings.Contains(said[0], "damaged") {
		t.Errorf("after damage: %+v, said %q; want %+v and a word", got, said, want)
	}
	said = nil
	other := opt
	other.Key = []byte(strings.Repeat("o", 32))
	if got := run(other); got.Profile.Keys.Emails[0] == want.Profile.Keys.Emails[0] || len(said) != 1 {
		t.Errorf("with another key: hashes %v, said %q; want other hashes and a word", got.Profile.Keys, said)
	}
}

func TestCacheForgetsWhatIsGone(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"ana.txt": resumeText})
	opt := testOptions()
	opt.CacheDir = filepath.Join(t.TempDir(), "cache")
	docs := mustBatch(t, opt, dir)
	if err := os.Remove(docs[0].Path); err != nil {
		t.Fatal(err)
	}
	mustBatch(t, opt, dir)
	if left := cacheFiles(t, opt.CacheDir); len(left) > 0 {
		t.Errorf("%v: want nothing of a document that is gone", left)
	}
	write(t, dir, map[string]string{"ana.txt": resumeText})
	mustBatch(t, opt, dir)
	if n, err := Forget(opt.CacheDir, opt.Key, docs[0].Profile.SHA256); n != 1 || err != nil {
		t.Errorf("forgot %d entries, %v; want 1", n, err)
	}
}
