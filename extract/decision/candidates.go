package decision

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unsafe"
)

// TableSpec names the columns of a candidates table: one row per application, or
// per application and stage.
type TableSpec struct {
	ID          string // "" = rows are different people
	Requisition string // "" = one stratum
	Role        string // "" = one role
	Stage       string // "" = one stage
	Screener    string // "" = unknown
	Decision    string
	// Advanced lists the decision values that mean advanced, matched without case;
	// every other value means rejected, but for the words for withdrawn, pending,
	// transferred and prospect. Empty takes the default outcome words.
	Advanced   []string
	Weak       []string
	JobRelated []string
	Groups     []string
	Context    []string
	Sheet      string // of an XLSX file; "" = the one with these headers
	// Stages are the funnel; see Options.Stages.
	Stages []StageMap
	// InferredGroups: see Options.InferredGroups.
	InferredGroups bool
}

// CandidateRow is one application of a candidates table. It and everything in it
// are reused: copy what is kept.
type CandidateRow struct {
	Row         int
	ID          string
	Requisition string
	Role        string
	// Steps by index of TableReport.Funnel.
	Steps []Step
	// Values of Weak then JobRelated columns; NaN = unknown. Yes and no are 1 and 0.
	Values []float64
	// Context and Groups labels; "" = unknown.
	Context []string
	Groups  []string
}

// TableReport says how a candidates table was understood.
type TableReport struct {
	// Rows = Applications + Unusable (+ further rows of an application, with a stage column).
	Rows, Applications, Unusable int
	// Undecided counts applications that carry no decision; each is a problem too.
	Undecided int
	Columns   []Column
	Unmapped  []string
	// Funnel lists the stages, one ("screening") where the table has no stage column.
	Funnel []string
	// Odd counts cells of a value column that are no plausible number and were taken as unknown.
	Odd      []OddCells
	Problems Problems
	Warnings []string
}

// OddCells counts unusable cells of one column.
type OddCells struct {
	Column string
	Count  int
}

// oddShare is the share of a column's filled cells from which it is a column of
// text and not one with single slips.
const oddShare = 0.05

// Candidates is an opened candidates table.
type Candidates struct {
	Report TableReport

	path    string
	spec    TableSpec
	header  int
	columns tableColumns
	names   []string // of the value columns
	outcome *decisionWords
	stages  *tableStages // nil = one stage
}

// tableColumns are the column indexes of a table, -1 for those it has not.
type tableColumns struct {
	id, requisition, role, stage, screener, decision int
	values, context, groups                          []int
}

// OpenCandidates finds the columns of a table and, if it has stages, who reached
// which. An *InputError says why a table cannot be used.
func OpenCandidates(ctx context.Context, path string, spec TableSpec) (*Candidates, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	c := &Candidates{path: path, spec: spec, names: slices.Concat(spec.Weak, spec.JobRelated)}
	if err := c.findColumns(); err != nil {
		return nil, err
	}
	var err error
	if c.outcome, err = newDecisionWords(spec.Advanced); err != nil {
		return nil, err
	}
	c.Report.Funnel = []string{singleStage}
	if spec.Stage != "" {
		if c.stages, err = c.readStages(ctx); err != nil {
			return nil, err
		}
		c.Report.Funnel = c.stages.funnel
	}
	return c, nil
}

func (s TableSpec) check() error {
	if s.Decision == "" {
		return &InputError{File: "config.yaml", Reason: "table.decision.column is empty", Remedy: "name the column that holds the decision"}
	}
	if s.Stage != "" && s.ID == "" {
		return &InputError{File: "config.yaml", Reason: "table.stage is set and table.id is not", Remedy: "name the column that tells applications apart under table.id"}
	}
	seen := map[string]string{}
	for _, l := range []struct {
		key     string
		columns []string
	}{{"weak", s.Weak}, {"job_related", s.JobRelated}, {"context", s.Context}, {"groups", s.Groups}} {
		for _, name := range l.columns {
			if other, twice := seen[name]; twice {
				return &InputError{File: "config.yaml", Column: name, Reason: fmt.Sprintf("the column stands under table.%s and under table.%s", other, l.key), Remedy: "list each column once"}
			}
			seen[name] = l.key
		}
	}
	return nil
}

// wanted lists the column names of the spec with the keys that name them.
func (s TableSpec) wanted() []Column {
	var out []Column
	for _, c := range []Column{{"id", s.ID}, {"requisition", s.Requisition}, {"role", s.Role}, {"stage", s.Stage}, {"screener", s.Screener}, {"decision", s.Decision}} {
		if c.Header != "" {
			out = append(out, c)
		}
	}
	for _, l := range []struct {
		key     string
		columns []string
	}{{"weak", s.Weak}, {"job_related", s.JobRelated}, {"groups", s.Groups}, {"context", s.Context}} {
		for _, name := range l.columns {
			out = append(out, Column{l.key, name})
		}
	}
	return out
}

func (c *Candidates) score(row []string) int {
	n := 0
	for _, w := range c.spec.wanted() {
		if i, _ := findColumn(row, w.Header); i >= 0 {
			n++
		}
	}
	return n
}

