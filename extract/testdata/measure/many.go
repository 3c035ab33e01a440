package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"weaksignal/extract"
)

// many reads n different files in one batch: the folder's PDFs again and again,
// each copy with a comment of its own before its trailer, which moves no object.
func many(ctx context.Context, folder string, n int) error {
	pdfs, err := list(folder, ".pdf")
	if err != nil {
		return err
	}
	if len(pdfs) == 0 {
		return fmt.Errorf("%s: no PDF", folder)
	}
	work, err := os.MkdirTemp("", "measure")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for i := range n {
		data, err := os.ReadFile(pdfs[i%len(pdfs)])
		if err != nil {
			return err
		}
		at := max(0, bytes.LastIndex(data, []byte("startxref")))
		own := append(append(bytes.Clone(data[:at]), fmt.Sprintf("%%%% %d\n", i)...), data[at:]...)
		if err := os.WriteFile(filepath.Join(work, fmt.Sprintf("%06d.pdf", i)), own, 0o600); err != nil {
			return err
		}
	}
	start := time.Now()
	docs, err := extract.Batch(ctx, []string{work}, extract.Options{Key: bytes.Repeat([]byte("k"), 32)})
	if err != nil {
		return err
	}
	count(docs)
	fmt.Printf("time %s\n", time.Since(start).Round(time.Millisecond))
	memory()
	return nil
}
