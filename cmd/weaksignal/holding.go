package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"weaksignal/cmd/weaksignal/internal/rundir"
)

// listReports names the reports that still hold a row of a person: by the pseudonym of
// the applicant, or of one of the person's documents.
func (a *app) listReports(name string, documents []string) error {
	for _, kind := range []struct {
		file  string
		names []string
	}{{applicationsFile, []string{name}}, {reviewFile, documents}} {
		files, err := rundir.All(a.config.Out, kind.file)
		if err != nil {
			return err
		}
		for _, file := range files {
			said := "still holds a row of"
			switch held, err := holds(file, kind.names); {
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

// holds tells whether any part of a workbook holds one of the texts.
func holds(workbook string, texts []string) (bool, error) {
	book, err := zip.OpenReader(workbook)
	if err != nil {
		return false, err
	}
	defer book.Close()
	for _, part := range book.File {
		for _, text := range texts {
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