// findColumn finds a header as written, else without case and separators; two
// that fit equally well are reported as the second one.
func findColumn(header []string, name string) (index, second int) {
	index, second = -1, -1
	for _, same := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		func(a, b string) bool { return normaliseHeader(a) == normaliseHeader(b) && normaliseHeader(b) != "" },
	} {
		for i, h := range header {
			if same(strings.TrimSpace(h), strings.TrimSpace(name)) {
				if index >= 0 {
					return index, i
				}
				index = i
			}
		}
		if index >= 0 {
			return index, second
		}
	}
	return index, second
}

func (c *Candidates) findColumns() error {
	row, header, err := findHeader(c.path, c.spec.Sheet, c.score)
	var in *InputError
	if errors.As(err, &in) && strings.HasPrefix(in.Reason, "none of the first") {
		in.Remedy = "name the table's columns under table in config.yaml"
	}
	if err != nil {
		return err
	}
	c.header = row
	at := map[string]int{"": -1}
	for _, w := range c.spec.wanted() {
		i, second := findColumn(header, w.Header)
		if i < 0 {
			return &InputError{File: c.path, Row: row, Column: w.Header, Reason: fmt.Sprintf("table.%s names a column that the table has not; its columns are %s", w.Canonical, strings.Join(header, ", ")),
				Remedy: "correct the name under table in config.yaml"}
		}
		if second >= 0 {
			return ambiguous(c.path, row, "table."+w.Canonical, header[i], header[second])
		}
		if why := inferred(w.Header); w.Canonical == "groups" && why != "" && !c.spec.InferredGroups {
			return &InputError{File: c.path, Row: row, Column: w.Header, Reason: "the column looks inferred (" + why + "), not self-reported",
				Remedy: "leave it out of table.groups; or set export.allow_inferred_groups: true, and the report will say that these groups are guesses"}
		}
		at[w.Header] = i
		c.Report.Columns = append(c.Report.Columns, Column{w.Canonical, header[i]})
	}
	for i, h := range header {
		if h != "" && !slices.ContainsFunc(c.Report.Columns, func(x Column) bool { return x.Header == header[i] }) {
			c.Report.Unmapped = append(c.Report.Unmapped, h)
		}
	}
	s := c.spec
	c.columns = tableColumns{id: at[s.ID], requisition: at[s.Requisition], role: at[s.Role], stage: at[s.Stage], screener: at[s.Screener], decision: at[s.Decision]}
	for _, n := range c.names {
		c.columns.values = append(c.columns.values, at[n])
	}
	for _, n := range s.Context {
		c.columns.context = append(c.columns.context, at[n])
	}
	for _, n := range s.Groups {
		c.columns.groups = append(c.columns.groups, at[n])
	}
	return nil
}

// decisionWords answers a decision cell with an outcome, each text matched once.
type decisionWords struct {
	advanced map[string]bool
	match    patterns
	cache    map[string]Outcome
}

func newDecisionWords(advanced []string) (*decisionWords, error) {
	w := &decisionWords{advanced: map[string]bool{}, cache: map[string]Outcome{}}
	for _, a := range advanced {
		w.advanced[normaliseText(a)] = true
	}
	var err error
	w.match, err = outcomePatterns(nil)
	return w, err
}

// of is the outcome of a cell; OutcomeUnknown where the words are the default
// ones and none fits.
func (w *decisionWords) of(cell []byte) Outcome {
	if o, ok := w.cache[string(cell)]; ok {
		return o
	}
	o := w.find(string(cell))
	w.cache[string(cell)] = o
	return o
}

func (w *decisionWords) find(text string) Outcome {
	if isBlank(text) {
		return Pending
	}
	if w.advanced[normaliseText(text)] {
		return Advanced
	}
	o := Outcome(max(w.match.find(text), 0))
	if len(w.advanced) == 0 {
		if o == Hired {
			return Advanced
		}
		return o
	}
	switch o {
	case Withdrawn, Pending, Transferred, Prospect:
		return o
	}
	return Rejected
}

// tableReader is one pass over a table.
type tableReader struct {
	*Candidates
	row    CandidateRow
	steps  []Step
	comma  bool
	texts  []map[string]string // interned labels: requisition, role, screener, context..., groups...
	filled []int               // by value column
	odd    []oddColumn
	ids    []uint64 // hashes of id and requisition, by row
}

type oddColumn struct {
	text, absurd, firstRow int
}

// Each streams the table to yield, one call per application in reading order. A
// non-nil error of yield ends the reading and is returned.
func (c *Candidates) Each(ctx context.Context, yield func(*CandidateRow) error) error {
	rows, err := open(c.path, c.spec.Sheet, c.score)
	if err != nil {
		return err
	}
	defer func() { rows.close() }()
	r := c.reader(rows)
	if s, ok := rows.(*csvScanner); ok {
		rows = scanAhead(s)
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := rows.next()
		switch {
		case err == io.EOF:
			return r.finish()
		case rows.row() <= c.header && (err == nil || errors.Is(err, errQuote)):
			continue
		case errors.Is(err, errQuote):
			c.Report.Rows++
			r.unusable(rows.row(), "", err.Error(), "correct the row in the table")
			continue
		case err != nil:
			return readError(c.path, rows.row()+1, err)
		case blankRow(cells):
			continue
		}
		c.Report.Rows++
		ok := r.read(rows.row(), cells)
		if !ok {
			continue
		}
		c.Report.Applications++
		if err := yield(&r.row); err != nil {
			return err
		}
	}
}

