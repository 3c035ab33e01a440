package decision

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/table"
)

// fewRejections is the share of rejections below which an export can hardly hold
// all decisions: a real screen that turns down less than one in a hundred would
// need no screen.
const fewRejections = 0.01

// backwardShare is the share of decisions dated before their application from
// which the two date columns, not single rows, must be wrong.
const backwardShare = 0.1

// fileGuards looks at one file as it came.
func (r *exportReader) fileGuards(f *sheetFile, rows int) {
	if rows == doubt.TruncatedRows {
		r.guard("truncated", false, InputError{File: f.path, Reason: "the export has exactly 1,000 rows: some systems cut their reports there",
			Remedy: "check in the system how many applications the report has, and export by period if it was cut"})
	}
	for _, d := range f.Damaged {
		err := d.Err(f.Layout)
		err.Reason += "; the column is not used"
		r.guard("ids_rounded", false, *err)
	}
	if f.filled > 0 {
		var names []string
		for _, c := range f.Fill {
			names = append(names, fmt.Sprintf("%q", f.Header[c]))
		}
		r.guard("grouped_report", false, InputError{File: f.path, Sheet: f.Label(),
			Reason: fmt.Sprintf("%s is filled in the first row of each group only: %d empty cells take the value above them", strings.Join(names, " and "), f.filled),
			Remedy: "nothing to do if the report is grouped so"})
	}
	if f.BadBytes > 0 {
		r.guard("bad_bytes", false, InputError{File: f.path, Reason: fmt.Sprintf("%d bytes are no UTF-8 in a text that else is; they are read as Windows-1252", f.BadBytes),
			Remedy: "check the cells with accents that look wrong"})
	}
	if f.hidden > 0 {
		r.guard("hidden_rows", false, InputError{File: f.path, Reason: fmt.Sprintf("%d rows are hidden or filtered out in the sheet; they are audited like the others", f.hidden),
			Remedy: "delete them from the file if they do not belong to it"})
	}
}

func (r *exportReader) guard(id string, fatal bool, err InputError) {
	r.e.Guards = append(r.e.Guards, doubt.Guard{ID: id, Fatal: fatal, Error: err})
}

// guards looks at the export as a whole.
func (r *exportReader) guards() {
	e := r.e
	where := ""
	if len(e.files) > 0 {
		where = e.files[0]
	}
	if e.Len() == 0 {
		r.guard("no_rows", true, InputError{File: where, Reason: "the export has no applications", Remedy: "export it again with all applications of the period"})
		return
	}
	r.contradictionGuards(where)
	r.emptyColumns()
	r.unusedColumns()
	// Causes before consequences: nobody is rejected where the word for it is not known.
	r.stageGuards(where)
	e.Guards = append(e.Guards, r.doubts().Guards()...)
	r.outcomeGuards(where)
	if r.backwards > 0 && float64(r.backwards) > backwardShare*float64(r.dated) {
		p := r.firstBackwards
		r.guard("decided_before_applied", true, InputError{File: p.File, Row: p.Row, Column: p.Column,
			Reason: fmt.Sprintf("%d of %d decisions are dated before the application; the first: %s", r.backwards, r.dated, p.Reason),
			Remedy: "check that export.columns maps applied_at and decided_at to the right columns, and export.date_order"})
	}
	r.requisitionGuards(where)
}

func (r *exportReader) outcomeGuards(where string) {
	e, o := r.e, r.e.Mapping.Outcomes
	n := e.Len()
	switch {
	case o.Rejected == 0:
		r.guard("no_rejections", true, InputError{File: where, Column: r.header(heads.Outcome),
			Reason: fmt.Sprintf("none of the %d applications was rejected (%d advanced or hired, %d pending, %d withdrawn, %d other): this looks like an export of active applicants only", n, o.Advanced, o.Pending, o.Withdrawn, o.Other),
			Remedy: "export rejected and archived applications too; if they are there under another word, map it under export.outcomes"})
	case n >= 100 && float64(o.Rejected) < fewRejections*float64(n):
		r.guard("few_rejections", true, InputError{File: where, Column: r.header(heads.Outcome),
			Reason: fmt.Sprintf("only %d of %d applications were rejected: most rejections seem to be missing from the export", o.Rejected, n),
			Remedy: "export rejected and archived applications too"})
	}
	passed := false
	var steps []Step
	for i := 0; i < n && !passed; i++ {
		steps = e.Steps(i, steps[:0])
		for _, s := range steps {
			passed = passed || s.Status == Passed
		}
	}
	if !passed && o.Rejected > 0 {
		r.guard("no_advancement", true, InputError{File: where, Reason: fmt.Sprintf("none of the %d applications advanced at any stage: this looks like an export of rejected applications only", n),
			Remedy: "export all applications, hired and advanced ones included"})
	}
}

