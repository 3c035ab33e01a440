package decision

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"
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
}

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
	dates   *tableDates  // nil = no dates
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
	if spec.DecidedAt != "" {
		if err := c.readDates(ctx); err != nil {
			return nil, err
		}
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
