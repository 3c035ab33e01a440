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
)

// order compares the order in which PDFs are read with that of two readers of
// layout, pdftotext and pdfminer.six. Agreement of two texts is the length of the
// longest common subsequence of the words that occur once in both, over their
// number; ours counts against the closer of the two.
func order(ctx context.Context, folder, references string) error {
	pdfs, err := list(folder, ".pdf")
	if err != nil {
		return err
	}
	docs, err := extract.Batch(ctx, []string{folder}, extract.Options{KeepText: true})
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, d := range docs {
		if d.Text != nil {
			texts[d.Path] = d.Text.Body
		}
	}
	var shares []scored
	for _, path := range pdfs {
		poppler, miner, err := layoutReaders(ctx, path, references)
		if err != nil {
			return err
		}
		a, n := agreement(texts[path], poppler)
		b, m := agreement(texts[path], miner)
		between, _ := agreement(poppler, miner)
		if texts[path] == "" || max(n, m) < minReference {
			continue
		}
		shares = append(shares, scored{path: path, share: max(a, b), poppler: a, miner: b, between: between})
	}
	printOrder(shares)
	return nil
}

type scored struct {
	path                           string
	share, poppler, miner, between float64
}

func printOrder(shares []scored) {
	var sum, between float64
	good, bad := 0, 0
	for _, s := range shares {
		sum += s.share
		between += s.between
		if s.share >= 0.9 {
			good++
		}
		if s.share < 0.7 {
			bad++
		}
	}
	n := float64(max(len(shares), 1))
	fmt.Printf("reading order of %d PDFs against the closer of pdftotext and pdfminer: mean %.3f, .9 or more %.3f, under .7 %.3f; these two agree to %.3f\n",
		len(shares), sum/n, float64(good)/n, float64(bad)/n, between/n)
	if os.Getenv("MEASURE_LOW") == "" {
		return
	}
	slices.SortFunc(shares, func(a, b scored) int {
		return strings.Compare(fmt.Sprintf("%.3f", a.share), fmt.Sprintf("%.3f", b.share))
	})
	for _, s := range shares {
		if s.share < 0.9 {
			fmt.Printf("%.3f (pdftotext %.3f, pdfminer %.3f, these two %.3f) %s\n", s.share, s.poppler, s.miner, s.between, s.path)
		}
	}
}

// layoutReaders gives what the two read, from the references folder where they
// have read the file before: pdfminer takes a second a page.
func layoutReaders(ctx context.Context, path, references string) (poppler, miner string, err error) {
	poppler, err = remembered(filepath.Join(references, filepath.Base(path)+".poppler"), func() ([]byte, error) {
		return output(ctx, "pdftotext", "-q", path, "-")
	})
	if err != nil {
		return "", "", err
	}
	miner, err = remembered(filepath.Join(references, filepath.Base(path)+".miner"), func() ([]byte, error) {
		return output(ctx, "python3", "-c", "import sys; from pdfminer.high_level import extract_text; sys.stdout.write(extract_text(sys.argv[1], maxpages=12))", path)
	})
	return poppler, miner, err
}

func remembered(file string, read func() ([]byte, error)) (string, error) {
	if text, err := os.ReadFile(file); err == nil {
		return string(text), nil
	}
	text, err := read()
	if err != nil {
		return "", err
	}
	return string(text), os.WriteFile(file, text, 0o600)
}

// output is empty where the other program fails or hangs.
func output(ctx context.Context, name string, args ...string) ([]byte, error) {
	if _, err := exec.LookPath(name); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out, _ := exec.CommandContext(ctx, name, args...).Output()
	return out, nil
}

// agreement of the order of the words that occur once in both texts, and how many
// these are.
func agreement(a, b string) (share float64, n int) {
	inA, inB := onceWords(a), onceWords(b)
	type at struct{ a, b int }
	var common []at
	for w, i := range inA {
		if j, ok := inB[w]; ok {
			common = append(common, at{i, j})
		}
	}
	if len(common) == 0 {
		return 0, 0
	}
	slices.SortFunc(common, func(x, y at) int { return x.a - y.a })
	var tails []int // the least end of an increasing subsequence of each length
	for _, c := range common {
		i, _ := slices.BinarySearch(tails, c.b)
		if i == len(tails) {
			tails = append(tails, c.b)
		} else {
			tails[i] = c.b
		}
	}
	return float64(len(tails)) / float64(len(common)), len(common)
}

// onceWords are the places of the words that occur once.
func onceWords(s string) map[string]int {
	at, twice := map[string]int{}, map[string]bool{}
	for i, w := range strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}) {
		if _, ok := at[w]; ok {
			twice[w] = true
		}
		at[w] = i
	}
	for w := range twice {
		delete(at, w)
	}
	return at
}
