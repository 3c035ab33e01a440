package extract

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"weaksignal/extract/document"
)

// shardedFiles are documents of each fate: read, the same bytes, the same words in
// another format, unreadable, empty, a name that is no UTF-8.
func shardedFiles() map[string]string {
	files := map[string]string{"bad.pdf": "%PDF-1.4\nnothing", "scan.png": "\x89PNG\r\n\x1a\n", "empty.txt": "", "odd-\xff.txt": resumeText + "Skills\nRust, PostgreSQL\n"}
	for i := range 12 {
		text := strings.ReplaceAll(resumeText, "Ana", fmt.Sprintf("Ana%c", 'a'+i)) + fmt.Sprintf("Shift %d of the %c team\n", 100+i, 'a'+i)
		files[fmt.Sprintf("d%d/cv-%02d.txt", i%3, i)] = text
		if i%4 == 0 {
			files[fmt.Sprintf("copies/again-%02d.txt", i)] = text
			files[fmt.Sprintf("copies/other-%02d.md", i)] = "# " + text
		}
	}
	return files
}

// shards extracts a folder in n parts, each with a cache of its own, into dir.
func shards(t *testing.T, folder, dir string, n int, opt Options) []string {
	t.Helper()
	var names []string
	for i := 1; i <= n; i++ {
		p, err := BatchShard(t.Context(), []string{folder}, Shard{i, n}, opt)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, writeShard(t, dir, p, opt.Key))
	}
	return names
}

func writeShard(t *testing.T, dir string, p *Part, key []byte) string {
	t.Helper()
	var out bytes.Buffer
	if err := p.Write(&out, key); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, fmt.Sprintf("shard-%d-of-%d.jsonl", p.Index, p.Of))
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestShardsGiveTheBatch: whatever the number of shards, and wherever each machine
// has mounted the folder, the documents are those of one batch.
func TestShardsGiveTheBatch(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "resumes")
	write(t, folder, shardedFiles())
	opt := testOptions()
	want := mustBatch(t, opt, folder)
	fates := map[string]int{}
	for _, d := range want {
		fates[string(d.Profile.Status)]++
		if d.DuplicateOf != "" {
			fates["duplicate"]++
		}
	}
	if fates["read"] != 19 || fates["unreadable"] != 2 || fates["no_text"] != 1 || fates["duplicate"] != 6 {
		t.Fatalf("the batch itself: %v", fates)
	}
	numbers := []int{1, 3, 7}
	if raceEnabled {
		numbers = []int{3}
	}
	for _, n := range numbers {
		parts := filepath.Join(dir, fmt.Sprint(n))
		if err := os.Mkdir(parts, 0o700); err != nil {
			t.Fatal(err)
		}
		shards(t, folder, parts, n, opt)
		if err := os.WriteFile(filepath.Join(parts, "slurm-17.out"), []byte("done\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		gathered, err := Gather([]string{parts}, opt)
		if err != nil {
			t.Fatalf("%d shards: %v", n, err)
		}
		got := everyOne(t, gathered.Documents)
		if len(got) != len(want) {
			t.Fatalf("%d shards: %d documents, want %d", n, len(got), len(want))
		}
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%d shards: got %+v\nwant %+v", n, got[i], want[i])
			}
		}
	}
}

func TestAnotherMountGivesTheSamePaths(t *testing.T) {
	dir := t.TempDir()
	here, there := filepath.Join(dir, "here"), filepath.Join(dir, "there")
	write(t, here, shardedFiles())
	write(t, there, shardedFiles())
	opt := testOptions()
	for i, folder := range []string{here, there} {
		p, err := BatchShard(t.Context(), []string{folder}, Shard{i + 1, 2}, opt)
		if err != nil {
			t.Fatal(err)
		}
		writeShard(t, dir, p, opt.Key)
	}
	gathered, err := Gather([]string{dir}, opt)
	if err != nil || gathered.Documents.Len() != len(shardedFiles()) {
		t.Fatalf("%v, %v", gathered, err)
	}
	for _, d := range everyOne(t, gathered.Documents) {
		if !strings.HasPrefix(d.Path, here) {
			t.Errorf("%s: want the spelling of the first shard", d.Path)
		}
	}
}

