package main

import (
	"errors"
	"slices"

	"weaksignal/extract/decision"
	"weaksignal/extract/regular"
)

// soundTables refuses inputs that must not even be opened by their reader: a pipe, to which
// nobody may write. What is missing or unreadable its reader says better.
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
		if err == nil {
			f.Close()
		}
	}
	return nil
}
