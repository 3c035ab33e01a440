package decision

import (
	"cmp"
	"fmt"
	"slices"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
)

// finish sorts the events, fixes the funnel and runs the guards.
func (r *exportReader) finish() {
	e := r.e
	if e.onlyReferrer && e.referrers > 0 {
		for i, v := range e.referral {
			if v != askedReferral {
				e.referral[i] = max(v, 0)
			}
		}
	}
	r.readEnds()
	e.sortEvents(e.Len())
	if r.several {
		e.settle(e.Len())
		r.sameStage()
	}
	e.run(r.noStage)
	r.contradictions()
	r.report()
	r.guards()
}

// readEnds tells the stage texts that name outcomes.
func (r *exportReader) readEnds() {
	e := r.e
	texts := r.stage.Texts.Names
	e.ends, e.open = make([]bool, len(texts)), make([]bool, len(texts))
	for code, text := range texts {
		a, o := r.stage.Answer.Of(uint32(code)), r.known(text)
		e.ends[code] = code == 0 || a < 0 && o != OutcomeUnknown
		e.open[code] = code > 0 && e.ends[code] && !endsIt(o) && r.outcome.Match.Explicit(text) < 0
	}
}

// run finds out how the rows tell of the funnel.
func (e *trails) run(noStage bool) {
	n := len(e.appStart) - 1
	e.Transitions = e.isTransitions(n)
	e.oneStatus = !e.perStage && e.repeatsStatus(n)
	e.perStage = e.perStage || e.ownStatus(n)
	e.fixFunnel(noStage)
}

// sameStage counts repeated and contradicting rows.
func (r *exportReader) sameStage() {
	e := r.e
	e.sameStage(e.Len(), func(i int, a, b event) {
		r.duplicated(e.files[b.file], int(b.row), r.layouts[b.file].Name(heads.Application), i, int(a.row), "at the same stage")
		if differ(a, b) {
			e.contradict(i, a, b, fmt.Sprintf("%s and %s at the same stage", a.outcome, b.outcome))
		}
	})
}

// contradictions counts the applications whose rows cannot all be so.
func (r *exportReader) contradictions() {
	e := r.e
	if !r.several {
		return
	}
	for i := range e.Len() {
		t := e.trail(i)
		if len(t) < 2 {
			continue
		}
		if reason, _ := e.contradiction(t); reason != "" {
			if e.odd == nil {
				e.odd = map[uint32]string{}
			}
			e.odd[uint32(i)] = reason
		}
	}
}

func twoScreeners(a, b event) bool {
	return a.screener != 0 && b.screener != 0 && a.screener != b.screener
}

// isTransitions: most applications that went beyond their first stage have rows at
// more than one.
func (e *trails) isTransitions(n int) bool {
	beyond, several := 0, 0
	for i := range n {
		t := e.trail(i)
		if t[0].raw != t[len(t)-1].raw {
			several++
			beyond++
		} else if t[0].stage > 0 {
			beyond++
		}
	}
	return several > 0 && 2*several >= beyond
}

// repeatsStatus: there are applications with rows at several stages, and none whose
// rows differ in their outcome.
func (e *trails) repeatsStatus(n int) bool {
	several := false
	for i := range n {
		t := e.trail(i)
		if t[0].stage == t[len(t)-1].stage {
			continue
		}
		several = true
		for _, v := range t {
			if v.outcome != t[0].outcome {
				return false
			}
		}
	}
	return several
}

// ownStatus: of the applications that went through several stages and were rejected at
// the last, most have another outcome at the stages before, as a decision of each
// stage would have it.
func (e *trails) ownStatus(n int) bool {
	rejected, own := 0, 0
	for i := range n {
		t := e.trail(i)
		if t[0].stage == t[len(t)-1].stage || t[len(t)-1].outcome != Rejected {
			continue
		}
		rejected++
		if !slices.ContainsFunc(t[:len(t)-1], func(v event) bool { return v.outcome == Rejected && v.stage < t[len(t)-1].stage }) {
			own++
		}
	}
	return 2*own > rejected
}

// fixFunnel lists the stages that occur. Where most rejected applications do not
// say at which stage, only the whole process can be audited, as one stage.
func (e *trails) fixFunnel(noStage bool) {
	occurs := make([]bool, len(e.full.Names))
	rejected, nowhere := 0, 0
	for _, v := range e.events {
		if v.stage >= 0 && v.stage != e.full.Hired {
			occurs[v.stage] = true
		}
		if v.outcome == Rejected {
			rejected++
			if v.stage < 0 && e.endsAt(v.raw) || v.stage == e.full.Hired {
				nowhere++
			}
		}
	}
	e.slot = make([]int8, len(occurs))
	for i, yes := range occurs {
		e.slot[i] = -1
		if yes {
			e.slot[i] = int8(len(e.Funnel))
			e.Funnel = append(e.Funnel, e.full.Names[i])
		}
	}
	if noStage || len(e.Funnel) == 0 || 2*nowhere > rejected {
		e.single, e.Funnel = true, []string{singleStage}
	}
}

// report writes the mapping from what has been read so far.
func (r *exportReader) report() {
	m := &r.e.Mapping
	*m = Mapping{}
	for _, l := range r.layouts {
		for _, c := range l.Columns() {
			if !slices.Contains(m.Columns, c) {
				m.Columns = append(m.Columns, c)
			}
		}
		for _, h := range l.Unmapped() {
			if !slices.Contains(m.Unmapped, h) {
				m.Unmapped = append(m.Unmapped, h)
			}
		}
	}
	for field := range r.empty() {
		for i := range m.Columns {
			m.Columns[i].Empty = m.Columns[i].Empty || m.Columns[i].Canonical == field
		}
	}
	for code, n := range r.stage.Rows {
		if n > 0 && code > 0 {
			m.Stages = append(m.Stages, TextCount{r.stage.Texts.Names[code], r.stageName(r.stage.Answer.Of(uint32(code))), n})
		}
	}
	r.sourceTexts(m)
	for _, counts := range [][]TextCount{m.Stages, m.Sources} {
		slices.SortFunc(counts, func(a, b TextCount) int {
			return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.From, b.From))
		})
	}
	if r.e.appStart != nil {
		r.countOutcomes()
		r.account(m)
		m.Dates = r.dateColumns()
	}
}

func (r *exportReader) stageName(answer int8) string {
	switch {
	case answer < 0:
		return ""
	case answer == r.e.full.Hired:
		return lookup.HiredStage
	}
	return r.e.full.Names[answer]
}

func (r *exportReader) countOutcomes() {
	o := &r.e.Mapping.Outcomes
	for i := range r.e.Len() {
		switch f, _ := r.e.final(i); f {
		case Hired, Advanced, OfferDeclined:
			o.Advanced++
		case Rejected:
			o.Rejected++
		case Withdrawn:
			o.Withdrawn++
		case Pending:
			o.Pending++
		case Asked:
			o.Asked++
		default:
			o.Other++
		}
	}
}
