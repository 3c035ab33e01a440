package decision

import (
	"fmt"
	"slices"
	"time"
	"unsafe"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// oddShare is the share of a column's filled cells from which it is a column of
// text and not one with single slips.
const oddShare = 0.05

// tableReader is one pass over a table.
type tableReader struct {
	*Candidates
	row    CandidateRow
	cells  [][]byte
	texts  []map[string]string // interned labels: requisition, role, screener, context..., groups...
	filled []int               // by value column
	odd    []oddColumn
	ids    []uint64 // hashes of id and requisition, by row
	// passed and turned count applications by whether some stage let them pass, or turned
	// them down.
	passed, turned     int
	slipped, firstSlip int          // rows with surplus cells
	ranges             []valueRange // by value column
}

type oddColumn struct {
	text, absurd, firstRow int
}

func (c *Candidates) reader() *tableReader {
	c.Report.Rows, c.Report.Applications, c.Report.Unusable = 0, 0, 0
	c.Report.Problems, c.Report.Odd, c.Report.Warnings, c.Report.Undecided = doubt.Problems{}, nil, nil, 0
	r := &tableReader{Candidates: c, filled: make([]int, len(c.names)), odd: make([]oddColumn, len(c.names)), ranges: make([]valueRange, len(c.names))}
	for range 3 + len(c.columns.context) + len(c.columns.groups) {
		r.texts = append(r.texts, map[string]string{})
	}
	r.row = CandidateRow{Steps: make([]Step, len(c.Report.Funnel)), Values: make([]float64, len(c.names)),
		Context: make([]string, len(c.columns.context)), Groups: make([]string, len(c.columns.groups))}
	return r
}

// cell is the trimmed cell of the current row; nil beyond its end.
func (r *tableReader) cell(i int) []byte {
	if i < 0 || i >= len(r.cells) {
		return nil
	}
	return table.Text(r.cells[i])
}

// id is an id by its value: 100 for pandas' 100.0.
func (c *Candidates) id(cell []byte) []byte {
	id, _ := ids.ByValue(cell)
	return id
}

func (r *tableReader) unusable(row int, column, reason, remedy string) {
	r.Report.Unusable += r.row.Times
	r.Report.Problems.Add(doubt.Problem{File: r.path, Row: row, Column: column, Reason: reason, Remedy: remedy, Excluded: true, Times: r.row.Times})
}

// read fills the row; false if it is not one more application.
func (r *tableReader) read(row int, cells [][]byte) bool {
	r.cells = cells
	cell := r.cell
	c, out := &r.columns, &r.row
	counted := r.count(row, cell(c.count))
	r.Report.Rows += r.row.Times
	if !counted {
		return false
	}
	id := r.id(cell(c.id))
	if c.id >= 0 && len(id) == 0 {
		r.unusable(row, r.spec.ID, "the row has no id", "fill in the id, or remove the row")
		return false
	}
	out.Row, out.ID = row, unsafe.String(unsafe.SliceData(id), len(id))
	requisition := r.id(cell(c.requisition))
	if c.requisition >= 0 && len(requisition) == 0 {
		r.unusable(row, r.spec.Requisition, "the row names no requisition", "fill in the requisition: comparisons are made within it")
		return false
	}
	out.Requisition, out.Role = r.intern(0, requisition), r.intern(1, cell(c.role))
	key := ids.NewHash().Part(requisition).Near(id)
	out.Decided = r.decided(row, key, cell(c.decided))
	if !r.decide(row, key, cell(c.decision), r.intern(2, cell(c.screener))) {
		return false
	}
	for k, i := range c.values {
		v := cell(i)
		x, kind := parseValue(v, r.comma)
		if kind != number && kind != blankCell {
			r.oddCell(k, row, kind)
		}
		if kind != blankCell {
			r.filled[k] += out.Times
			r.ranges[k].add(x, row, out.Times)
		}
		out.Values[k] = x
	}
	for k, i := range c.context {
		out.Context[k] = r.label(3+k, cell(i), words.Blank)
	}
	for k, i := range c.groups {
		out.Groups[k] = r.label(3+len(c.context)+k, cell(i), words.Declined)
	}
	return true
}

// decided is the day of the decision, of an application with several rows the last one's.
func (r *tableReader) decided(row int, key ids.Hash, cell []byte) time.Time {
	if r.dates == nil {
		return time.Time{}
	}
	day, ok := r.dates.day(cell, row)
	if !ok {
		r.Report.Problems.Add(noDate(r.path, row, r.spec.DecidedAt))
	}
	if r.stages != nil {
		app, _ := r.stages.byKey.Of(key)
		_, t := r.stages.final(int(app))
		return t
	}
	return dates.DayTime(day)
}

// decide fills the steps; false if the row is unusable or a further row of an
// application that was read already.
func (r *tableReader) decide(row int, key ids.Hash, cell []byte, screener string) bool {
	if r.wide != nil {
		return r.wideSteps(row, key, screener)
	}
	if r.stages != nil {
		if !r.stages.stepsOf(r, key) {
			return false
		}
		r.tally()
		return true
	}
	o := r.outcome.of(cell, r.row.Times)
	if o == Asked {
		r.outcome.ask(string(cell), row, r.row.Times)
		r.unusable(row, r.spec.Decision, "the decision is neither listed as advanced nor known as a rejection", "list it under table.decision.advanced or table.decision.rejected")
		return false
	}
	if o == OutcomeUnknown {
		r.unusable(row, r.spec.Decision, "the decision is none of the words known", "list the values that mean advanced under table.decision.advanced")
		return false
	}
	if r.contradicts(row) {
		return false
	}
	if r.spec.ID != "" {
		r.ids = append(r.ids, uint64(key))
	}
	r.row.Steps[0] = stepOf(o, screener)
	r.tally()
	if o != Advanced && o != Rejected {
		r.Report.Undecided += r.row.Times
		r.Report.Problems.Add(doubt.Problem{Times: r.row.Times, File: r.path, Row: row, Column: r.spec.Decision, Reason: "no decision: " + excludedReason(o), Remedy: "nothing to do: it is no decision for or against the applicant"})
	}
	return true
}

// tally counts the application by what its stages say.
func (r *tableReader) tally() {
	passed, turned := false, false
	for _, s := range r.row.Steps {
		passed = passed || s.Status == Passed
		turned = turned || s.Status == TurnedDown
	}
	if passed {
		r.passed += r.row.Times
	}
	if turned {
		r.turned += r.row.Times
	}
}

func stepOf(o Outcome, screener string) Step {
	s := Step{Screener: screener}
	switch o {
	case Advanced, Hired, OfferDeclined:
		s.Status = Passed
	case Rejected:
		s.Status = TurnedDown
	default:
		s.Status, s.Reason = Excluded, excludedReason(o)
	}
	return s
}

// intern gives one string per distinct text of a column.
func (r *tableReader) intern(column int, cell []byte) string {
	if s, ok := r.texts[column][string(cell)]; ok {
		return s
	}
	s := string(cell)
	r.texts[column][s] = s
	return s
}

// label interns a label; "" for what stands for an unknown. Spellings that differ
// in case and spaces are one label, named as first met.
func (r *tableReader) label(column int, cell []byte, unknown func(string) bool) string {
	known := r.texts[column]
	if s, ok := known[string(cell)]; ok {
		return s
	}
	text := string(cell)
	s := text
	if unknown(text) {
		s = ""
	} else if first, ok := known["\x00"+lookup.Fold(text)]; ok {
		s = first
	} else {
		known["\x00"+lookup.Fold(text)] = text
	}
	known[text] = s
	return s
}

func (r *tableReader) oddCell(k, row int, kind cellKind) {
	o := &r.odd[k]
	if o.text+o.absurd == 0 {
		o.firstRow = row
	}
	reason, remedy := "the cell is no number; it is taken as unknown", "write 0 or 1, yes or no, or a number; leave it empty if it is not known"
	if kind == absurdCell {
		o.absurd += r.row.Times
		reason = "the number is infinite or beyond any plausible value (10^12); it is taken as unknown"
	} else {
		o.text += r.row.Times
	}
	r.Report.Problems.Add(doubt.Problem{File: r.path, Row: row, Column: r.names[k], Reason: reason, Remedy: remedy, Times: r.row.Times})
}

// finish judges the columns and the table as a whole.
func (r *tableReader) finish() error {
	for k, o := range r.odd {
		n := o.text + o.absurd
		if n == 0 {
			continue
		}
		if float64(n) > oddShare*float64(r.filled[k]) && (n > 1 || r.filled[k] == 1) {
			what := "text"
			if o.absurd > o.text {
				what = "infinite or absurd numbers"
			}
			return &InputError{File: r.path, Row: o.firstRow, Column: r.names[k],
				Reason: fmt.Sprintf("the column holds %s: %d of its %d filled cells are no plausible number; the first is in this row", what, n, r.filled[k]),
				Remedy: "write 0 or 1, yes or no, or a number in every cell, or list the column under table.context or not at all"}
		}
		r.Report.Odd = append(r.Report.Odd, OddCells{r.names[k], n})
		r.Report.Warnings = append(r.Report.Warnings, fmt.Sprintf("%d cells of %s are no plausible number and are taken as unknown", n, r.names[k]))
	}
	if r.Report.Applications == 0 {
		return &InputError{File: r.path, Reason: fmt.Sprintf("the table has no usable application (%d rows, %d unusable)", r.Report.Rows, r.Report.Unusable), Remedy: "check the columns named under table in config.yaml"}
	}
	if n := repeats(r.ids); n > 0 {
		r.Report.Warnings = append(r.Report.Warnings, fmt.Sprintf("%d rows repeat the id of another row of the same requisition: if they are not further applications, remove them", n))
	}
	return r.guards()
}

// repeats counts keys beyond the first of each kind.
func repeats(ids []uint64) int {
	slices.Sort(ids)
	n := 0
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] {
			n++
		}
	}
	return n
}

