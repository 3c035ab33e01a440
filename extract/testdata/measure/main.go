// Measure prints how well and how fast documents are read, on a folder of the
// user's own. It needs poppler-utils (pdftotext, pdfinfo), xargs and, for DOCX,
// LibreOffice.
//
//	go run ./extract/testdata/measure FOLDER
//	go run ./extract/testdata/measure -copies 10000 FOLDER
//	go run ./extract/testdata/measure -order REFERENCES FOLDER
//
// The second form reads so many different copies of the folder's PDFs in one
// batch and prints the memory that this takes. The third compares the reading
// order of PDFs with that of pdftotext and pdfminer.six (python3), whose texts are
// kept in the folder REFERENCES.
//
// Word recall is the share of the reference's words (lower case, NFKC, counted
// as often as they occur) that stand in our text. The reference is pdftotext for
// PDF and LibreOffice's plain text for DOCX; neither is the truth.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"weaksignal/extract"
)

func main() {
	if extract.IsWorker(os.Args) {
		if err := extract.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	copies := flag.Int("copies", 0, "read so many different copies of the folder's PDFs in one batch")
	references := flag.String("order", "", "compare the reading order with that of other readers, whose texts are kept in this folder")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	measure := run
	if *copies > 0 {
		measure = func(ctx context.Context, folder string) error { return many(ctx, folder, *copies) }
	}
	if *references != "" {
		measure = func(ctx context.Context, folder string) error { return order(ctx, folder, *references) }
	}
	if err := measure(context.Background(), flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string) error {
	pdfs, err := list(folder, ".pdf")
	if err != nil {
		return err
	}
	docx, err := list(folder, ".docx")
	if err != nil {
		return err
	}
	if len(pdfs) > 0 {
		if err := pdfRecall(ctx, folder, pdfs); err != nil {
			return err
		}
	}
	if len(docx) > 0 {
		if err := docxRecall(ctx, folder, docx); err != nil {
			return err
		}
	}
	return speed(ctx, folder, pdfs)
}

func list(folder, ext string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ext) {
			paths = append(paths, path)
		}
		return err
	})
	slices.Sort(paths)
	return paths, err
}
