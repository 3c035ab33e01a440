package decision

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/lookup"
)

// singleStage is the name of the only stage of an export or table without stages.
const singleStage = "screening"

// trails are the rows of applications on their way through one funnel: the same
// for an export and for a candidates table with stages.
type trails struct {
	// Funnel lists the stages that occur, in funnel order, without "hired".
	Funnel []string
	// Transitions: there is a row per application and stage.
	Transitions bool

	full lookup.Funnel
	slot []int8 // index in Funnel by index of full.names, -1 if the stage doesn't occur
	// oneStatus: every row of an application repeats its status, so that rows say
	// nothing of their own screener's judgement.
	oneStatus bool
	// perStage: a row's decision is its stage's own, as a table says; an export may repeat
	// the application's last status on every row.
	perStage bool
	single   bool // one stage only: nothing says where people were turned down
	events   []event
	appStart []uint32
	// ends tells, by code of a stage text, that it names an outcome and no stage
	// ("Rejected"); the blank text does too.
	ends []bool
	// open tells of those of ends that a rejected applicant can only have stood at: who
	// was rejected at "Screening" was at a step, though the word alone says "not decided".
	open []bool
	// odd says of applications whose rows contradict each other how.
	odd       map[uint32]string
	screeners *lookup.Labels
}

// endsAt: the stage text is no step at which somebody can have been rejected.
func (e *trails) endsAt(raw uint32) bool {
	return e.ends[raw] && (e.open == nil || !e.open[raw])
}

// trail is the events of application i, by stage, then by date with the unknown
// last, then in reading order.
func (e *trails) trail(i int) []event {
	return e.events[e.appStart[i]:e.appStart[i+1]]
}

// sortEvents brings the events of each of n applications together: see trail.
func (e *trails) sortEvents(n int) {
	// As an unsigned number, noDay is after every date since 1970.
	byStage := func(a, b event) int {
		if a.app != b.app {
			return int(a.app) - int(b.app)
		}
		return cmp.Or(int(a.stage)-int(b.stage), cmp.Compare(uint32(a.day), uint32(b.day)))
	}
	if !slices.IsSortedFunc(e.events, byStage) {
		slices.SortStableFunc(e.events, byStage)
	}
	e.appStart = make([]uint32, n+1)
	for _, v := range e.events {
		e.appStart[v.app+1]++
	}
	for i := range n {
		e.appStart[i+1] += e.appStart[i]
	}
}

// final is the outcome of the furthest stage and its date.
func (e *trails) final(i int) (Outcome, time.Time) {
	t := e.trail(i)
	last := t[len(t)-1]
	o := last.outcome
	if o == OutcomeUnknown && !last.unmapped {
		o = Pending
	}
	day := last.day
	for _, v := range t {
		if v.outcome == Hired || v.stage == e.full.Hired && v.outcome != Withdrawn && v.outcome != Rejected && v.outcome != OfferDeclined && !v.unmapped {
			o = Hired
		}
		day = max(day, v.day)
	}
	return o, dates.DayTime(day)
}

// problem says why application i cannot be audited at any stage.
func (e *Export) problem(i int) (reason, remedy string) {
	if e.requisition[i] == 0 {
		return "the row names no requisition", "fill in the requisition: comparisons are made within it"
	}
	return e.trails.problem(i)
}

// problem says why the rows of application i do not tell what became of it.
func (e *trails) problem(i int) (reason, remedy string) {
	if why, ok := e.odd[uint32(i)]; ok {
		return why, "correct the rows in the export"
	}
	t := e.trail(i)
	o, _ := e.final(i)
	for _, v := range t {
		if v.unmapped {
			return "its status text maps to no outcome", "map the text under export.outcomes"
		}
	}
	last := t[len(t)-1]
	if e.single || o == Hired {
		return "", ""
	}
	if last.stage == e.full.Hired && o == Rejected {
		return "rejected at the stage that means hired", "correct the stage or the status in the export"
	}
	if last.stage < 0 && (o == Rejected || o == Advanced || o == Pending) {
		if e.endsAt(last.raw) {
			return "the row does not say at which stage it was decided", "export the stage at rejection, or fill in the stage"
		}
		return "its stage text maps to no stage of the funnel", "map the text under export.stages"
	}
	return e.contradiction(t)
}

