package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"slices"

	"weaksignal/extract/decision"
	"weaksignal/extract/regular"
)

// soundTables refuses inputs that must not even be opened by their reader: a pipe, which
// nobody may write to, and an archive that unpacks to more than a table holds. What is
// missing or unreadable its reader says better.
func (a *app) soundTables() error {
	c := a.config
	for _, path := range slices.Concat(c.Decisions, []string{c.Demographics, c.Candidates, c.Reviewed, c.Truth}) {
		if path == "" {
			continue
		}
		f, err := regular.Open(path)
		if errors.Is(err, regular.ErrKind) {
			return &decision.InputError{File: path, Reason: "is no regular file", Remedy: "name a file: a pipe or a device cannot be read twice"}
		}
		if err != nil {
			continue
		}
		err = bomb(f)
		head := make([]byte, 2)
		f.ReadAt(head, 0) //nolint:errcheck // an empty file is no archive
		f.Close()
		if err == nil && string(head) == "PK" {
			if err := a.privateTemp(); err != nil {
				return err
			}
		}
		if err != nil {
			return &decision.InputError{File: path, Reason: err.Error(), Remedy: "open it in a spreadsheet program and save it as CSV"}
		}
	}
	return nil
}

// Bounds of a spreadsheet, whose rows are XML in a ZIP archive. What spreadsheet
// programs write shrinks by 5 to 30 times; a bomb by up to 1032, the limit of DEFLATE.
const (
	bombRatio = 150
	bombFrom  = 64 << 20 // unpacked: below that nothing is a bomb
	bombMost  = 4 << 30
)

// bomb says what is wrong with an archive that would unpack to more than a table holds;
// nil for a sound one and for any other file. It looks at the directory alone, which the
// reader holds the content against.
func bomb(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil // no archive
	}
	var total uint64
	for _, part := range archive.File {
		if total += part.UncompressedSize64; part.UncompressedSize64 > bombMost {
			total = bombMost + 1
			break
		}
	}
	if total > bombMost || total > bombFrom && total > bombRatio*uint64(info.Size()) {
		return fmt.Errorf("unpacks from %d to %d MB, which no table does", info.Size()>>20, total>>20)
	}
	return nil
}
