package decision

import (
	"context"
	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/table"
)

// tableDates reads the dates of decision of a candidates table.
type tableDates struct{ dates.Column }

// readDates makes a first pass over the table: a date such as 03/04/2026 can only
// be read once the whole column has told its order.
func (c *Candidates) readDates(ctx context.Context) error {
	d := &tableDates{Column: dates.Column{Order: c.spec.DateOrder, Location: c.spec.Location, Sheet: c.xlsx, Epoch1904: c.epoch1904}}
	err := c.rows(ctx, func(row int, cells [][]byte, err error) error {
		if err == nil && c.columns.decided < len(cells) {
			d.Parse(table.Text(cells[c.columns.decided]), row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var ok bool
	if d.Settled, ok = d.Resolve(); !ok {
		return d.Ambiguous(c.path, "", c.spec.DecidedAt)
	}
	c.dates = d
	return nil
}

// day of a cell; noDay for an empty one, false for what is no date.
func (d *tableDates) day(cell []byte, row int) (int32, bool) {
	day, ok := d.Parse(cell, row)
	if !ok {
		return dates.NoDay, false
	}
	if day, ok = dates.Ordered(day, d.Settled); !ok {
		return dates.NoDay, false
	}
	d.Span(day)
	return day, true
}

// dateColumns tells how the table's dates were read.
func (c *Candidates) dateColumns() []dates.Report {
	if c.dates == nil {
		return nil
	}
	out := dates.Report{Canonical: heads.Decided, Header: c.spec.DecidedAt}
	out.Merge(&c.dates.Column)
	return []dates.Report{out}
}
