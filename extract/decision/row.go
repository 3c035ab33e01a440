package decision

import (
	"bytes"
	"fmt"
	"strings"
)

// event is one row of an export: an application at a stage.
type event struct {
	app      uint32
	row      uint32
	raw      uint32 // code of the stage text
	screener uint32
	day      int32
	file     uint16
	stage    int8 // index of funnel.names, funnel.hired, or -1
	outcome  Outcome
	trained  int8 // -1 unknown, 0, 1
	dated    int8 // index of sheetFile.decided that gave the day
	// unmapped: the row's status text maps to no outcome.
	unmapped bool
}

// rowColumns are the column indexes of one file, -1 where it has none.
type rowColumns struct {
	application, candidate, resume, email, name, first, last     int
	requisition, role, level, stage, lastStage, outcome          int
	disqualified, applied, screener, trained, source, sourceType int
	referrer, reason, rejectionType, openings                    int
}

func newRowColumns(l *layout) rowColumns {
	c := l.column
	return rowColumns{
		application: c(fieldApplication), candidate: c(fieldCandidate), resume: c(fieldResume), email: c(fieldEmail),
		name: c(fieldName), first: c(fieldFirstName), last: c(fieldLastName),
		requisition: c(fieldRequisition), role: c(fieldRole), level: c(fieldLevel), stage: c(fieldStage), lastStage: c(fieldLastStage),
		outcome: c(fieldOutcome), disqualified: c(fieldDisqualified), applied: c(fieldApplied), screener: c(fieldScreener), trained: c(fieldTrained),
		source: c(fieldSource), sourceType: c(fieldSourceType), referrer: c(fieldReferrer), reason: c(fieldRejectionReason), rejectionType: c(fieldRejectionType), openings: c(fieldOpenings),
	}
}

// identity of a row.
type identity struct {
	application, candidate, email, name, resume, requisition, role []byte
}

func (r *exportReader) identity(f *sheetFile, c rowColumns) identity {
	id := identity{application: wholeID(f.cell(c.application)), candidate: wholeID(f.cell(c.candidate)), email: f.cell(c.email),
		name: f.cell(c.name), resume: f.cell(c.resume), requisition: f.cell(c.requisition), role: f.cell(c.role)}
	if c.name < 0 && (c.first >= 0 || c.last >= 0) {
		id.name = trim(append(append(append([]byte(nil), f.cell(c.first)...), ' '), f.cell(c.last)...))
	}
	if c.requisition < 0 {
		id.requisition = id.role
	} else if c.role < 0 {
		id.role = id.requisition
	}
	return id
}

// wholeID drops the ".0" that a column of numbers gets where some program took
// ids for measurements.
func wholeID(id []byte) []byte {
	whole, ok := bytes.CutSuffix(id, []byte(".0"))
	if !ok || len(whole) == 0 {
		return id
	}
	if _, ok := digits(whole); !ok {
		return id
	}
	return whole
}

// key tells applications apart: the application id where there is one, else the
// person, the requisition and the date of the application.
func (id identity) key(applied []byte) (hash, bool) {
	if len(id.application) > 0 {
		return newHash().part([]byte("a")).part(id.application), true
	}
	for _, who := range [][]byte{id.candidate, id.email, id.name, id.resume} {
		if len(who) > 0 {
			return newHash().part([]byte("p")).part(who).part(id.requisition).part(applied), true
		}
	}
	return 0, false
}

// application takes one row in.
func (r *exportReader) application(f *sheetFile, c rowColumns) error {
	e := r.e
	id := r.identity(f, c)
	key, ok := id.key(f.cell(c.applied))
	undecided := len(f.cell(c.stage)) == 0 && len(f.cell(c.outcome)) == 0
	if !ok || (undecided || len(id.requisition) == 0) && r.footer(f) {
		r.withoutID(f)
		return nil
	}
	e.Rows++
	if bytes.IndexByte(id.application, '\n') >= 0 || bytes.IndexByte(id.candidate, '\n') >= 0 {
		e.Problems.add(Problem{File: f.path, Row: f.row, Reason: "the id runs over several lines: a quotation mark before it was not closed", Remedy: "correct the row in the export", Excluded: true})
		return nil
	}
	r.overlong(f)
	app, known := r.byKey.of(key)
	if !known {
		if app == 1<<32-2 || !e.add(f, c, id, r.appliedDay(f, c)) {
			return &InputError{File: f.path, Row: f.row, Reason: "the export is too large for one audit", Remedy: "split it by period with --since and --until, or by file"}
		}
		r.sourceOf(f, c)
	}
	v := r.event(f, c, app)
	if known {
		r.repeated(f, id, app)
	}
	e.events = append(e.events, v)
	return nil
}

