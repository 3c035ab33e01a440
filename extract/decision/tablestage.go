package decision

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// tableStages is who reached which stage, from a first pass over a table with a
// stage column: rows of one application need not stand together.
type tableStages struct {
	funnel []string
	// transitions: the table has a row per application and stage.
	transitions bool
	byKey       map[hash]uint32
	// rows of each application by stage.
	rows      [][]stageDecision
	last      []int32 // by application: the day of its last decision
	given     []bool  // by application: yielded already
	screeners *labels
}

type stageDecision struct {
	stage    int8
	outcome  Outcome
	screener uint32 // code in tableStages.screeners
}

// readStages makes the first pass.
func (c *Candidates) readStages(ctx context.Context) (*tableStages, error) {
	f, match, err := newFunnel(c.spec.Stages)
	if err != nil {
		return nil, err
	}
	class := newClassifier()
	class.match = match
	t := &tableStages{byKey: map[hash]uint32{}, screeners: newLabels()}
	rows, err := open(c.path, c.spec.Sheet, c.score)
	if err != nil {
		return nil, err
	}
	defer rows.close()
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, errQuote) {
			return nil, readError(c.path, rows.row()+1, err)
		}
		if err != nil || rows.row() <= c.header {
			continue
		}
		t.add(c, cells, class)
	}
	return t, t.settle(c, f, class)
}

func (t *tableStages) add(c *Candidates, cells [][]byte, class *classifier) {
	cell := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return trim(cells[i])
	}
	id, requisition, text := cell(c.columns.id), cell(c.columns.requisition), cell(c.columns.stage)
	if blankRow(cells) || c.columns.id >= 0 && len(id) == 0 || c.columns.requisition >= 0 && len(requisition) == 0 {
		return
	}
	code, _ := class.of(text)
	class.rows[code]++
	key := newHash().part(id).part(requisition)
	app, ok := t.byKey[key]
	if !ok {
		app = uint32(len(t.rows))
		t.byKey[key] = app
		t.rows, t.last = append(t.rows, nil), append(t.last, noDay)
	}
	d := stageDecision{int8(min(code, 127)), c.outcome.of(cell(c.columns.decision)), t.screeners.of(cell(c.columns.screener))}
	t.rows[app] = append(t.rows[app], d)
	if c.dates == nil || d.outcome != Advanced && d.outcome != Rejected && d.outcome != Hired {
		return
	}
	if day, ok := c.dates.day(cell(c.columns.decided), 0); ok {
		t.last[app] = max(t.last[app], day)
	}
}

// settle puts the stage texts into funnel order. A table with one stage keeps its
// own name for it.
func (t *tableStages) settle(c *Candidates, f funnel, class *classifier) error {
	var unknown []string
	texts := class.texts.names[1:]
	if len(texts) > 100 {
		return &InputError{File: c.path, Column: c.spec.Stage, Reason: fmt.Sprintf("it has %d different texts: no stage", len(texts)), Remedy: "name the stage column under table.stage"}
	}
	order := map[int8]int8{0: -1}
	stages := map[int8]bool{}
	for code := 1; code < len(class.texts.names); code++ {
		a := class.answers[code]
		if a < 0 {
			unknown = append(unknown, fmt.Sprintf("%q", class.texts.names[code]))
		}
		order[int8(code)] = a
		stages[a] = true
	}
	switch {
	case len(texts) == 1 && len(unknown) == 1:
		t.funnel = []string{texts[0]}
		order[1] = 0
	case len(unknown) > 0:
		return &InputError{File: c.path, Column: c.spec.Stage, Reason: "these stages map to no stage of the funnel: " + strings.Join(unknown, ", "), Remedy: "list them in order under export.stages"}
	default:
		slot := map[int8]int8{-1: -1, f.hired: int8(len(stages))}
		for k, name := range f.names {
			if stages[int8(k)] {
				slot[int8(k)] = int8(len(t.funnel))
				t.funnel = append(t.funnel, name)
			}
		}
		slot[f.hired] = int8(len(t.funnel))
		for code, a := range order {
			order[code] = slot[a]
		}
	}
	several, beyond := 0, 0
	for _, rows := range t.rows {
		for k := range rows {
			rows[k].stage = order[rows[k].stage]
		}
		slices.SortStableFunc(rows, func(a, b stageDecision) int { return int(a.stage) - int(b.stage) })
		switch {
		case rows[0].stage != rows[len(rows)-1].stage:
			several++
			beyond++
		case rows[0].stage > 0:
			beyond++
		}
	}
	t.transitions = several > 0 && 2*several >= beyond
	t.given = make([]bool, len(t.rows))
	if len(t.funnel) == 0 {
		return &InputError{File: c.path, Column: c.spec.Stage, Reason: "no row names a stage", Remedy: "leave table.stage out, or name the column that holds the stage"}
	}
	return nil
}

// steps fills the steps of an application at its first row; false for further
// rows and where the stage is not known. As in [Export.Steps], of several rows at
// one stage the last one tells what became of the application.
func (t *tableStages) steps(r *tableReader, key hash) bool {
	app := t.byKey[key]
	if t.given[app] {
		return false
	}
	t.given[app] = true
	rows := t.rows[app]
	last := rows[len(rows)-1]
	if last.stage < 0 {
		r.unusable(r.row.Row, r.spec.Stage, "the row names no stage", "fill in the stage")
		return false
	}
	for k := range r.row.Steps {
		switch {
		case k < int(last.stage) && t.transitions:
			r.row.Steps[k] = Step{Status: Skipped}
		case k < int(last.stage):
			r.row.Steps[k] = Step{Status: Passed, Screener: t.screeners.names[last.screener]}
		default:
			r.row.Steps[k] = Step{}
		}
	}
	for i, d := range rows {
		if d.stage < 0 || int(d.stage) >= len(r.row.Steps) {
			continue
		}
		o, step := d.outcome, &r.row.Steps[d.stage]
		if d.stage < last.stage {
			o = Advanced
			if d.outcome == Rejected && i > 0 && rows[i-1].stage == d.stage {
				continue // a screener who was overruled
			}
		}
		*step = stepOf(o, t.screeners.names[d.screener])
		step.Reviews = t.reviews(rows, d.stage)
	}
	return true
}

// reviews are the judgements at a stage where two screeners or more gave one, each
// screener's last; nil else.
func (t *tableStages) reviews(rows []stageDecision, stage int8) []Review {
	if len(rows) < 2 {
		return nil
	}
	judges := func(d stageDecision) bool {
		return d.stage == stage && d.screener != 0 && (d.outcome == Advanced || d.outcome == Hired || d.outcome == Rejected)
	}
	var out []Review
	for i, d := range rows {
		later := func(e stageDecision) bool { return judges(e) && e.screener == d.screener }
		if judges(d) && !slices.ContainsFunc(rows[i+1:], later) {
			out = append(out, Review{Screener: t.screeners.names[d.screener], Passed: d.outcome != Rejected})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}
