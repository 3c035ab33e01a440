package decision

import (
	"bytes"
)

// outcomeOf decides the row's outcome: the status text, sharpened by the
// reason (who rejected whom), else what the stage's own name or a rejection date
// says.
func (r *exportReader) outcomeOf(f *sheetFile, c rowColumns, v *event, stageText []byte) {
	text := f.cell(c.outcome)
	code, a := r.outcome.of(text)
	r.outcome.rows[code]++
	if a >= 0 {
		v.outcome = Outcome(a)
	}
	if len(text) > 0 && a < 0 {
		if _, s := r.stage.of(text); s >= 0 {
			v.outcome = Pending
			if s == r.e.full.hired {
				v.outcome = Hired
			}
		} else {
			v.unmapped = true
		}
	}
	if yes, ok := yesNo(string(f.cell(c.disqualified))); ok && yes {
		v.outcome, v.unmapped = Rejected, false
	}
	r.outcomeByStage(v, stageText)
	if v.outcome == OutcomeUnknown && !v.unmapped {
		if len(f.get(fieldHiredAt)) > 0 {
			v.outcome = Hired
		} else if len(f.get(fieldRejectedAt)) > 0 {
			v.outcome = Rejected
		}
	}
	r.outcomeByReason(f, c, v, text)
}

// outcomeByReason sharpens a rejection by its reason: "withdrew" or "they rejected
// us" is no rejection, and where only the archive's reason tells the outcome, it
// decides.
func (r *exportReader) outcomeByReason(f *sheetFile, c rowColumns, v *event, status []byte) {
	archived := c.outcome < 0 && v.outcome == OutcomeUnknown || bytes.EqualFold(status, []byte("archived"))
	if v.outcome != Rejected && !archived || v.unmapped {
		return
	}
	for _, col := range []int{c.rejectionType, c.reason} {
		text := f.cell(col)
		if isBlank(string(text)) {
			continue
		}
		_, a := r.outcome.of(text)
		switch o := Outcome(max(a, 0)); o {
		case Withdrawn, Transferred, Other:
			v.outcome = o
			return
		case Hired:
			if archived {
				v.outcome = o
				return
			}
		}
		if v.outcome == OutcomeUnknown {
			v.outcome = Rejected
		}
	}
}

// outcomeByStage lets a stage that is called "Hired" or "Rejected" decide where
// the status leaves it open.
func (r *exportReader) outcomeByStage(v *event, stageText []byte) {
	if v.outcome != OutcomeUnknown && v.outcome != Pending || len(stageText) == 0 {
		return
	}
	if v.stage == r.e.full.hired {
		v.outcome, v.unmapped = Hired, false
		return
	}
	_, a := r.outcome.of(stageText)
	switch o := Outcome(max(a, 0)); o {
	case Hired, Rejected, Withdrawn, Transferred, Prospect, Other:
		v.outcome, v.unmapped = o, false
	}
}

// sourceOf keeps the source of the application that was just added.
func (r *exportReader) sourceOf(f *sheetFile, c rowColumns) {
	e := r.e
	source, referral := int8(-1), int8(-1)
	for _, col := range []int{c.sourceType, c.source} {
		cell := f.cell(col)
		if len(cell) == 0 || isBlank(string(cell)) {
			continue
		}
		code, a := r.source.of(cell)
		r.source.rows[code]++
		if source < 0 {
			source = a
		}
		if a == 0 {
			source = 0
		}
		referral = max(referral, 0)
	}
	if source == 0 {
		referral = 1
	}
	if cell := f.cell(c.referrer); len(cell) > 0 {
		if isPerson(string(cell)) && source != 3 {
			referral = 1
		}
		e.referrers++
	}
	e.source = append(e.source, source)
	e.referral = append(e.referral, referral)
	if c.source < 0 && c.sourceType < 0 && c.referrer >= 0 {
		e.onlyReferrer = true
	}
}
