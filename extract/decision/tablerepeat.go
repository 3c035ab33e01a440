package decision

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/table"
)

// errSurplus: a row of a text file has more filled cells than the table has columns.
var errSurplus = errors.New("the row has more cells than the table has columns: its values may have slipped")

// surplus tells whether cells stand beyond the last header; in a sheet nothing can slip.
func surplus(t *table.Table, cells [][]byte) bool {
	return t.Delimiter != 0 && len(cells) > len(t.Header) &&
		slices.ContainsFunc(cells[len(t.Header):], func(c []byte) bool { return len(table.Trim(c)) > 0 })
}

// repeat is one decision of an application at one stage.
type repeat struct {
	key    uint64 // of id, requisition, date and stage
	app    uint64 // of id, requisition and date
	row    int32
	passed bool
}

// tableRepeats are applications of a table without a stage column whose rows decide
// the same stage differently, though no date tells two applications apart.
type tableRepeats struct {
	odd   map[uint64]string // reason by application
	rows  int               // rows that they have
	first string
}

// readRepeats makes a pass for them, as all rows of an application are left out.
func (c *Candidates) readRepeats(ctx context.Context) (*tableRepeats, error) {
	var all []repeat
	err := c.rows(ctx, func(row int, cells [][]byte, err error) error {
		if err == nil {
			all = c.repeatsIn(all, int32(row), cells)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b repeat) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row)) })
	t := &tableRepeats{odd: map[uint64]string{}}
	firstRow := int32(0)
	for i := 0; i < len(all); {
		j, differ := i, i
		for ; j < len(all) && all[j].key == all[i].key; j++ {
			if differ == i && all[j].passed != all[i].passed {
				differ = j
			}
		}
		if differ > i {
			what := map[bool]string{true: "advanced", false: "rejected"}
			reason := fmt.Sprintf("%s and %s in rows %d and %d", what[all[i].passed], what[all[differ].passed], all[i].row, all[differ].row)
			t.odd[all[i].app] = reason
			t.rows += j - i
			if t.first == "" || all[i].row < firstRow {
				t.first, firstRow = reason, all[i].row
			}
		}
		i = j
	}
	return t, nil
}

// repeatsIn adds what one row decides.
func (c *Candidates) repeatsIn(all []repeat, row int32, cells [][]byte) []repeat {
	app, ok := c.applicationOf(row, cells)
	if !ok {
		return all
	}
	add := func(stage int, column int, words *decisionWords) {
		if column >= len(cells) {
			return
		}
		if o := words.of(table.Text(cells[column]), 0); o == Rejected || o.Passes() {
			all = append(all, repeat{uint64(ids.NewHash().Number(app).Number(uint64(stage))), app, row, o != Rejected})
		}
	}
	if c.wide == nil {
		add(0, c.columns.decision, c.outcome)
		return all
	}
	for k, column := range c.wide.columns {
		add(k, column, c.wide.words[k])
	}
	return all
}

// applicationOf hashes what tells applications apart: id, requisition and date; false
// where the row names no application.
func (c *Candidates) applicationOf(row int32, cells [][]byte) (uint64, bool) {
	cell := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return table.Text(cells[i])
	}
	id := c.id(cell(c.columns.id))
	if len(id) == 0 {
		return 0, false
	}
	key := ids.NewHash().Part(c.id(cell(c.columns.requisition))).Part(id)
	if c.dates != nil {
		if day, ok := c.dates.day(cell(c.columns.decided), int(row)); ok {
			key = key.Number(uint64(uint32(day)))
		}
	}
	return uint64(key), true
}

// contradictions stops where they are too many to be slips.
func (t *tableRepeats) contradictions(c *Candidates, rows, advanced int) error {
	if !doubt.Contradict(len(t.odd), rows, advanced) {
		return nil
	}
	return &InputError{File: c.path, Column: c.spec.Decision,
		Reason: fmt.Sprintf("%d applications have rows that contradict each other (%d of %d rows); the first: %s", len(t.odd), t.rows, rows, t.first),
		Remedy: "correct the rows, or name the columns that tell applications apart under table: id, requisition, stage, decided_at"}
}

// slip leaves out a row whose cells do not stand under their headers.
func (r *tableReader) slip(row int) {
	if r.slipped++; r.slipped == 1 {
		r.firstSlip = row
	}
	r.unusable(row, "", errSurplus.Error(), "put cells that hold the delimiter in quotation marks, and give every column a header")
}

// contradicts leaves out a row of an application whose rows contradict each other.
func (r *tableReader) contradicts(row int) bool {
	if r.repeats == nil || len(r.repeats.odd) == 0 {
		return false
	}
	app, ok := r.applicationOf(int32(row), r.cells)
	reason, odd := r.repeats.odd[app]
	if !ok || !odd {
		return false
	}
	r.unusable(row, r.spec.Decision, reason, "correct the rows in the table, or name the column that tells applications apart under table.id")
	return true
}

// rowGuards stops where rows that slipped or contradict each other are too many.
func (r *tableReader) rowGuards() error {
	if doubt.TooMany(r.slipped, r.Report.Rows) {
		return &InputError{File: r.path, Row: r.firstSlip, Reason: fmt.Sprintf("%d of %d rows have more cells than the table has columns: their values may have slipped", r.slipped, r.Report.Rows),
			Remedy: "put cells that hold the delimiter in quotation marks, and give every column a header"}
	}
	if r.repeats != nil {
		return r.repeats.contradictions(r.Candidates, r.Report.Rows, r.passed)
	}
	return nil
}
