package decision

import (
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
