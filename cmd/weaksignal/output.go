package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/reports"
	"weaksignal/reports/appendix"
	"weaksignal/reports/counsel"
	reviewbook "weaksignal/reports/review"
	"weaksignal/reports/rules"
)

// Files of a run. What may not be handed on stands in a folder of its own.
const (
	reportFile   = "audit.xlsx"    // what HR reads
	htmlFile     = "audit.html"    // the same
	appendixFile = "appendix.xlsx" // every table
	recordFile   = rundir.Confidential + "/audit.json"
	worklistFile = rundir.Confidential + "/worklist.csv"
	// Written on request: one row per application, and per reading to be checked.
	applicationsFile = rundir.Confidential + "/applications.xlsx"
	reviewFile       = rundir.Confidential + "/review.xlsx"
	// For counsel: every count, and the views of rules.
	counselFile = rundir.Confidential + "/counsel.xlsx"
	rulesFolder = rundir.Confidential + "/" + rundir.Rules + "/"
)

// writeRun writes the files of a run into its folder in the making.
func (a *app) writeRun(ctx context.Context, dir *rundir.Dir, book *reports.Book, joined *join.Joined, review *reviewbook.Review) error {
	report := reports.Report(book)
	err := errors.Join(
		dir.Write(reportFile, func(w io.Writer) error { return reports.WriteReport(ctx, w, book, report) }),
		dir.Write(htmlFile, func(w io.Writer) error { return reports.WriteHTML(w, report) }),
		dir.Write(recordFile, func(w io.Writer) error { return reports.WriteJSON(w, book.Result, book.NameOf) }),
		dir.Write(appendixFile, func(w io.Writer) error { return appendix.Write(ctx, w, book) }),
		dir.Write(worklistFile, func(w io.Writer) error { return reports.WriteWorklist(w, joined.Worklist) }),
	)
	if err == nil {
		err = a.writeForCounsel(ctx, dir, book)
	}
	if err == nil && a.config.Reports.Applications {
		err = dir.Write(applicationsFile, func(w io.Writer) error { return a.writeApplications(ctx, w, book, joined.Dataset) })
	}
	if err == nil && review != nil {
		err = dir.Write(reviewFile, func(w io.Writer) error { return reviewbook.Write(ctx, w, review) })
	}
	return err
}

// writeForCounsel writes what only counsel may see, where it is asked for.
func (a *app) writeForCounsel(ctx context.Context, dir *rundir.Dir, book *reports.Book) error {
	var err error
	if a.config.Reports.Counsel {
		err = dir.Write(counselFile, func(w io.Writer) error { return counsel.Write(ctx, w, book) })
	}
	for _, r := range a.config.Reports.Rules {
		err = errors.Join(err, dir.Write(rulesFolder+r.Rule+".xlsx", func(w io.Writer) error { return rules.Write(ctx, w, book, r.Rule, r.Stage) }))
	}
	return err
}

// writeApplications lists every application by pseudonym, without groups.
func (a *app) writeApplications(ctx context.Context, w io.Writer, book *reports.Book, d *dataset.Dataset) error {
	spec := d.Spec()
	head := reviewbook.Applications{RunID: book.Result.Run.ID, Confidentiality: book.Confidentiality, Stages: spec.Stages}
	for _, s := range spec.Signals {
		head.Signals = append(head.Signals, s.ID)
	}
	rows := func(yield func(reviewbook.Application, error) bool) {
		var r dataset.Row
		for i := range d.Len() {
			d.Row(i, &r)
			if !yield(applicationRow(spec, r), nil) {
				return
			}
		}
	}
	_, cut, err := reviewbook.WriteApplications(ctx, w, head, d.Len(), rows)
	if cut > 0 {
		fmt.Fprintf(a.stderr, "weaksignal: %s holds the first %d applications only: Excel has no more rows\n", applicationsFile, d.Len()-cut)
	}
	return err
}

func applicationRow(spec dataset.Spec, r dataset.Row) reviewbook.Application {
	row := reviewbook.Application{Pseudonym: r.Application, Requisition: r.Requisition, Role: spec.Roles[r.Role],
		Level: r.Level, Source: r.Source, Period: r.Period, Values: r.Values}
	for _, s := range r.Stages {
		row.Outcomes = append(row.Outcomes, outcome(s))
	}
	return row
}

// outcome of one application at one stage, in a word; "" = not entered.
func outcome(s dataset.StageRow) string {
	switch s.Status {
	case dataset.Advanced:
		return "advanced"
	case dataset.Rejected:
		return "rejected"
	case dataset.Skipped:
		return "skipped"
	case dataset.Excluded:
		if s.Reason != "" {
			return s.Reason
		}
		return "no decision"
	}
	return ""
}

// judge says what was left out and which conditions hold, and gives the exit status.
func (a *app) judge(dir *rundir.Dir, book *reports.Book, conditions []condition, look *result.Trend) int {
	status := exitOK
	if n := incomplete(book.Result); n > 0 {
		status = exitIncomplete
		fmt.Fprintf(a.stderr, "weaksignal: %d %s could not be used; see %s\n", n, plural("input", n), filepath.Join(dir.Path(), worklistFile))
	}
	if empty(book.Result) {
		status = exitIncomplete
		fmt.Fprintf(a.stderr, "weaksignal: %s; it is no look\n", noDecision)
	}
	for _, c := range conditions {
		if said := c.holds(book.Result, look); said != "" {
			status = exitCondition
			fmt.Fprintf(a.stderr, "weaksignal: --fail-on %s: %s\n", c.text, said)
		}
	}
	return status
}

func (a *app) printSummary(dir *rundir.Dir, book *reports.Book, status int) error {
	switch {
	case a.config.JSON:
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(struct {
			Run      string            `json:"run"`
			Workbook string            `json:"workbook"`
			HTML     string            `json:"html"`
			Appendix string            `json:"appendix"`
			Record   string            `json:"record"`
			Worklist string            `json:"worklist"`
			Status   int               `json:"status"`
			Intake   result.Intake     `json:"intake"`
			Headline []result.Sentence `json:"headline"`
		}{book.Result.Run.ID, filepath.Join(dir.Path(), reportFile), filepath.Join(dir.Path(), htmlFile), filepath.Join(dir.Path(), appendixFile), filepath.Join(dir.Path(), recordFile),
			filepath.Join(dir.Path(), worklistFile), status, book.Result.Intake, book.Result.Headline})
	case a.config.Quiet:
		return nil
	}
	_, err := fmt.Fprintf(a.stdout, "%s\nreport: %s\n", reports.Summary(book, 72), filepath.Join(dir.Path(), reportFile))
	return err
}

// incomplete counts the inputs that a report was written without.
func incomplete(r *result.Result) int {
	n := r.Intake.Applications
	return r.Intake.Documents.Unreadable + r.Intake.Documents.Doubtful + n.Unmatched + n.Unusable
}