// guards warns, and refuses a table that cannot hold all decisions, the same as an
// export's.
func (r *tableReader) guards() error {
	for _, g := range r.outcome.doubt(r.path, r.spec.Decision, r.Report.Applications+r.Report.Unusable, r.passed).Guards() {
		if g.Fatal {
			return &g.Error
		}
	}
	if r.wide != nil && doubt.TooMany(r.wide.odd, r.Report.Applications+r.wide.odd) {
		return &InputError{File: r.path, Row: r.wide.first, Reason: fmt.Sprintf("%d of %d applications have results of stages after one that rejected them", r.wide.odd, r.Report.Applications+r.wide.odd),
			Remedy: "check the order of the stages and the values under table.stages"}
	}
	if err := r.rowGuards(); err != nil {
		return err
	}
	switch {
	case r.passed == 0 && r.turned == 0:
		return &InputError{File: r.path, Column: r.spec.Decision, Reason: fmt.Sprintf("none of the %d applications has a decision", r.Report.Applications), Remedy: "check the columns and values under table.decision"}
	case r.passed == 0:
		return &InputError{File: r.path, Column: r.spec.Decision, Reason: fmt.Sprintf("none of the %d applications advanced: no decision is one of the values listed under table.decision.advanced, or the table holds rejected applications only", r.Report.Applications),
			Remedy: "list the values that mean advanced, or export all applications"}
	case r.turned == 0:
		return &InputError{File: r.path, Column: r.spec.Decision, Reason: fmt.Sprintf("none of the %d applications was rejected: this looks like a table of active or hired applicants only", r.Report.Applications),
			Remedy: "export rejected applications too, or correct the values under table.decision"}
	}
	r.warn()
	return nil
}

func (r *tableReader) warn() {
	for _, g := range r.spec.Groups {
		if why := heads.Inferred(g); why != "" {
			r.Report.Warnings = append(r.Report.Warnings, fmt.Sprintf("the group %s looks inferred (%s), not self-reported; it was accepted by configuration", g, why))
		}
	}
	r.Report.Warnings = append(r.Report.Warnings, r.codes()...)
	if r.spec.Count != "" && r.ignoredID != "" {
		r.Report.Warnings = append(r.Report.Warnings, "table.id ("+r.ignoredID+") is not read: a row stands for as many applications as table.count says, and each is taken as another person's")
	}
	if r.Report.Rows == doubt.TruncatedRows {
		r.Report.Warnings = append(r.Report.Warnings, "the table has exactly 1,000 rows: some systems cut their exports there")
	}
}
