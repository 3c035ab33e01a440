package decision

import (
	"bytes"
	"fmt"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/words"
)

// move reads a row that takes an application from one stage to another: it ends the
// first one and enters the second, or closes the application if that is an outcome.
func (r *exportReader) move(f *sheetFile, c rowColumns, app uint32) {
	r.several = true
	from, to := f.raw(c.from), f.raw(c.to)
	left := r.base(f, c, app)
	left.entered = true
	entered := left
	left.raw, left.stage = r.stage.Of(from)
	entered.raw, entered.stage = r.stage.Of(to)
	switch {
	case entered.stage == r.e.full.Hired:
		left.outcome, entered.outcome = Hired, Hired
	case entered.stage >= 0:
		if entered.stage > left.stage {
			left.outcome = Advanced
		}
	default:
		r.textOutcome(f, c, &left, to)
	}
	if left.stage >= 0 {
		r.stage.Rows[left.raw]++
	}
	if left.stage >= 0 || entered.stage < 0 {
		r.e.events = append(r.e.events, left)
	}
	if entered.stage >= 0 {
		if left.stage < 0 || entered.stage == r.e.full.Hired {
			r.stage.Rows[entered.raw]++
		}
		r.e.events = append(r.e.events, entered)
	}
}

// textOutcome is what a text means beside the row's reason; what needs the employer's
// word stays unmapped.
func (r *exportReader) textOutcome(f *sheetFile, c rowColumns, v *event, text []byte) {
	code, _ := r.outcome.Of(text)
	r.outcome.Rows[code]++
	r.settle(f, c, v, r.asked.status.Of(code), code, askedStatus)
	r.asked.statusBecame.add(code, v.outcome)
}

// wideEvents reads a row that has one result for each stage. What the application's
// own status says beside them, a withdrawal say, is the furthest stage's.
func (r *exportReader) wideEvents(f *sheetFile, c rowColumns, app uint32) {
	r.several = true
	base, n := r.base(f, c, app), 0
	for _, s := range f.Stages {
		text := f.cell(s.Column)
		if words.Blank(string(text)) {
			continue
		}
		v := base
		v.raw, v.stage = s.Raw, s.Stage
		r.stage.Rows[s.Raw]++
		if s.Passed[lookup.Fold(string(text))] {
			v.outcome = Advanced
		} else {
			r.textOutcome(f, c, &v, text)
		}
		r.e.events = append(r.e.events, v)
		n++
	}
	if c.outcome < 0 && n > 0 {
		return
	}
	own := base
	r.outcomeOf(f, c, &own, 0)
	switch {
	case n == 0:
		own.raw, own.stage = f.Stages[0].Raw, f.Stages[0].Stage
	case own.outcome == Hired:
		own.stage = r.e.full.Hired
	case own.outcome != Withdrawn && own.outcome != Transferred && own.outcome != Other:
		return
	default:
		last := &r.e.events[len(r.e.events)-1]
		if last.outcome != Rejected {
			last.outcome = own.outcome
		}
		return
	}
	r.e.events = append(r.e.events, own)
}

// repeated checks a further row of a known application: it must name the same
// candidate and requisition. That its stage is another one is checked at the end.
func (r *exportReader) repeated(f *sheetFile, id identity, app uint32) {
	e := r.e
	if len(id.candidate) > 0 && !bytes.Equal(e.candidate.bytes(int(app)), id.candidate) ||
		len(id.requisition) > 0 && e.requisitions.Of(id.requisition) != e.requisition[app] {
		r.duplicated(f.path, f.row, f.Name(heads.Application), int(app), int(e.row[app]), "for another candidate or requisition")
		e.contradict(int(app), event{row: e.row[app]}, event{row: uint32(f.row)}, "one application id for two candidates or requisitions")
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
