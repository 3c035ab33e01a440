package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"weaksignal/audit"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/reports"
)

// Files of a run.
const (
	workbookFile = "audit.xlsx"
	recordFile   = "audit.json"
	worklistFile = "worklist.csv"
	// Written on request, one row per application each.
	applicationsFile = "applications.xlsx"
	reviewFile       = "review.xlsx"
)

// writeRun writes the files of a run into its folder in the making.
func writeRun(ctx context.Context, dir *rundir.Dir, book *reports.Book, work []reports.WorkItem) error {
	return errors.Join(
		dir.Write(recordFile, func(w io.Writer) error { return reports.WriteJSON(w, book.Result) }),
		dir.Write(workbookFile, func(w io.Writer) error { return reports.WriteWorkbook(ctx, w, book) }),
		dir.Write(worklistFile, func(w io.Writer) error { return reports.WriteWorklist(w, work) }),
	)
}

// finish says where the run is and ends with its exit status.
func (a *app) finish(dir *rundir.Dir, book *reports.Book, conditions []condition) error {
	status := exitOK
	if n := incomplete(book.Result); n > 0 {
		status = exitIncomplete
		fmt.Fprintf(a.stderr, "weaksignal: %d %s could not be used; see %s\n", n, plural("input", n), filepath.Join(dir.Path(), worklistFile))
	}
	for _, c := range conditions {
		if said := c.holds(book.Result); said != "" {
			status = exitCondition
			fmt.Fprintf(a.stderr, "weaksignal: --fail-on %s: %s\n", c.text, said)
		}
	}
	if err := a.printSummary(dir, book, status); err != nil {
		return err
	}
	if status != exitOK {
		return statusError(status)
	}
	return nil
}

func (a *app) printSummary(dir *rundir.Dir, book *reports.Book, status int) error {
	switch {
	case a.config.JSON:
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(struct {
			Run      string           `json:"run"`
			Workbook string           `json:"workbook"`
			Record   string           `json:"record"`
			Worklist string           `json:"worklist"`
			Status   int              `json:"status"`
			Intake   audit.Intake     `json:"intake"`
			Headline []audit.Sentence `json:"headline"`
		}{book.Result.Run.ID, filepath.Join(dir.Path(), workbookFile), filepath.Join(dir.Path(), recordFile),
			filepath.Join(dir.Path(), worklistFile), status, book.Result.Intake, book.Result.Headline})
	case a.config.Quiet:
		return nil
	}
	_, err := fmt.Fprintf(a.stdout, "%s\nreport: %s\n", reports.Summary(book, 72), filepath.Join(dir.Path(), workbookFile))
	return err
}

// incomplete counts the inputs that a report was written without.
func incomplete(r *audit.Result) int {
	n := r.Intake.Applications
	return r.Intake.Documents.Unreadable + n.Unmatched + n.Unusable
}
