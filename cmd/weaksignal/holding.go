package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"weaksignal/cmd/weaksignal/internal/rundir"
)

// listReports names the workbooks below the output folder that still hold a row of
// the pseudonym. Those of one row per application or evidence line alone can.
func (a *app) listReports(name string) error {
	for _, kind := range []string{applicationsFile, reviewFile} {
		files, err := filepath.Glob(filepath.Join(a.config.Out, "*", kind))
		if err != nil {
			return err
		}
		for _, file := range slices.Sorted(slices.Values(files)) {
			if filepath.Base(filepath.Dir(file)) == rundir.Latest {
				continue // another name of one of the others
			}
			said := "still holds a row of"
			switch held, err := holds(file, name); {
			case err != nil:
				said = fmt.Sprintf("cannot be read (%v) and may hold a row of", err)
			case !held:
				continue
			}
			fmt.Fprintf(a.stdout, "%s %s %s; delete it, or keep it for its retention\n", file, said, name)
		}
	}
	return nil
}

// holds tells whether any part of a workbook holds the text.
func holds(workbook, text string) (bool, error) {
	book, err := zip.OpenReader(workbook)
	if err != nil {
		return false, err
	}
	defer book.Close()
	for _, part := range book.File {
		r, err := part.Open()
		if err != nil {
			return false, err
		}
		found, err := streamHolds(r, []byte(text))
		r.Close()
		if found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// streamHolds looks for the text in a stream of any length.
func streamHolds(r io.Reader, text []byte) (bool, error) {
	block := make([]byte, 1<<16)
	kept := 0 // the end of the last block: the text may stand across two
	for {
		n, err := io.ReadFull(r, block[kept:])
		if bytes.Contains(block[:kept+n], text) {
			return true, nil
		}
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF:
			return false, nil
		default:
			return false, err
		}
		kept = copy(block, block[len(block)-len(text)+1:])
	}
}
