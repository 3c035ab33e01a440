// Package traces finds what reports still hold of a person who asked to be forgotten.
package traces

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"weaksignal/extract/regular"
)

// Remains are the traces of a person in the inputs, by which reports are searched.
type Remains struct {
	// Hashes of the person's documents, and their files.
	Hashes, Paths []string
	Rows          []Row
	// Entries of the cache that were deleted.
	Entries int
}

// Row of an input.
type Row struct {
	File string
	Row  int
}

// Texts are what a report that names the person holds one of: the pseudonym, those of
// the documents, and in a worklist their files and the person's rows.
func (r *Remains) Texts(name string, document func(sha256 string) string) []string {
	all := []string{name}
	for _, h := range r.Hashes {
		all = append(all, document(h))
	}
	for _, p := range r.Paths {
		all = append(all, string(filepath.Separator)+filepath.Base(p))
	}
	for _, row := range r.Rows {
		all = append(all, fmt.Sprintf("%s,%d,", filepath.Base(row.File), row.Row))
	}
	return all
}

// SameFile tells whether two paths lead to one file or folder.
func SameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// In tells whether a file, or any part of a workbook, holds one of the texts.
func In(file string, texts []string) (bool, error) {
	if filepath.Ext(file) != ".xlsx" {
		for _, text := range texts {
			f, err := regular.Open(file)
			if err != nil {
				return false, err
			}
			found, err := streamHolds(f, []byte(text))
			f.Close()
			if found || err != nil {
				return found, err
			}
		}
		return false, nil
	}
	book, err := zip.OpenReader(file)
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
