package extract

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/extract/document"
)

func TestMain(m *testing.M) {
	if IsWorker(os.Args) {
		if err := ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if len(os.Args) == 4 && os.Args[1] == killedBatch {
		_, err := Batch(context.Background(), os.Args[2:3], cachedOptions(os.Args[3]))
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const resumeText = "Ana Example\nana@example.org\n\nExperience\nEngineer, Contoso, 2019 to 2021\n" +
	"Built services in Go and Python for the finance team and ran them for two years.\nEducation\nBSc in computer science, 2015 to 2019\n"

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func mustBatch(t *testing.T, opt Options, folders ...string) []Document {
	t.Helper()
	docs, err := Batch(t.Context(), folders, opt)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// testOptions allow a document a minute, as a busy machine is no hang, and under the
// race detector the memory that it takes itself.
func testOptions() Options {
	limits := document.DefaultLimits()
	if raceEnabled {
		limits.Memory = 2000 << 20
	}
	return Options{Workers: 2, Key: []byte(strings.Repeat("k", 32)), Timeout: time.Minute, Limits: limits}
}

func TestBatchAccountsForEveryFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"b/ana.txt": resumeText, "a/ana.md": "# " + resumeText, "c/copy.txt": resumeText,
		"old.doc": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "scan.png": "\x89PNG\r\n\x1a\n", "empty.pdf": "",
		"bad.pdf": "%PDF-1.4\nnothing", "rows.csv": "a,b\n1,2\n", ".DS_Store": "x", "~$ana.docx": "x", ".git/config": "x",
	})
	for _, workers := range []int{1, 4} {
		opt := testOptions()
		opt.Workers = workers
		docs := mustBatch(t, opt, dir)
		want := []struct {
			rel    string
			status document.Status
			dup    string
		}{
			{"a/ana.md", document.Read, ""},
			{"b/ana.txt", document.Read, "a/ana.md"},
			{"bad.pdf", document.Unreadable, ""},
			{"c/copy.txt", document.Read, "a/ana.md"},
			{"empty.pdf", document.Unreadable, ""},
			{"old.doc", document.Unreadable, ""},
			{"rows.csv", document.Unreadable, ""},
			{"scan.png", document.NoText, ""},
		}
		if len(docs) != len(want) {
			t.Fatalf("%d documents, want %d: %+v", len(docs), len(want), docs)
		}
		for i, w := range want {
			d := docs[i]
			dup := strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(d.DuplicateOf), filepath.ToSlash(dir)), "/")
			if d.Rel != w.rel || d.Profile.Status != w.status || dup != w.dup {
				t.Errorf("%d workers: got %s %s duplicate of %q, want %+v", workers, d.Rel, d.Profile.Status, dup, w)
			}
			if w.status != document.Read && (d.Profile.Reason == "" || d.Profile.Remedy == "") {
				t.Errorf("%s: reason %q, remedy %q: both must say something", w.rel, d.Profile.Reason, d.Profile.Remedy)
			}
		}
		if n := len(docs[1].Profile.Keys.Emails); n != 1 || docs[1].Profile.Keys.Emails[0] != HashEmail(opt.Key, "ANA@example.org ") {
			t.Errorf("e-mail hashes %v: want the one of the text", docs[1].Profile.Keys.Emails)
		}
	}
}

func TestBatchNamesTheMissingFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "absent")
	if _, err := Batch(t.Context(), []string{dir}, testOptions()); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v, want one that names %s", err, dir)
	}
}

func TestHashName(t *testing.T) {
	key := []byte("0123456789abcdef")
	for _, pair := range [][2]string{
		{"Núñez, Ana", "ana nunez"}, {"Łukasz Sørensen", "Sorensen Lukasz"}, {"O'Brien  Pat", "pat OBrien"}, {"ﬁona ROẞ", "Fiona Ross"},
	} {
		if HashName(key, pair[0]) != HashName(key, pair[1]) {
			t.Errorf("%q and %q: %q and %q, want the same", pair[0], pair[1], NormaliseName(pair[0]), NormaliseName(pair[1]))
		}
	}
	if HashName(key, "Ana") == HashName(key, "Ane") || HashName(key, " . ") != "" {
		t.Error("different names have one hash, or no name has one")
	}
}

func TestBatchEndsWhenCancelled(t *testing.T) {
	dir := manyTexts(t, 300)
	ctx, cancel := context.WithCancel(t.Context())
	opt := testOptions()
	var cancelled time.Time // later than the start, which takes long on a busy machine
	opt.Progress = func(done, _ int) {
		if done == 3 {
			cancelled = time.Now()
			cancel()
		}
	}
	docs, err := Batch(ctx, []string{dir}, opt)
	if !errors.Is(err, context.Canceled) || docs != nil || time.Since(cancelled) > 5*time.Second {
		t.Errorf("%d documents, %v after %s; want none and the cancellation, at once", len(docs), err, time.Since(cancelled))
	}
}

func TestLinksAreNotFollowedAndFoldersReadOnce(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{"a/ana.txt": resumeText})
	write(t, outside, map[string]string{"secret.txt": resumeText})
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	docs := mustBatch(t, testOptions(), dir, filepath.Join(dir, "a"), dir+"/")
	if len(docs) != 2 || docs[0].Profile.Status != document.Read || docs[1].Rel != "link" || docs[1].Profile.Status != document.Unreadable {
		t.Errorf("%+v: want the one file once, and the link reported", docs)
	}
}
