package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

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
	reader      *document.Reader
	recalls     []float64
	links, want int
	engines     map[string]int
	low         []string
}

func (t *tally) add(ctx context.Context, path string, data []byte, reference map[string]int, urls []string) {
	text, err := t.reader.Read(ctx, data, path, document.Limits{}, false)
	if err != nil {
		text = &document.Text{Engine: "none"}
	}
	t.engines[text.Engine]++
	share, n := recall(reference, words(text.Body))
	if n >= minReference {
		t.recalls = append(t.recalls, share)
		if share < 0.95 {
			t.low = append(t.low, fmt.Sprintf("%.3f %s (%s, quality %.2f %v)", share, path, text.Engine, text.Quality, text.Problems))
		}
	}
	for _, u := range urls {
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
}

func pdfRecall(ctx context.Context, paths []string) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return err
	}
	cache = filepath.Join(cache, "weaksignal", "engine")
	engine := func(name, only string) *tally {
		return &tally{name: name, engines: map[string]int{}, reader: document.NewReader(document.Engines{CompileCache: cache, Only: only})}
	}
	tallies := []*tally{engine("both", ""), engine("pdfium alone", document.EnginePDFium)}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, _ := exec.CommandContext(ctx, "pdftotext", "-q", path, "-").Output() // what fails has no words
		reference := words(string(out))
		urls := annotationURLs(ctx, path)
		for _, t := range tallies {
			t.add(ctx, path, data, reference, urls)
		}
	}
	fmt.Printf("PDF, %d files, against pdftotext\n", len(paths))
	for _, t := range tallies {
		t.print()
		t.reader.Close()
	}
	if os.Getenv("MEASURE_LOW") != "" {
		fmt.Println(strings.Join(tallies[0].low, "\n"))
	}
	return nil
}

// annotationURLs are the link annotations that poppler sees.
func annotationURLs(ctx context.Context, path string) []string {
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

func docxRecall(ctx context.Context, paths []string) error {
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
	t := &tally{name: "docx", engines: map[string]int{}, reader: document.NewReader(document.Engines{})}
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		reference, _ := os.ReadFile(filepath.Join(work, fmt.Sprintf("%d.txt", i)))
		t.add(ctx, path, data, words(string(reference)), nil)
	}
	fmt.Printf("DOCX, %d files, against LibreOffice\n", len(paths))
	t.print()
	if os.Getenv("MEASURE_LOW") != "" {
		fmt.Println(strings.Join(t.low, "\n"))
	}
	return nil
}
