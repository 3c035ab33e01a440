package decision

import (
	"fmt"
	"maps"
	"slices"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
)

// doubts collects the dates and the rows that were not understood.
func (r *exportReader) doubts() *doubt.Doubt {
	e := r.e
	d := &doubt.Doubt{Applications: e.Len(), Advanced: e.Mapping.Outcomes.Advanced}
	for _, f := range r.columns {
		r.doubtDates(d, f, heads.Applied, &f.applied)
		for k := range f.decided {
			r.doubtDates(d, f, f.decided[k].field, &f.decided[k].Column)
		}
	}
	r.unusable()
	for _, reason := range slices.Sorted(maps.Keys(r.unused)) {
		u := r.unused[reason]
		d.Add(doubt.Doubted{Kind: doubt.DoubtRow, File: u.file, Row: u.row, Rows: u.n, Reason: reason, Remedy: u.remedy})
	}
	return d
}

func (r *exportReader) doubtDates(d *doubt.Doubt, f *sheetFile, field string, c *dates.Column) {
	if c.Failed == 0 {
		return
	}
	k := dateCell{f.path, f.Name(field)}
	advanced := 0
	for _, app := range r.undated[k] {
		if o, _ := r.e.final(int(app)); o.Passes() {
			advanced++
		}
	}
	d.Add(doubt.Doubted{Kind: doubt.DoubtDate, File: f.path, Column: k.column, Text: c.Failure, Row: c.FailureRow, Rows: c.Failed, Of: c.Filled, Advanced: advanced,
		Reason: "cells of the date column are no dates", Remedy: "write dates as YYYY-MM-DD, or map another column under export.columns"})
}

// unusable counts the applications whose row says no requisition, or not where they
// were decided: left out, they would change who is compared with whom.
func (r *exportReader) unusable() {
	e := r.e
	for i := range e.Len() {
		reason, remedy := e.problem(i)
		if reason == "" || e.odd[uint32(i)] != "" || e.unmapped(i) {
			continue
		}
		r.unusedRow(e.files[e.file[i]], int(e.row[i]), reason, remedy)
	}
}

// unmapped: a text of the application's rows maps to no outcome or no stage, which is
// asked for by text.
func (e *trails) unmapped(i int) bool {
	for _, v := range e.trail(i) {
		if v.unmapped || v.stage < 0 && !e.endsAt(v.raw) {
			return true
		}
	}
	return false
}

// seen takes the columns that the current row fills off the list of blank ones.
func (f *sheetFile) seen() {
	f.blank = slices.DeleteFunc(f.blank, func(c int) bool { return len(f.cell(c)) > 0 })
}

// emptyColumns names the mapped columns that are empty in all rows of all files. It is
// fatal where the configuration maps one that decides what is audited: whoever wrote it
// expects it to be used.
func (r *exportReader) emptyColumns() {
	empty := r.empty()
	for _, field := range slices.Sorted(maps.Keys(empty)) {
		f := empty[field]
		mapped := slices.ContainsFunc(r.opt.Columns, func(c heads.ColumnMap) bool { return c.Field == field })
		r.guard("column_empty", mapped && decides(field), InputError{File: f.path, Sheet: f.Label(), Column: f.Name(field),
			Reason: fmt.Sprintf("the column is read as %s and is empty in all rows", field),
			Remedy: "export it with its contents, or map the column that holds them under export.columns"})
	}
}

// empty are the fields that no row of any file fills, with the first file that has them.
func (r *exportReader) empty() map[string]*sheetFile {
	where, filled := map[string]*sheetFile{}, map[string]bool{}
	for _, f := range r.columns {
		for field, c := range f.At {
			if !slices.Contains(f.blank, c) {
				filled[field] = true
			} else if where[field] == nil {
				where[field] = f
			}
		}
	}
	maps.DeleteFunc(where, func(field string, _ *sheetFile) bool { return filled[field] })
	return where
}

// decides: without the field, an audit is about something else than was configured.
func decides(field string) bool {
	switch field {
	case heads.Outcome, heads.Stage, heads.LastStage, heads.FromStage, heads.ToStage, heads.Requisition:
		return true
	}
	return false
}

// telling is the share of a column's filled cells that must read as stages, or as
// outcomes, for it to be taken for a column of them.
const telling = 0.9

// unusedColumns names the columns that map to no field though they hold stages or
// decisions. It is fatal where they are decisions, none is used or the one used says
// otherwise, and the configuration does not say which one counts.
func (r *exportReader) unusedColumns() {
	var said []string
	for _, l := range r.layouts {
		used := l.ColumnsUsed()
		for c, header := range l.Header {
			if header == "" || slices.Contains(used, c) || slices.Contains(said, header) {
				continue
			}
			kind, field := "", ""
			switch o := l.Column(heads.Outcome); {
			case r.holds(l, c, func(t string) bool { return r.stage.Match.Find(t) >= 0 }) && r.e.single:
				kind, field = "stages", heads.LastStage
			case r.holds(l, c, func(t string) bool { return r.known(t).Ends() || r.known(t) == Pending }) && r.rejects(l, c) && (o < 0 || r.differ(l, o, c)):
				kind, field = "decisions", heads.Outcome
			default:
				continue
			}
			said = append(said, header)
			r.guard("column_unused", field == heads.Outcome && !r.decidedBy(l), InputError{File: l.Path, Sheet: l.Label(), Column: header,
				Reason: "the column is not used, and its texts read as " + kind, Remedy: fmt.Sprintf("map the column that counts under export.columns: {field: %s, header: %s}", field, doubt.Quoted(header))})
		}
	}
}

// decidedBy: the configuration says which column decides, or the table does it by its
// form.
func (r *exportReader) decidedBy(l *heads.Layout) bool {
	return r.heads.Mapped[heads.Outcome] || r.moves || len(l.Stages) > 0
}

// fewTexts bounds the different texts of a column of stages or decisions.
const fewTexts = 40

// holds: half of the rows at least fill the column, and nearly all of its cells, of two
// texts or more, are such as is asks for.
func (r *exportReader) holds(l *heads.Layout, c int, is func(string) bool) bool {
	texts := map[string]int{}
	filled, fit := 0, 0
	for i := range l.Sample {
		if t := l.Cell(i, c); t != "" {
			filled++
			texts[t]++
		}
		if len(texts) > fewTexts {
			return false
		}
	}
	kinds := 0
	for t, n := range texts {
		if is(t) {
			fit += n
			kinds++
		}
	}
	return 2*filled >= len(l.Sample) && kinds > 1 && float64(fit) >= telling*float64(filled)
}

// rejects: some text of the column is a rejection.
func (r *exportReader) rejects(l *heads.Layout, c int) bool {
	for i := range l.Sample {
		if r.known(l.Cell(i, c)) == Rejected {
			return true
		}
	}
	return false
}

// differ: two columns do not say the same decision in some row.
func (r *exportReader) differ(l *heads.Layout, a, b int) bool {
	for i := range l.Sample {
		x, y := r.known(l.Cell(i, a)), r.known(l.Cell(i, b))
		if x.Ends() && y.Ends() && x.Passes() != y.Passes() {
			return true
		}
	}
	return false
}
