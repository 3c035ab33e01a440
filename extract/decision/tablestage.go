package decision

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
)

// tableStages is who reached which stage, from a first pass over a table with a
// stage column: rows of one application need not stand together.
type tableStages struct {
	trails
	byKey *ids.Index
	given []bool // by application: yielded already
	class *lookup.Classifier
}

// readStages makes the first pass.
func (c *Candidates) readStages(ctx context.Context) (*tableStages, error) {
	f, match, err := lookup.NewFunnel(c.spec.Stages)
	if err != nil {
		return nil, err
	}
	t := &tableStages{trails: trails{full: f, screeners: lookup.NewLabels(), perStage: true}, byKey: ids.NewIndex(), class: lookup.NewClassifier()}
	t.class.Match = match
	err = c.rows(ctx, func(row int, cells [][]byte, err error) error {
		if err == nil {
			t.add(c, row, cells)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, t.finish(c)
}

func (t *tableStages) add(c *Candidates, row int, cells [][]byte) {
	cell := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return table.Text(cells[i])
	}
	id, requisition := c.id(cell(c.columns.id)), c.id(cell(c.columns.requisition))
	if c.columns.id >= 0 && len(id) == 0 || c.columns.requisition >= 0 && len(requisition) == 0 {
		return
	}
	app, _ := t.byKey.Of(ids.NewHash().Part(requisition).Near(id))
	v := event{app: app, row: uint32(row), day: dates.NoDay, trained: -1}
	v.raw, v.stage = t.class.Of(cell(c.columns.stage))
	t.class.Rows[v.raw]++
	v.outcome = c.outcome.of(cell(c.columns.decision), 1)
	v.unmapped = v.outcome == OutcomeUnknown || v.outcome == Asked
	if v.outcome == Asked {
		c.outcome.ask(string(cell(c.columns.decision)), row, 1)
	}
	v.screener = t.screeners.Of(cell(c.columns.screener))
	if c.dates != nil && (v.outcome.Passes() || v.outcome == Rejected) { // what is no decision dates nothing
		if day, ok := c.dates.day(cell(c.columns.decided), row); ok {
			v.day = day
		}
	}
	t.events = append(t.events, v)
}

// finish puts the stage texts into funnel order. A table with one stage keeps its
// own name for it.
func (t *tableStages) finish(c *Candidates) error {
	fail := func(reason, remedy string) error {
		return &InputError{File: c.path, Column: c.spec.Stage, Reason: reason, Remedy: remedy}
	}
	texts := t.class.Texts.Names[1:]
	if len(texts) == 0 {
		return fail("no row names a stage", "leave table.stage out, or name the column that holds the stage")
	}
	if len(texts) > 100 {
		return fail(fmt.Sprintf("it has %d different texts: no stage", len(texts)), "name the stage column under table.stage")
	}
	var unknown []string
	t.ends = make([]bool, len(t.class.Texts.Names))
	t.ends[0] = true
	for i, text := range texts {
		if t.class.Answer.Of(uint32(i+1)) < 0 {
			unknown = append(unknown, fmt.Sprintf("%q", text))
		}
	}
	switch {
	case len(texts) == 1 && len(unknown) == 1:
		t.full = lookup.Funnel{Names: texts, Hired: 1}
		for i := range t.events {
			if t.events[i].raw == 1 {
				t.events[i].stage = 0
			}
		}
	case len(unknown) > 0:
		return fail("these stages map to no stage of the funnel: "+strings.Join(unknown, ", "), "list them in order under export.stages")
	}
	n := t.byKey.Len()
	t.sortEvents(n)
	t.run(false)
	t.given = make([]bool, n)
	return t.contradictions(c, n)
}

// contradictions notes the applications whose rows cannot all be so, and stops where
// they are too many to be slips.
func (t *tableStages) contradictions(c *Candidates, n int) error {
	t.sameStage(n, func(i int, a, b event) {
		if differ(a, b) {
			t.contradict(i, a, b, fmt.Sprintf("%s and %s at the same stage", a.outcome, b.outcome))
		}
	})
	odd, rows, advanced := 0, 0, 0
	var first string
	for i := range n {
		if slices.ContainsFunc(t.trail(i), func(v event) bool { return v.outcome.Passes() }) {
			advanced++
		}
		reason, same := t.odd[uint32(i)]
		if !same {
			if reason, _ = t.contradiction(t.trail(i)); reason == "" {
				continue
			}
		}
		if first == "" {
			first = reason
		}
		odd++
		rows += len(t.trail(i))
	}
	if doubt.Contradict(odd, n, advanced) {
		return &InputError{File: c.path, Column: c.spec.Stage,
			Reason: fmt.Sprintf("%d of %d applications have rows that contradict each other (%d rows); the first: %s", odd, n, rows, first),
			Remedy: "correct the rows, or name the columns that tell stages and applications apart under table"}
	}
	return nil
}

// steps fills the steps of an application at its first row; false for further rows
// and where the stage is not known.
func (t *tableStages) stepsOf(r *tableReader, key ids.Hash) bool {
	app, _ := t.byKey.Of(key)
	if t.given[app] {
		return false
	}
	t.given[app] = true
	rows := t.trail(int(app))
	if rows[len(rows)-1].stage < 0 {
		r.unusable(r.row.Row, r.spec.Stage, "the row names no stage", "fill in the stage")
		return false
	}
	if reason, remedy := t.trails.problem(int(app)); reason != "" {
		r.unusable(r.row.Row, r.spec.Stage, reason, strings.Replace(remedy, "export", "table", 1))
		return false
	}
	r.row.Steps = t.steps(int(app), r.row.Steps[:0])
	return true
}
