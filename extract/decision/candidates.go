package decision

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"weaksignal/extract/decision/table"
)

// CandidateRow is one application of a candidates table. It and everything in it
// are reused: copy what is kept.
type CandidateRow struct {
	Row         int
	ID          string
	Requisition string
	Role        string
	// Decided is the day of the (last) decision; zero = unknown.
	Decided time.Time
	// Steps by index of TableReport.Funnel.
	Steps []Step
	// Values of Weak then JobRelated columns; NaN = unknown. Yes and no are 1 and 0.
	Values []float64
	// Context and Groups labels; "" = unknown.
	Context []string
	Groups  []string
	// Times is how many applications the row stands for, 1 or more.
	Times int
}

// Candidates is an opened candidates table.
type Candidates struct {
	Report TableReport

	path string
	spec TableSpec
	// ignoredID is the column of ids that is not read beside counts.
	ignoredID string
	columns   tableColumns
	names     []string // of the value columns
	outcome   *decisionWords
	stages    *tableStages // nil = one stage
	dates     *tableDates  // nil = no dates
	wide      *tableWide   // nil = no result columns
	repeats   *tableRepeats
	// comma: cells may have a decimal comma. xlsx and epoch1904 say how dates are written.
	comma, xlsx, epoch1904 bool
	left                   []table.Sheet
}

// OpenCandidates finds the columns of a table and, if it has stages, who reached
// which. An *InputError says why a table cannot be used.
func OpenCandidates(ctx context.Context, path string, spec TableSpec) (*Candidates, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	uncounted := spec.ID
	if spec.Count != "" {
		spec.ID = "" // several applications are nobody's
	}
	c := &Candidates{path: path, spec: spec, ignoredID: uncounted, names: slices.Concat(spec.Weak, spec.JobRelated)}
	var err error
	if c.wide, err = c.newWide(); err != nil {
		return nil, err
	}
	if err := c.open(ctx); err != nil {
		return nil, err
	}
	if c.outcome, err = newDecisionWords(spec.Advanced, spec.Rejected); err != nil {
		return nil, err
	}
	if spec.DecidedAt != "" {
		if err := c.readDates(ctx); err != nil {
			return nil, err
		}
	}
	if c.wide == nil {
		c.Report.Funnel = []string{singleStage}
	}
	if spec.Stage != "" {
		if c.stages, err = c.readStages(ctx); err != nil {
			return nil, err
		}
		c.Report.Funnel = c.stages.Funnel
	} else if spec.ID != "" {
		if c.repeats, err = c.readRepeats(ctx); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Each streams the table to yield, one call per application in reading order. A
// non-nil error of yield ends the reading and is returned.
func (c *Candidates) Each(ctx context.Context, yield func(*CandidateRow) error) error {
	r := c.reader()
	if c.stages == nil { // a table with stages has counted them in its first pass
		c.outcome.forget()
	}
	if c.dates != nil { // the pass that settled their order has counted them
		c.dates.Filled, c.dates.Failed, c.dates.Ranged = 0, 0, false
	}
	err := c.rows(ctx, func(row int, cells [][]byte, err error) error {
		r.row.Times = 1
		if errors.Is(err, errSurplus) {
			c.Report.Rows++
			r.slip(row)
			return nil
		}
		if err != nil {
			c.Report.Rows++
			r.unusable(row, "", err.Error(), "correct the row in the table")
			return nil
		}
		if !r.read(row, cells) {
			return nil
		}
		c.Report.Applications += r.row.Times
		return yield(&r.row)
	})
	if err != nil {
		return err
	}
	c.Report.Dates, c.Report.Texts = c.dateColumns(), c.decisionTexts()
	return r.finish()
}

// decisionTexts lists what the texts of decisions counted as.
func (c *Candidates) decisionTexts() []TextOutcome {
	if c.wide == nil {
		return c.outcome.texts(c.spec.Decision)
	}
	var out []TextOutcome
	for k, w := range c.wide.words {
		out = append(out, w.texts(c.spec.Results[k].Column)...)
		w.forget()
	}
	return out
}

// rows streams the rows of the table; err is [table.ErrQuote] for one whose quotes
// are broken, errSurplus for one whose cells have slipped.
func (c *Candidates) rows(ctx context.Context, yield func(row int, cells [][]byte, err error) error) error {
	b, err := table.Open(ctx, c.path, c.options())
	if err != nil {
		return err
	}
	defer b.Close()
	for _, t := range b.Tables {
		if err := c.tableRows(ctx, t, yield); err != nil {
			return err
		}
	}
	return nil
}

func (c *Candidates) tableRows(ctx context.Context, t *table.Table, yield func(row int, cells [][]byte, err error) error) error {
	if err := c.findColumns(t); err != nil {
		return err
	}
	if t == t.First() {
		c.Report.Sheets = slices.Clone(c.left)
	}
	rows, err := t.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := rows.Next()
		if err == io.EOF {
			c.Report.Sheets = append(c.Report.Sheets, table.Sheet{File: t.Path, Sheet: t.Sheet, Rows: rows.Count, Read: true})
			return nil
		}
		if err != nil && !errors.Is(err, table.ErrQuote) {
			return err
		}
		if err == nil && surplus(t, cells) {
			err = errSurplus
		}
		if err := yield(rows.Row(), cells, err); err != nil {
			return err
		}
	}
}

func (c *Candidates) options() table.Options {
	return table.Options{Sheet: c.spec.Sheet, Score: c.score, Worker: c.spec.Worker, Unknown: "name the table's columns under table in config.yaml"}
}

// open finds the columns and what tells how cells are written.
func (c *Candidates) open(ctx context.Context) error {
	b, err := table.Open(ctx, c.path, c.options())
	if err != nil {
		return err
	}
	defer b.Close()
	for _, t := range b.Tables {
		if err := c.findColumns(t); err != nil {
			return err
		}
		c.comma = c.comma || t.Delimiter != 0 && t.Delimiter != ','
		c.xlsx, c.epoch1904 = t.Delimiter == 0, t.Epoch1904
	}
	c.left = b.Left
	return nil
}