// contradictionGuards looks at rows that repeat or contradict each other.
func (r *exportReader) contradictionGuards(where string) {
	e := r.e
	if r.duplicate != nil {
		d := *r.duplicate
		if r.duplicates > 1 {
			d.Reason += fmt.Sprintf(" (%d such rows)", r.duplicates)
		}
		fatal := float64(r.duplicates) > doubt.Contradictory*float64(e.Rows)
		if !fatal {
			d.Remedy = "the repeats count once; remove them from the export"
		}
		r.guard("duplicate_applications", fatal, d)
	}
	if n := len(e.odd); n > 0 {
		first := slices.Min(slices.Collect(maps.Keys(e.odd)))
		r.guard("rows_contradict", doubt.Contradict(n, e.Len(), e.Mapping.Outcomes.Advanced), InputError{File: where, Row: int(e.row[first]), Column: r.header(heads.Stage),
			Reason: fmt.Sprintf("%d of %d applications have rows that contradict each other; the first is %s", n, e.Len(), e.odd[first]),
			Remedy: "correct the rows in the export, or map application_id and stage to the columns that tell applications and stages apart"})
	}
	if p := r.firstSurplus; p != nil {
		r.guard("rows_slipped", doubt.TooMany(r.surplus, e.Rows), InputError{File: p.File, Sheet: p.Sheet, Row: p.Row,
			Reason: fmt.Sprintf("%d of %d rows have more or fewer cells than the header; the first: %s", r.surplus, e.Rows, p.Reason), Remedy: p.Remedy})
	}
}

// noteRows is how many filled rows a sheet of titles and notes may have.
const noteRows = 10

// leftOut says which sheets of a workbook are not read.
func (r *exportReader) leftOut(b *table.Book) {
	for _, s := range b.Left {
		if s.Rows < noteRows {
			continue // a title page
		}
		r.guard("sheet_left_out", false, InputError{File: s.File, Sheet: s.Sheet, Reason: fmt.Sprintf("the sheet is not read (%d filled rows): %s", s.Rows, s.Why),
			Remedy: "nothing to do if it holds no applications; else give it the same headers, or name it under export.sheet"})
	}
}

// requisitionGuards names requisitions that are spelt in several ways, or that
// have several titles.
func (r *exportReader) requisitionGuards(where string) {
	e := r.e
	if r.header(heads.Requisition) == "" {
		r.guard("no_requisition", false, InputError{File: where, Column: r.header(heads.Role),
			Reason: "no column tells requisitions apart: applications are compared within the same job title", Remedy: "map the column with the number of the requisition under export.columns, if there is one"})
	}
	var spelt []string
	for c, v := range e.requisitions.Variant {
		if v != "" {
			spelt = append(spelt, fmt.Sprintf("%q and %q", e.requisitions.Names[c], v))
		}
	}
	if len(spelt) > 0 {
		r.guard("requisition_names", false, InputError{File: where, Column: r.header(heads.Requisition),
			Reason: "requisitions are spelt in several ways and are taken as one each: " + doubt.FirstFew(spelt), Remedy: "correct the export if they are different requisitions"})
	}
	title := map[uint32]uint32{}
	seen := map[uint32]bool{}
	var titles []string
	for i, q := range e.requisition {
		t, ok := title[q]
		if !ok {
			title[q] = e.role[i]
		} else if t != e.role[i] && !seen[q] && q != 0 && e.role[i] != 0 && t != 0 && r.header(heads.Requisition) != "" {
			seen[q] = true
			titles = append(titles, fmt.Sprintf("%s is %q and %q", e.requisitions.Names[q], e.roles.Names[t], e.roles.Names[e.role[i]]))
		}
	}
	if len(titles) > 0 {
		r.guard("requisition_titles", false, InputError{File: where, Column: r.header(heads.Role),
			Reason: "requisitions have several titles: " + doubt.FirstFew(titles), Remedy: "check that the requisition column is the one that tells requisitions apart"})
	}
}

// header of a field in the first file that has it; "" if none has.
func (r *exportReader) header(field string) string {
	for _, l := range r.layouts {
		if i := l.Column(field); i >= 0 {
			return l.Header[i]
		}
	}
	return ""
}