// overlong reports cells beyond the header: usually an unquoted delimiter.
func (r *exportReader) overlong(f *sheetFile) {
	for i := len(f.header); i < len(f.cells); i++ {
		if len(trim(f.cells[i])) > 0 {
			r.e.Problems.add(Problem{File: f.path, Row: f.row, Reason: fmt.Sprintf("the row has %d cells under %d headers: its columns may have slipped", len(f.cells), len(f.header)),
				Remedy: "put cells that hold the delimiter in quotation marks"})
			return
		}
	}
}

// footer reports whether the row is a total or a footnote: hardly filled, or
// opened by a word like "Total".
func (r *exportReader) footer(f *sheetFile) bool {
	filled := 0
	var first []byte
	for _, c := range f.cells {
		if c = trim(c); len(c) > 0 {
			if filled == 0 {
				first = c
			}
			filled++
		}
	}
	return filled <= 2 && filled < len(f.header) || isTotal(first)
}

// withoutID sorts rows that name nobody into totals and footnotes, and errors.
func (r *exportReader) withoutID(f *sheetFile) {
	if r.footer(f) {
		r.e.Footers++
		return
	}
	r.e.Rows++
	r.e.Problems.add(Problem{File: f.path, Row: f.row, Reason: "the row names no application and no candidate", Remedy: "fill in the id, or remove the row", Excluded: true})
}

func isTotal(s []byte) bool {
	t := strings.ToLower(string(s))
	for _, w := range []string{"total", "grand total", "sum", "subtotal", "count", "average", "summe", "gesamt"} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}

func (r *exportReader) appliedDay(f *sheetFile, c rowColumns) int32 {
	day, ok := f.applied.parse(f.cell(c.applied), f.row)
	if !ok {
		r.badDate(f, f.row, fieldApplied)
	}
	return day
}

// event reads the row's stage, outcome, date and screener.
func (r *exportReader) event(f *sheetFile, c rowColumns, app uint32) event {
	v := event{app: app, row: uint32(f.row), file: f.index, day: noDay, stage: -1, trained: -1}
	stageText, last := f.cell(c.stage), f.cell(c.lastStage)
	v.raw, v.stage = r.stage.of(stageText)
	if isBlank(string(last)) {
		last = nil
	}
	if len(last) > 0 {
		v.raw, v.stage = r.stage.of(last)
	}
	if c.stage >= 0 || c.lastStage >= 0 {
		r.stage.rows[v.raw]++
	}
	r.outcomeOf(f, c, &v, stageText)
	for k := range f.decided {
		if cell := f.get(f.decided[k].field); len(cell) > 0 {
			day, ok := f.decided[k].parse(cell, f.row)
			if !ok {
				r.badDate(f, f.row, f.decided[k].field)
			}
			if day != noDay {
				v.day, v.dated = day, int8(k)
				break
			}
		}
	}
	v.screener = r.e.screeners.of(f.cell(c.screener))
	if yes, ok := yesNo(string(f.cell(c.trained))); ok {
		v.trained = 0
		if yes {
			v.trained = 1
		}
	}
	return v
}

// repeated checks a further row of a known application: it must name the same
// candidate and requisition. That its stage is another one is checked at the end.
func (r *exportReader) repeated(f *sheetFile, id identity, app uint32) {
	e := r.e
	if len(id.candidate) > 0 && !bytes.Equal(e.candidate.bytes(int(app)), id.candidate) ||
		len(id.requisition) > 0 && e.requisitions.of(id.requisition) != e.requisition[app] {
		r.duplicated(f.path, f.row, f.name(fieldApplication), int(app), int(e.row[app]), "for another candidate or requisition")
	}
}

// duplicated counts repeated ids and keeps the first for the message.
func (r *exportReader) duplicated(path string, row int, column string, app, first int, how string) {
	r.duplicates++
	if r.duplicate != nil {
		return
	}
	what := "the application " + r.e.application.at(app)
	if r.e.application.at(app) == "" {
		what = "the same person's application"
	}
	r.duplicate = &InputError{File: path, Row: row, Column: column,
		Reason: fmt.Sprintf("%s stands here and in row %d, %s", what, first, how),
		Remedy: "keep one row per application and stage: remove the repeated rows, or map application_id to the column that is unique"}
}
