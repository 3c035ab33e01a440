package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"weaksignal/extract"
)

// rounds of each clock; the median counts, because machines are shared.
const rounds = 3

// speed compares a whole batch (hashing, reading, detecting) with pdftotext on the
// same files in the same run, and the first run of a cached folder with the next.
func speed(ctx context.Context, folder string, pdfs []string) error {
	work, err := os.MkdirTemp("", "measure")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	key := bytes.Repeat([]byte("k"), 32)
	if _, err := extract.Batch(ctx, []string{folder}, extract.Options{Key: key}); err != nil { // compiles the engine
		return err
	}
	var popplers, ours, firsts, agains []time.Duration
	for i := range rounds {
		if len(pdfs) > 0 {
			d, err := poppler(ctx, pdfs)
			if err != nil {
				return err
			}
			popplers = append(popplers, d)
		}
		opt := extract.Options{Key: key, CacheDir: filepath.Join(work, fmt.Sprint(i))}
		for _, into := range []*[]time.Duration{&firsts, &agains} {
			start := time.Now()
			docs, err := extract.Batch(ctx, []string{folder}, opt)
			if err != nil {
				return err
			}
			*into = append(*into, time.Since(start))
			if i == 0 && into == &firsts {
				count(docs)
			}
		}
		start := time.Now()
		if _, err := extract.Batch(ctx, []string{folder}, extract.Options{Key: key}); err != nil {
			return err
		}
		ours = append(ours, time.Since(start))
	}
	if len(pdfs) > 0 {
		fmt.Printf("wall time: xargs -P %d -n 1 pdftotext %s, batch %s, ratio %.2f\n",
			runtime.NumCPU(), median(popplers), median(ours), float64(median(ours))/float64(median(popplers)))
	}
	fmt.Printf("incremental: first %s, again %s, %.0f times faster\n", median(firsts), median(agains), float64(median(firsts))/float64(median(agains)))
	memory()
	return nil
}

func poppler(ctx context.Context, pdfs []string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, "xargs", "-0", "-P", fmt.Sprint(runtime.NumCPU()), "-I{}", "pdftotext", "-q", "{}", "/dev/null")
	cmd.Stdin = strings.NewReader(strings.Join(pdfs, "\x00"))
	start := time.Now()
	err := cmd.Run()
	if _, failed := err.(*exec.ExitError); failed {
		err = nil // some files have no text
	}
	return time.Since(start), err
}

func median(d []time.Duration) time.Duration {
	s := slices.Sorted(slices.Values(d))
	return s[len(s)/2].Round(time.Millisecond)
}

func count(docs []extract.Document) {
	status := map[string]int{}
	duplicates := 0
	for _, d := range docs {
		status[string(d.Profile.Status)]++
		if d.DuplicateOf != "" {
			duplicates++
		}
	}
	fmt.Printf("batch of %d documents: %v, %d duplicates\n", len(docs), status, duplicates)
}
