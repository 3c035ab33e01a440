package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/extract/regular"
)

// remains are the traces of a person in the inputs, by which reports are searched.
type remains struct {
	// hashes of the person's documents, and their files.
	hashes, paths []string
	rows          []inputRow
	// entries of the cache that were deleted.
	entries int
}

type inputRow struct {
	file string
	row  int
}

// texts are what a report that names the person holds one of: the pseudonym, those of
// the documents, and in a worklist their files and the person's rows.
func (r *remains) texts(name string, document func(sha256 string) string) []string {
	all := []string{name}
	for _, h := range r.hashes {
		all = append(all, document(h))
	}
	for _, p := range r.paths {
		all = append(all, string(filepath.Separator)+filepath.Base(p))
	}
	for _, row := range r.rows {
		all = append(all, fmt.Sprintf("%s,%d,", filepath.Base(row.file), row.row))
	}
	return all
}

// listReports names the files of reports that still hold one of the texts, in the
// output folder and in every folder that the history knows of.
func (a *app) listReports(state *state, name string, texts []string) error {
	outs := []string{a.config.Out}
	for _, out := range state.outs {
		if !slices.ContainsFunc(outs, func(o string) bool { return sameFile(o, out) }) {
			outs = append(outs, out)
		}
	}
	var dirs []string
	for _, out := range outs {
		runs, err := rundir.Runs(out)
		if err != nil {
			return err
		}
		dirs = append(dirs, runs...)
	}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // deleted since
			}
			if err == nil && !d.Type().IsRegular() {
				return nil
			}
			held := false
			if err == nil {
				held, err = holds(path, texts)
			}
			switch {
			case err != nil:
				_, err = fmt.Fprintf(a.stdout, "%s cannot be read (%v) and may hold a row of %s; delete it, or keep it for its retention\n", path, err, name)
			case held:
				_, err = fmt.Fprintf(a.stdout, "%s still holds a row of %s; delete it, or keep it for its retention\n", path, name)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// holds tells whether a file, or any part of a workbook, holds one of the texts.
func holds(file string, texts []string) (bool, error) {
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
