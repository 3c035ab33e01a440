package join

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"weaksignal/extract/spill"
	"weaksignal/reports"
)

// Worklist is every file and row that was not read, matched or used. It is not held in
// memory, since all of them may stand on it.
type Worklist struct {
	items spill.Sorter
	n     int
	err   error
}

// Len is the number of items.
func (w *Worklist) Len() int { return w.n }

// Close frees the list.
func (w *Worklist) Close() error {
	if w == nil {
		return nil
	}
	return w.items.Close()
}

// separator stands between the fields of an item, before all that is in them.
const separator = "\x00"

func (w *Worklist) add(item reports.WorkItem) {
	fields := []string{item.Kind, item.File, fmt.Sprintf("%010d", item.Row), item.Column, item.Reason, item.Remedy}
	for i, f := range fields {
		fields[i] = strings.ReplaceAll(f, separator, " ")
	}
	w.n++
	if err := w.items.Add(strings.Join(fields, separator), 0); w.err == nil {
		w.err = err
	}
}

// Each gives the items, sorted by kind, file, row, column, reason and remedy.
func (w *Worklist) Each(do func(reports.WorkItem) error) error {
	if w.err != nil {
		return w.err
	}
	return w.items.Each(func(text []byte, _ int32) error {
		f := strings.Split(string(text), separator)
		row, err := strconv.Atoi(f[2])
		if err != nil {
			return fmt.Errorf("the worklist that was laid aside: %w", err)
		}
		return do(reports.WorkItem{Kind: f[0], File: f[1], Row: row, Column: f[3], Reason: f[4], Remedy: f[5]})
	})
}

// withoutNames replaces the files of suppressed candidates: nothing that is written after
// somebody asked to be forgotten names them.
func (w *Worklist) withoutNames(paths []string) (*Worklist, error) {
	if len(paths) == 0 {
		return w, w.err
	}
	out := &Worklist{}
	err := w.Each(func(item reports.WorkItem) error {
		if slices.Contains(paths, item.File) {
			item.File = "(a document of a candidate on the suppression list)"
		}
		if slices.ContainsFunc(paths, func(path string) bool { return strings.HasSuffix(item.Remedy, " "+path) }) {
			item.Remedy = "nothing to do"
		}
		out.add(item)
		return nil
	})
	if err == nil {
		err = w.Close()
	}
	return out, err
}
