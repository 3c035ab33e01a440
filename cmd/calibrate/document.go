package main

import (
	"fmt"
	"os"
	"strings"
)

// Marks of the document between which the tables stand.
const (
	markBegin = "<!-- measured: made by cmd/calibrate --document, not by hand -->\n"
	markEnd   = "<!-- end of what was measured -->\n"
)

// intoDocument replaces what stands between the marks.
func intoDocument(file, tables string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, begun := strings.Cut(string(text), markBegin)
	_, after, ended := strings.Cut(rest, markEnd)
	if !begun || !ended {
		return fmt.Errorf("%s has not the two marks %q and %q", file, strings.TrimSpace(markBegin), strings.TrimSpace(markEnd))
	}
	return os.WriteFile(file, []byte(before+markBegin+"\n"+tables+"\n"+markEnd+after), 0o644)
}