// TestPartsThatDoNotBelongTogether: every way in which parts can be wrong is told,
// with the file at fault and a remedy.
func TestPartsThatDoNotBelongTogether(t *testing.T) {
	if raceEnabled {
		t.Skip("many batches, one after the other: run without the race detector")
	}
	folder := filepath.Join(t.TempDir(), "resumes")
	write(t, folder, shardedFiles())
	good := t.TempDir()
	names := shards(t, folder, good, 3, testOptions())
	text := func(i int) []byte {
		data, err := os.ReadFile(names[i])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	edit := func(i int, old, now string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			data := bytes.Replace(text(i), []byte(old), []byte(now), 1)
			if bytes.Equal(data, text(i)) {
				t.Fatalf("no %q in the file", old)
			}
			put(t, filepath.Join(dir, filepath.Base(names[i])), data)
		}
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, dir string)
		want  []string
	}{
		"missing":  {func(t *testing.T, dir string) { remove(t, dir, names[1]) }, []string{"missing: shard 2/3"}},
		"twice":    {func(t *testing.T, dir string) { put(t, filepath.Join(dir, "again.jsonl"), text(1)) }, []string{"shard 2/3", "again.jsonl", "name it once"}},
		"all gone": {func(t *testing.T, dir string) { remove(t, dir, names...) }, []string{"no profiles in"}},
		"cut": {func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, filepath.Base(names[0])), text(0)[:len(text(0))-200])
		}, []string{"shard-1-of-3.jsonl", "damaged or cut", "shard 1/3 again"}},
		"lines cut": {cutLine(text(2), filepath.Base(names[2])), []string{"shard-3-of-3.jsonl", "damaged or cut"}},
		"changed":   {edit(2, `"status":"read"`, `"status":"rear"`), []string{"shard-3-of-3.jsonl", "damaged or cut"}},
		"something on": {func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, filepath.Base(names[0])), append(text(0), 'x'))
		}, []string{"damaged or cut"}},
		"other text":   {func(t *testing.T, dir string) { put(t, filepath.Join(dir, "rows.jsonl"), []byte("{\"file\":\"a\"}\n")) }, []string{"rows.jsonl", "is no profile"}},
		"empty file":   {func(t *testing.T, dir string) { put(t, filepath.Join(dir, "rows.jsonl"), nil) }, []string{"rows.jsonl", "no file of profiles"}},
		"other form":   {edit(0, "profiles/1", "profiles/9"), []string{"profiles/9", "again with this program"}},
		"other reader": {edit(0, `"reader":"`, `"reader":"x`), []string{"another version of the program"}},
		"catalogue":    {edit(1, `"catalogue":"`, `"catalogue":"x`), []string{"another catalogue", "one config.yaml"}},
		"limits":       {edit(1, `pages:50`, `pages:51`), []string{"other limits", "pages:51"}},
		"other key":    {edit(1, `"key":"`, `"key":"x`), []string{"another key", "state folder"}},
		"other split":  {func(t *testing.T, dir string) { shards(t, folder, dir, 2, testOptions()) }, []string{"one of 2 shards", "one of 3"}},
		"folder moved on": {func(t *testing.T, dir string) {
			more := filepath.Join(t.TempDir(), "resumes")
			write(t, more, shardedFiles())
			write(t, more, map[string]string{"late.txt": resumeText})
			p, err := BatchShard(t.Context(), []string{more}, Shard{2, 3}, testOptions())
			if err != nil {
				t.Fatal(err)
			}
			writeShard(t, dir, p, testOptions().Key)
		}, []string{"22 files", "23", "stand still"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for i, n := range names {
				put(t, filepath.Join(dir, filepath.Base(n)), text(i))
			}
			if _, err := Gather([]string{dir}, testOptions()); err != nil {
				t.Fatalf("before: %v", err)
			}
			c.spoil(t, dir)
			gathered, err := Gather([]string{dir}, testOptions())
			var parts *PartsError
			if gathered != nil || !errors.As(err, &parts) {
				t.Fatalf("%v, %v; want a *PartsError", gathered, err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q: want %q in it", err, w)
				}
			}
		})
	}
}

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, n := range names {
		if err := os.Remove(filepath.Join(dir, filepath.Base(n))); err != nil {
			t.Fatal(err)
		}
	}
}

// cutLine takes a whole document out and leaves the count of the last line.
func cutLine(data []byte, name string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		lines := bytes.SplitAfter(data, []byte("\n"))
		put(t, filepath.Join(dir, name), bytes.Join(append(lines[:1:1], lines[2:]...), nil))
	}
}

