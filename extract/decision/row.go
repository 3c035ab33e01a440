package decision

import (
	"bytes"
	"fmt"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
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
	// entered: the row says that the stage was entered; its outcome, if any, is that
	// of the stage.
	entered bool
}

// rowColumns are the column indexes of one file, -1 where it has none.
type rowColumns struct {
	application, candidate, resume, email, name, first, last     int
	requisition, role, level, stage, lastStage, outcome          int
	disqualified, applied, screener, trained, source, sourceType int
	referrer, reason, rejectionType, openings                    int
	from, to                                                     int
	// lastStages are further columns of lastStage.
	lastStages []int
}

func newRowColumns(l *heads.Layout) rowColumns {
	c := l.Column
	return rowColumns{
		application: c(heads.Application), candidate: c(heads.Candidate), resume: c(heads.Resume), email: c(heads.Email),
		name: c(heads.Name), first: c(heads.FirstName), last: c(heads.LastName),
		requisition: c(heads.Requisition), role: c(heads.Role), level: c(heads.Level), stage: c(heads.Stage), lastStage: c(heads.LastStage),
		outcome: c(heads.Outcome), disqualified: c(heads.Disqualified), applied: c(heads.Applied), screener: c(heads.Screener), trained: c(heads.Trained),
		source: c(heads.Source), sourceType: c(heads.SourceType), referrer: c(heads.Referrer), reason: c(heads.RejectionReason), rejectionType: c(heads.RejectionType), openings: c(heads.Openings),
		from: c(heads.FromStage), to: c(heads.ToStage), lastStages: l.Also[heads.LastStage],
	}
}

// identity of a row.
type identity struct {
	application, candidate, email, name, resume, requisition, role []byte
}

func (r *exportReader) identity(f *sheetFile, c rowColumns) identity {
	application, _ := ids.ByValue(f.cell(c.application))
	candidate, _ := ids.ByValue(f.cell(c.candidate))
	requisition, _ := ids.ByValue(f.cell(c.requisition))
	id := identity{application: application, candidate: candidate, email: f.cell(c.email),
		name: f.cell(c.name), resume: f.cell(c.resume), requisition: requisition, role: f.cell(c.role)}
	if c.name < 0 && (c.first >= 0 || c.last >= 0) {
		id.name = table.Trim(append(append(append([]byte(nil), f.cell(c.first)...), ' '), f.cell(c.last)...))
	}
	if c.requisition < 0 {
		id.requisition = id.role
	} else if c.role < 0 {
		id.role = id.requisition
	}
	return id
}

// key tells applications apart: the application id where there is one, else the
// person, the requisition and the date of the application.
func (id identity) key(applied []byte) (ids.Hash, bool) {
	if len(id.application) > 0 {
		return ids.NewHash().Part([]byte("a")).Near(id.application), true
	}
	for _, who := range [][]byte{id.candidate, id.email, id.name, id.resume} {
		if len(who) > 0 {
			return ids.NewHash().Part([]byte("p")).Part(id.requisition).Part(applied).Near(who), true
		}
	}
	return 0, false
}

// application takes one row in.
func (r *exportReader) application(f *sheetFile, c rowColumns) error {
	e := r.e
	footer := r.footer(f, c)
	if len(f.Fill) > 0 && !(footer && f.total()) {
		f.fillDown()
	}
	if footer {
		e.Footers++
		return nil
	}
	id := r.identity(f, c)
	key, ok := id.key(f.cell(c.applied))
	if !ok && r.sparse(f) && !r.decided(f, c) {
		e.Footers++
		return nil
	}
	e.Rows++
	switch {
	case !ok:
		r.leaveOut(f, "the row names no application and no candidate", "fill in the id, or remove the row")
		return nil
	case bytes.IndexByte(id.application, '\n') >= 0 || bytes.IndexByte(id.candidate, '\n') >= 0:
		r.leaveOut(f, "the id runs over several lines: a quotation mark before it was not closed", "correct the row in the export")
		return nil
	case r.slipped(f):
		return nil
	}
	app, known := r.byKey.Of(key)
	if !known {
		if app == 1<<32-2 || !e.add(f, c, id, r.appliedDay(f, c)) {
			return &InputError{File: f.path, Row: f.row, Reason: "the export is too large for one audit", Remedy: "split it by period with --since and --until, or by file"}
		}
		r.sourceOf(f, c)
	} else {
		r.several = true
		r.repeated(f, id, app)
	}
	r.events(f, c, app)
	return nil
}

// events adds what the row says of stages: one event, of a move two, of a wide table
// one for each stage.
func (r *exportReader) events(f *sheetFile, c rowColumns, app uint32) {
	switch {
	case c.to >= 0:
		r.move(f, c, app)
	case len(f.Stages) > 0:
		r.wideEvents(f, c, app)
	default:
		r.e.events = append(r.e.events, r.event(f, c, app))
	}
}