// contradiction finds an application that was turned down and yet went on. A
// status that is repeated on every row is the application's, not the stage's.
func (e *trails) contradiction(t []event) (reason, remedy string) {
	for k := range len(t) - 1 {
		if t[k].outcome == Rejected && (e.perStage || t[k+1].outcome != Rejected) && t[k+1].stage > t[k].stage && !overruled(t, k) {
			return fmt.Sprintf("rejected in row %d and at a later stage in row %d", t[k].row, t[k+1].row), "correct the rows in the export"
		}
	}
	return "", ""
}

// overruled tells whether another screener of the same stage let pass whom row k
// turned down.
func overruled(t []event, k int) bool {
	return slices.ContainsFunc(t, func(v event) bool {
		return v.stage == t[k].stage && v.outcome != Rejected && twoScreeners(v, t[k])
	})
}

// excludedReason is the word of contract and reports; "" for a selection decision.
func excludedReason(o Outcome) string {
	switch o {
	case Advanced, Hired, Rejected:
		return ""
	case OutcomeUnknown:
		return Pending.String()
	}
	return o.String()
}

// Steps appends what happened to application i at each stage of Funnel to dst. An
// application with a Problem has only steps of [NotEntered].
//
// With one row per application, its stage is the last one: every earlier stage
// was passed. With a row per stage, a stage without a row before one with a row
// was skipped. Hired passed every stage that was entered. The date of an earlier
// stage without a row is not known: it takes the last one's.
//
// Where several screeners judged at one stage, the step is what became of the
// application: passed if it went on, else as the last row says. It names a screener
// who judged so; Reviews hold the judgements of all.
func (e *Export) Steps(i int, dst []Step) []Step {
	if reason, _ := e.problem(i); reason != "" {
		return append(dst, make([]Step, len(e.Funnel))...)
	}
	return e.steps(i, dst)
}

// steps is Steps of an application without a problem.
func (e *trails) steps(i int, dst []Step) []Step {
	from := len(dst)
	for range e.Funnel {
		dst = append(dst, Step{})
	}
	steps := dst[from:]
	t := e.trail(i)
	o, _ := e.final(i)
	last := t[len(t)-1]
	if e.single {
		steps[0] = e.step(last, o)
		steps[0].Reviews = e.reviews(t, last.stage)
		return dst
	}
	reached := len(e.Funnel)
	// Who declined an offer, or withdrew after being hired, was selected at every stage.
	if o != Hired && o != OfferDeclined && last.stage != e.full.Hired {
		if last.stage < 0 {
			return dst // prospects and the like that entered no stage
		}
		reached = int(e.slot[last.stage])
		steps[reached] = e.step(last, o)
		steps[reached].Reviews = e.reviews(t, last.stage)
	}
	for k := range reached {
		steps[k].Status = Skipped
		if !e.Transitions {
			steps[k] = e.step(last, Advanced)
		}
	}
	e.passed(t, steps[:reached])
	return dst
}

// passed marks the stages that have a row before the last one as passed.
func (e *trails) passed(t []event, before []Step) {
	for _, v := range t {
		if v.stage < 0 || v.stage == e.full.Hired {
			continue
		}
		k := int(e.slot[v.stage])
		if k >= len(before) || v.outcome == Rejected && before[k].Status == Passed {
			continue // a screener who was overruled
		}
		before[k] = e.step(v, Advanced)
		before[k].Reviews = e.reviews(t, v.stage)
	}
}

// reviews are the judgements at a stage where two screeners or more gave one, each
// screener's last; nil else.
func (e *trails) reviews(t []event, stage int8) []Review {
	if e.oneStatus || len(t) < 2 {
		return nil
	}
	var out []Review
	for i, v := range t {
		later := func(w event) bool { return w.stage == stage && w.screener == v.screener && w.judges() }
		if v.stage == stage && v.judges() && !slices.ContainsFunc(t[i+1:], later) {
			out = append(out, Review{Screener: e.screeners.Names[v.screener], Passed: v.outcome != Rejected, Trained: trained(v.trained)})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// judges tells whether the row is a named screener's judgement.
func (v event) judges() bool {
	return v.screener != 0 && (v.outcome == Advanced || v.outcome == Hired || v.outcome == Rejected)
}

func (e *trails) step(v event, o Outcome) Step {
	s := stepOf(o, e.screeners.Names[v.screener])
	s.Trained, s.Decided = trained(v.trained), dates.DayTime(v.day)
	return s
}

func trained(v int8) *bool {
	if v < 0 {
		return nil
	}
	yes := v == 1
	return &yes
}