// TestProfilesHoldNoText: names, addresses and lines of a résumé are nowhere in a
// file of profiles.
func TestProfilesHoldNoText(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "r"), map[string]string{"cv-1.txt": resumeText + "Open source\nMaintainer of tidegauge, an open-source library (PyPI)\n"})
	p, err := BatchShard(t.Context(), []string{filepath.Join(dir, "r")}, Shard{1, 1}, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if d := everyOne(t, p.Documents)[0]; d.Profile.Status != document.Read || !hasEvidence(d.Profile.Reading) {
		t.Fatalf("want a document with evidence: %+v", d)
	}
	var out bytes.Buffer
	if err := p.Write(&out, testOptions().Key); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Ana", "ana@", "example.org", "Contoso", "tidegauge", "finance team"} {
		if strings.Contains(strings.ToLower(out.String()), strings.ToLower(word)) {
			t.Errorf("%q stands in the file of profiles", word)
		}
	}
}

// TestShardsKeepEachOthersCache: shards that share a cache keep the entries of the
// others, and a later batch of the whole folder drops what left it.
func TestShardsKeepEachOthersCache(t *testing.T) {
	dir := t.TempDir()
	folder, cacheDir := filepath.Join(dir, "resumes"), filepath.Join(dir, "cache")
	write(t, folder, shardedFiles())
	opt := testOptions()
	opt.CacheDir = cacheDir
	entries := func() int {
		n := 0
		for _, f := range cacheFiles(t, cacheDir) {
			if strings.Contains(filepath.ToSlash(f), "/entries/") {
				n++
			}
		}
		return n
	}
	for range 2 {
		shards(t, folder, dir, 3, opt)
		if got := entries(); got != 19 {
			t.Fatalf("%d entries, want one of each different content: 19", got)
		}
	}
	if err := os.Remove(filepath.Join(folder, "d1", "cv-01.txt")); err != nil {
		t.Fatal(err)
	}
	mustBatch(t, opt, folder)
	if got := entries(); got != 18 {
		t.Errorf("%d entries after a document left, want 18", got)
	}
}

// everyOne are all documents, as a batch holds them.
func everyOne(t *testing.T, docs *Documents) []Document {
	t.Helper()
	out := make([]Document, docs.Len())
	for i := range out {
		d, err := docs.Document(i)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = *d
	}
	return out
}

// TestScansOfMachinesWithAndWithoutOCR: parts of which one read the scans and another could
// not are no batch; two engines are said.
func TestScansOfMachinesWithAndWithoutOCR(t *testing.T) {
	for name, c := range map[string]struct {
		ocr     []string
		refused bool
		notes   int
	}{
		"no scan":                {[]string{"", ""}, false, 0},
		"none has it":            {[]string{noOCR, noOCR}, false, 0},
		"all have it":            {[]string{"tesseract 5.3.0 eng", "tesseract 5.3.0 eng"}, false, 0},
		"one has no scan":        {[]string{"tesseract 5.3.0 eng", ""}, false, 0},
		"one has it, one hasn't": {[]string{"tesseract 5.3.0 eng", noOCR}, true, 0},
		"two engines":            {[]string{"tesseract 5.3.0 eng", "tesseract 5.5.0 eng+deu"}, false, 1},
	} {
		opt, dir := testOptions(), t.TempDir()
		basis, err := basisOf(opt.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for i, ocr := range c.ocr {
			p := &Part{Header: Header{Format: partFormat, Index: i + 1, Of: len(c.ocr), Folders: []string{"f"}, Files: len(c.ocr), Listing: "same", Basis: basis}, Documents: newDocuments()}
			d := Document{Rel: fmt.Sprintf("scan-%d.png", i), folder: "f", Profile: Profile{SHA256: strings.Repeat(fmt.Sprint(i), 64), Status: document.NoText, OCR: ocr}}
			if err := p.Documents.Add(&d); err != nil {
				t.Fatal(err)
			}
			names = append(names, writeShard(t, dir, p, opt.Key))
			p.Documents.Close()
		}
		got, err := Gather(names, opt)
		var parts *PartsError
		if errors.As(err, &parts) != c.refused || !c.refused && (err != nil || len(got.Notes) != c.notes) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if c.refused && !strings.Contains(err.Error(), "1 by tesseract 5.3.0 eng were read, and 1 were not") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