// slipped leaves out a row whose cells do not stand under their headers: one with
// more cells than the head, usually by an unquoted delimiter, or with fewer, cut in
// two by a line end in a cell. In a sheet nothing can slip.
func (r *exportReader) slipped(f *sheetFile) bool {
	if f.Delimiter == 0 || len(f.cells) == len(f.Header) {
		return false
	}
	if len(f.cells) < len(f.Header) {
		if f.width == 0 {
			return false
		}
		r.slip(f, "put cells that hold a line end in quotation marks")
		return true
	}
	for _, cell := range f.cells[len(f.Header):] {
		if len(table.Trim(cell)) > 0 {
			r.slip(f, "put cells that hold the delimiter in quotation marks")
			return true
		}
	}
	return false
}

func (r *exportReader) slip(f *sheetFile, remedy string) {
	reason := fmt.Sprintf("the row has %d cells under %d headers: its columns may have slipped", len(f.cells), len(f.Header))
	r.leaveOut(f, reason, remedy)
	if r.surplus++; r.surplus == 1 {
		p := f.problem("", reason, remedy)
		r.firstSurplus = &p
	}
}

// footer reports whether the row is a total or a note: opened by a word for a total, or
// hardly filled, and with no stage and no outcome that is known.
func (r *exportReader) footer(f *sheetFile, c rowColumns) bool {
	if r.decided(f, c) {
		return false
	}
	for _, cell := range f.cells {
		if cell = table.Trim(cell); len(cell) > 0 {
			return (cell[0] < '0' || cell[0] > '9') && words.Total(string(cell)) || r.sparse(f)
		}
	}
	return true
}

// total: some cell of the row is a word for a total, or ends with one.
func (f *sheetFile) total() bool {
	for _, cell := range f.cells {
		if text := string(table.Trim(cell)); text != "" && words.Total(text) {
			return true
		}
	}
	return false
}

// decided: the row names a stage or an outcome that is known.
func (r *exportReader) decided(f *sheetFile, c rowColumns) bool {
	for _, i := range [...]int{c.stage, c.lastStage, c.to} {
		if code, _ := r.stage.Of(f.raw(i)); r.asked.stageTells.Of(code) {
			return true
		}
	}
	code, _ := r.outcome.Of(f.raw(c.outcome))
	return r.asked.statusTells.Of(code)
}

// tells: the text names a stage or an outcome that is known.
func (r *exportReader) tells(_ uint32, text string) bool {
	return text != "" && !ids.AllDigits([]byte(text)) && (r.stage.Match.Find(text) >= 0 || r.known(text) != OutcomeUnknown)
}

// sparse: the row is hardly filled, as a footnote is.
func (r *exportReader) sparse(f *sheetFile) bool {
	filled := 0
	for _, c := range f.cells {
		if len(table.Trim(c)) > 0 {
			if filled++; filled > 2 {
				return false
			}
		}
	}
	return filled < len(f.Header)
}

func (r *exportReader) appliedDay(f *sheetFile, c rowColumns) int32 {
	day, ok := f.applied.Parse(f.cell(c.applied), f.row)
	if !ok {
		r.badDate(f, f.row, heads.Applied, uint32(r.e.Len()))
	}
	return day
}

// event reads the row's stage, outcome, date and screener.
func (r *exportReader) event(f *sheetFile, c rowColumns, app uint32) event {
	v := r.base(f, c, app)
	now, stage := r.stage.Of(f.raw(c.stage))
	v.raw, v.stage = now, stage
	if c.lastStage >= 0 {
		last, stage := r.stage.Of(f.raw(c.lastStage))
		for _, i := range c.lastStages {
			if r.stage.Blank.Of(last) {
				last, stage = r.stage.Of(f.raw(i))
			}
		}
		if !r.stage.Blank.Of(last) {
			v.raw, v.stage = last, stage
		}
	}
	if c.stage >= 0 || c.lastStage >= 0 {
		r.stage.Rows[v.raw]++
	}
	r.outcomeOf(f, c, &v, now)
	v.entered = v.outcome == OutcomeUnknown && !v.unmapped
	return v
}

// base reads what every event of the row has: date and screener.
func (r *exportReader) base(f *sheetFile, c rowColumns, app uint32) event {
	v := event{app: app, row: uint32(f.row), file: f.index, day: dates.NoDay, stage: -1, trained: -1}
	for k := range f.decided {
		if cell := f.cell(f.decided[k].at); len(cell) > 0 {
			day, ok := f.decided[k].Parse(cell, f.row)
			if !ok {
				r.badDate(f, f.row, f.decided[k].field, app)
			}
			if day != dates.NoDay {
				v.day, v.dated = day, int8(k)
				break
			}
		}
	}
	v.screener = r.e.screeners.Of(f.raw(c.screener))
	if c.trained >= 0 {
		if yes, ok := words.YesNo(string(f.cell(c.trained))); ok {
			v.trained = 0
			if yes {
				v.trained = 1
			}
		}
	}
	return v
}
