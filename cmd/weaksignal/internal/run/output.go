package run

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/failon"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/reports"
	"weaksignal/reports/appendix"
	"weaksignal/reports/counsel"
	reviewbook "weaksignal/reports/review"
	"weaksignal/reports/rules"
)

// writeRun writes the files of a run into its folder in the making.
func (a *Audit) writeRun(ctx context.Context, dir *rundir.Dir, book *reports.Book, joined *join.Joined, review *reviewbook.Review) error {
	report := reports.Report(book)
	err := errors.Join(
		dir.Write(rundir.ReportFile, func(w io.Writer) error { return reports.WriteReport(ctx, w, book, report) }),
		dir.Write(rundir.HTMLFile, func(w io.Writer) error { return reports.WriteHTML(w, report) }),
		dir.Write(rundir.RecordFile, func(w io.Writer) error { return reports.WriteJSON(w, book.Result, book.NameOf) }),
		dir.Write(rundir.AppendixFile, func(w io.Writer) error { return appendix.Write(ctx, w, book) }),
		dir.Write(rundir.WorklistFile, func(w io.Writer) error { return reports.WriteWorklist(w, joined.Worklist.Each) }),
	)
	if err == nil {
		err = a.writeForCounsel(ctx, dir, book)
	}
	if err == nil && a.Config.Reports.Applications {
		err = dir.Write(rundir.ApplicationsFile, func(w io.Writer) error { return a.writeApplications(ctx, w, book, joined.Dataset) })
	}
	if err == nil && review != nil {
		err = dir.Write(rundir.ReviewFile, func(w io.Writer) error { return reviewbook.Write(ctx, w, review) })
	}
	return err
}

// writeForCounsel writes what only counsel may see, where it is asked for.
func (a *Audit) writeForCounsel(ctx context.Context, dir *rundir.Dir, book *reports.Book) error {
	var err error
	if a.Config.Reports.Counsel {
		err = dir.Write(rundir.CounselFile, func(w io.Writer) error { return counsel.Write(ctx, w, book) })
	}
	for _, r := range a.Config.Reports.Rules {
		err = errors.Join(err, dir.Write(rundir.RulesFolder+r.Rule+".xlsx", func(w io.Writer) error { return rules.Write(ctx, w, book, r.Rule, r.Stage) }))
	}
	return err
}

// writeApplications lists every application by pseudonym, without groups.
func (a *Audit) writeApplications(ctx context.Context, w io.Writer, book *reports.Book, d *dataset.Dataset) error {
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
		fmt.Fprintf(a.Stderr, "weaksignal: %s holds the first %d applications only: Excel has no more rows\n", rundir.ApplicationsFile, d.Len()-cut)
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
func (a *Audit) judge(dir *rundir.Dir, book *reports.Book, conditions []failon.Condition, look *result.Trend) int {
	status := exit.OK
	if n := incomplete(book.Result); n > 0 {
		status = exit.Incomplete
		fmt.Fprintf(a.Stderr, "weaksignal: %d %s could not be used; see %s\n", n, lines.Plural("input", n), filepath.Join(dir.Path(), rundir.WorklistFile))
	}
	if failon.Empty(book.Result) {
		status = exit.Incomplete
		fmt.Fprintf(a.Stderr, "weaksignal: %s; it is no look\n", failon.NoDecision)
	}
	for _, c := range conditions {
		if said := c.Holds(book.Result, look); said != "" {
			status = exit.Condition
			fmt.Fprintf(a.Stderr, "weaksignal: --fail-on %s: %s\n", c.Text, said)
		}
	}
	return status
}

func (a *Audit) printSummary(dir *rundir.Dir, book *reports.Book, status int) error {
	switch {
	case a.Config.JSON:
		encoder := json.NewEncoder(a.Stdout)
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
		}{book.Result.Run.ID, filepath.Join(dir.Path(), rundir.ReportFile), filepath.Join(dir.Path(), rundir.HTMLFile), filepath.Join(dir.Path(), rundir.AppendixFile), filepath.Join(dir.Path(), rundir.RecordFile),
			filepath.Join(dir.Path(), rundir.WorklistFile), status, book.Result.Intake, book.Result.Headline})
	case a.Config.Quiet:
		return nil
	}
	_, err := fmt.Fprintf(a.Stdout, "%s\nreport: %s\n", reports.Summary(book, 72), filepath.Join(dir.Path(), rundir.ReportFile))
	return err
}

// incomplete counts the inputs that a report was written without.
func incomplete(r *result.Result) int {
	n := r.Intake.Applications
	return r.Intake.Documents.Unreadable + r.Intake.Documents.Doubtful + n.Unmatched + n.Unusable
}
