package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"weaksignal/extract"
	"weaksignal/extract/document"
)

// minReference words: below it a share says nothing.
const minReference = 30

func words(s string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}) {
		m[w]++
	}
	return m
}

func recall(reference, got map[string]int) (share float64, n int) {
	found := 0
	for w, c := range reference {
		n += c
		found += min(c, got[w])
	}
	if n == 0 {
		return 0, 0
	}
	return float64(found) / float64(n), n
}

// tally of one engine over a folder.
type tally struct {
	name        string
	recalls     []float64
	links, want int
	engines     map[string]int
	low         []string
}

// newTally reads the folder with one engine, or with the one that suits, in
// child processes as always, and compares each document with its reference.
func newTally(ctx context.Context, name, only string, refs map[string]reference, folder string) (*tally, error) {
	docs, err := extract.Batch(ctx, []string{folder}, extract.Options{KeepText: true, OnlyEngine: only})
	if err != nil {
		return nil, err
	}
	t := &tally{name: name, engines: map[string]int{}}
	for _, d := range docs {
		if ref, ok := refs[d.Path]; ok {
			t.add(d, ref)
		}
	}
	return t, nil
}

// reference is what another program reads in a document.
type reference struct {
	words map[string]int
	urls  []string
}

func (t *tally) add(d extract.Document, ref reference) {
	text := d.Text
	if text == nil {
		text = &document.Text{Engine: string(d.Profile.Status)}
	}
	t.engines[text.Engine]++
	share, n := recall(ref.words, words(text.Body))
	if n >= minReference {
		t.recalls = append(t.recalls, share)
		if share < 0.95 {
			t.low = append(t.low, fmt.Sprintf("%.3f %s (%s, quality %.2f %v)", share, d.Path, text.Engine, text.Quality, text.Problems))
		}
	}
	for _, u := range ref.urls {
		t.want++
		if slices.ContainsFunc(text.Links, func(l document.Link) bool { return l.URL == u }) {
			t.links++
		}
	}
}

func (t *tally) print() {
	sum, good := 0.0, 0
	for _, r := range t.recalls {
		sum += r
		if r >= 0.95 {
			good++
		}
	}
	n := float64(max(len(t.recalls), 1))
	fmt.Printf("%-16s mean recall %.4f, at .95 or more %.1f %% of %d; annotation links %d of %d; engines %v\n",
		t.name, sum/n, 100*float64(good)/n, len(t.recalls), t.links, t.want, t.engines)
	if os.Getenv("MEASURE_LOW") != "" {
		fmt.Println(strings.Join(t.low, "\n"))
	}
}

func pdfRecall(ctx context.Context, folder string, paths []string) error {
	refs := map[string]reference{}
	for _, path := range paths {
		refs[path] = reference{words: pdftotext(ctx, path), urls: annotationURLs(ctx, path)}
	}
	fmt.Printf("PDF, %d files, against pdftotext\n", len(paths))
	for _, e := range []struct{ name, only string }{{"both", ""}, {"pdfium alone", document.EnginePDFium}, {"ledongthuc alone", document.EngineLedongthuc}} {
		t, err := newTally(ctx, e.name, e.only, refs, folder)
		if err != nil {
			return err
		}
		t.print()
	}
	return nil
}

// pdftotext has no words where it fails or hangs.
func pdftotext(ctx context.Context, path string) map[string]int {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, _ := exec.CommandContext(ctx, "pdftotext", "-q", path, "-").Output()
	return words(string(out))
}

// annotationURLs are the link annotations that poppler sees.
func annotationURLs(ctx context.Context, path string) []string {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "pdfinfo", "-url", path).Output()
	if err != nil {
		return nil
	}
	var urls []string
	for line := range strings.SplitSeq(string(out), "\n") {
		f := strings.Fields(line)
		if len(f) >= 3 && f[1] == "Annotation" {
			urls = append(urls, f[2])
		}
	}
	slices.Sort(urls)
	return slices.Compact(urls)
}

func docxRecall(ctx context.Context, folder string, paths []string) error {
	work, err := os.MkdirTemp("", "measure")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	args := []string{"-env:UserInstallation=file://" + work + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", work}
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		copied := filepath.Join(work, fmt.Sprintf("%d.docx", i))
		if err := os.WriteFile(copied, data, 0o600); err != nil {
			return err
		}
		args = append(args, copied)
	}
	if out, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("soffice: %w: %s", err, out)
	}
	refs := map[string]reference{}
	for i, path := range paths {
		text, _ := os.ReadFile(filepath.Join(work, fmt.Sprintf("%d.txt", i))) // what fails has no words
		refs[path] = reference{words: words(string(text))}
	}
	fmt.Printf("DOCX, %d files, against LibreOffice\n", len(paths))
	t, err := newTally(ctx, "docx", "", refs, folder)
	if err != nil {
		return err
	}
	t.print()
	return nil
}