func readError(path string, row int, err error) error {
	var in *InputError
	if errors.As(err, &in) {
		return in
	}
	return &InputError{File: path, Row: row, Reason: "cannot be read: " + err.Error(), Remedy: "copy the file to a local disk, or save it again"}
}

func (c *Candidates) reader(rows records) *tableReader {
	c.Report.Rows, c.Report.Applications, c.Report.Unusable = 0, 0, 0
	c.Report.Problems, c.Report.Odd, c.Report.Warnings, c.Report.Undecided = Problems{}, nil, nil, 0
	r := &tableReader{Candidates: c, filled: make([]int, len(c.names)), odd: make([]oddColumn, len(c.names))}
	if s, ok := rows.(*csvScanner); ok {
		r.comma = s.delim != ','
	}
	for range 3 + len(c.columns.context) + len(c.columns.groups) {
		r.texts = append(r.texts, map[string]string{})
	}
	r.row = CandidateRow{Steps: make([]Step, len(c.Report.Funnel)), Values: make([]float64, len(c.names)),
		Context: make([]string, len(c.columns.context)), Groups: make([]string, len(c.columns.groups))}
	return r
}

func (r *tableReader) unusable(row int, column, reason, remedy string) {
	r.Report.Unusable++
	r.Report.Problems.add(Problem{File: r.path, Row: row, Column: column, Reason: reason, Remedy: remedy, Excluded: true})
}

// read fills the row; false if it is not one more application.
func (r *tableReader) read(row int, cells [][]byte) bool {
	cell := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return trim(cells[i])
	}
	c, out := &r.columns, &r.row
	id := cell(c.id)
	if c.id >= 0 && len(id) == 0 {
		r.unusable(row, r.spec.ID, "the row has no id", "fill in the id, or remove the row")
		return false
	}
	out.Row, out.ID = row, unsafe.String(unsafe.SliceData(id), len(id))
	requisition := cell(c.requisition)
	if c.requisition >= 0 && len(requisition) == 0 {
		r.unusable(row, r.spec.Requisition, "the row names no requisition", "fill in the requisition: comparisons are made within it")
		return false
	}
	out.Requisition, out.Role = r.intern(0, requisition), r.intern(1, cell(c.role))
	key := newHash().part(id).part(requisition)
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
			r.filled[k]++
		}
		out.Values[k] = x
	}
	for k, i := range c.context {
		out.Context[k] = r.label(3+k, cell(i), isBlank)
	}
	for k, i := range c.groups {
		out.Groups[k] = r.label(3+len(c.context)+k, cell(i), declined)
	}
	return true
}

// decide fills the steps; false if the row is unusable or a further row of an
// application that was read already.
func (r *tableReader) decide(row int, key hash, cell []byte, screener string) bool {
	o := r.outcome.of(cell)
	if o == OutcomeUnknown {
		r.unusable(row, r.spec.Decision, "the decision is none of the words known", "list the values that mean advanced under table.decision.advanced")
		return false
	}
	if r.stages != nil {
		return r.stages.steps(r, key, screener)
	}
	if r.spec.ID != "" {
		r.ids = append(r.ids, uint64(key))
	}
	r.row.Steps[0] = stepOf(o, screener)
	if o != Advanced && o != Rejected {
		r.Report.Undecided++
		r.Report.Problems.add(Problem{File: r.path, Row: row, Column: r.spec.Decision, Reason: "no decision: " + excludedReason(o), Remedy: "nothing to do: it is no decision for or against the applicant"})
	}
	return true
}

func stepOf(o Outcome, screener string) Step {
	s := Step{Screener: screener}
	switch o {
	case Advanced, Hired:
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
	} else if first, ok := known["\x00"+normaliseText(text)]; ok {
		s = first
	} else {
		known["\x00"+normaliseText(text)] = text
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
		o.absurd++
		reason = "the number is infinite or beyond any plausible value (10^12); it is taken as unknown"
	} else {
		o.text++
	}
	r.Report.Problems.add(Problem{File: r.path, Row: row, Column: r.names[k], Reason: reason, Remedy: remedy})
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
	r.guards()
	return nil
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

func (r *tableReader) guards() {
	for _, g := range r.spec.Groups {
		if why := inferred(g); why != "" {
			r.Report.Warnings = append(r.Report.Warnings, fmt.Sprintf("the group %s looks inferred (%s), not self-reported; it was accepted by configuration", g, why))
		}
	}
	if r.Report.Rows == truncatedRows {
		r.Report.Warnings = append(r.Report.Warnings, "the table has exactly 1,000 rows: some systems cut their exports there")
	}
}
