package decision

import (
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/words"
)

// outcomeOf decides the row's outcome: the status text, sharpened by the reason (who
// rejected whom), else what the stage's own name or a rejection date says. What
// needs the employer's word stays unmapped.
func (r *exportReader) outcomeOf(f *sheetFile, c rowColumns, v *event, stage uint32) {
	code, _ := r.outcome.Of(f.raw(c.outcome))
	r.outcome.Rows[code]++
	status := r.asked.status.Of(code)
	if c.disqualified >= 0 {
		if yes, ok := words.YesNo(string(f.cell(c.disqualified))); ok && yes {
			status = words.Reading{Outcome: Rejected}
		}
	}
	by := askedStatus
	if status.Outcome == OutcomeUnknown || status.Outcome == Pending || status.Open {
		if o := r.outcomeByStage(stage); o != OutcomeUnknown {
			status, by = words.Reading{Outcome: o}, askedStage
		}
	}
	if status.Outcome == OutcomeUnknown {
		if len(f.get(heads.HiredAt)) > 0 {
			status.Outcome = Hired
		} else if len(f.get(heads.RejectedAt)) > 0 {
			status.Outcome = Rejected
		}
	}
	r.settle(f, c, v, status, code, by)
	if v.outcome == OutcomeUnknown && v.stage < 0 && stage > 0 && !r.asked.stage.Of(v.raw).noStep {
		v.outcome, v.unmapped = Asked, true // nothing else in the row tells where it stands
		r.asked.rows[askedStage][v.raw]++
	}
	r.asked.statusBecame.add(code, v.outcome)
}

// settle combines a status with the reasons beside it and writes down what must be
// asked. by says which text of the row the status came from.
func (r *exportReader) settle(f *sheetFile, c rowColumns, v *event, status words.Reading, code uint32, by askedKind) {
	who, why := r.reason(f.raw(c.rejectionType)), r.reason(f.raw(c.reason))
	o := status.Outcome
	if o == Rejected || o == Withdrawn || status.Open || o == OutcomeUnknown {
		var unclear uint32
		if o, unclear = combine(status, who, why); unclear > 0 {
			code, by = unclear, askedReason
		}
	}
	r.asked.became.add(who.code, o)
	r.asked.became.add(why.code, o)
	if v.outcome, v.unmapped = o, o == Asked; !v.unmapped {
		return
	}
	if by == askedStage {
		code = v.raw
	}
	r.asked.rows[by][code]++
}

// reason is the text of a column that says who ended an application, or why; code 0
// where it is blank.
type reason struct {
	code uint32
	words.Reading
}

func (r *exportReader) reason(cell []byte) reason {
	return r.asked.reasons.Of(r.asked.reasonTexts.Of(cell))
}

// combine is the outcome of a status and of the columns that say who rejected whom
// and why, and the code of the reason that leaves it unclear, 0 if none does.
func combine(status words.Reading, who, why reason) (Outcome, uint32) {
	o := words.Combine(status, who.Reading)
	switch {
	case who.code > 0 && o != Rejected && o != Asked:
		return o, 0 // "They rejected us" needs no further reason
	case why.code == 0 && o == Asked && who.Outcome == Asked:
		return o, who.code
	case why.code == 0:
		return o, 0
	case o == Rejected && who.Outcome == Rejected:
		if o = words.Combine(words.Reading{Outcome: Rejected}, why.Reading); o == Asked {
			return Rejected, 0 // who ended it was said already
		}
		return o, 0
	}
	if o = words.Combine(status, why.Reading); o == Asked && (why.Outcome == Asked || status.Outcome == Rejected) {
		return o, why.code
	}
	return o, 0
}

// outcomeByStage is the outcome that a stage's name tells where the status leaves it
// open: "Hired" and "Rejected" are no stages. A name that is neither a stage nor an
// outcome is asked for if nothing else tells the outcome.
func (r *exportReader) outcomeByStage(code uint32) Outcome {
	stage := r.stage.Answer.Of(code)
	switch {
	case code == 0:
		return OutcomeUnknown
	case stage == r.e.full.Hired:
		return Hired
	case stage >= 0:
		return OutcomeUnknown
	}
	switch o := r.asked.stage.Of(code).outcome; o {
	case Hired, Rejected, Withdrawn, OfferDeclined, Transferred, Prospect, Other, Advanced, Pending:
		return o
	}
	return OutcomeUnknown
}

// sourceOf keeps the source of the application that was just added. Whether a
// referral whose words are not understood is one stays unknown.
func (r *exportReader) sourceOf(f *sheetFile, c rowColumns) {
	e := r.e
	source, referral, unclear := int8(-1), int8(-1), false // unclear: a text does not say whether it is a referral
	for _, col := range [...]int{c.sourceType, c.source} {
		code, a := r.source.Of(f.raw(col))
		if r.source.Blank.Of(code) {
			continue
		}
		r.source.Rows[code]++
		switch {
		case a < 0:
			unclear = true
		case source < 0 || a == 0:
			source = a
		}
		referral = max(referral, 0)
	}
	unclear = unclear && source < 0 // "University: Spring fair" is clear
	if source == 0 {
		referral = 1
	}
	if cell := f.cell(c.referrer); len(cell) > 0 {
		switch r.asked.referrer(string(cell)) {
		case words.PersonReferrer:
			if source != 3 { // an agency's person
				referral = 1
			}
		case words.AskedReferrer:
			unclear = true
		}
		e.referrers++
	}
	if unclear && referral != 1 {
		referral = askedReferral
	}
	e.source = append(e.source, source)
	e.referral = append(e.referral, referral)
	if c.source < 0 && c.sourceType < 0 && c.referrer >= 0 {
		e.onlyReferrer = true
	}
}

// askedReferral marks a referral that only the employer can tell; unknown like any
// other negative code.
const askedReferral = -2
