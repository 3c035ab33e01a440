package decision

import (
	"context"
	"weaksignal/extract/decision/table"
)

// tableDates reads the dates of decision of a candidates table.
type tableDates struct{ dateColumn }

// readDates makes a first pass over the table: a date such as 03/04/2026 can only
// be read once the whole column has told its order.
func (c *Candidates) readDates(ctx context.Context) error {
	d := &tableDates{dateColumn: dateColumn{order: c.spec.DateOrder, location: c.spec.Location, xlsx: c.xlsx, epoch1904: c.epoch1904}}
	err := c.rows(ctx, func(row int, cells [][]byte, err error) error {
		if err == nil && c.columns.decided < len(cells) {
			d.parse(table.Text(cells[c.columns.decided]), row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var ok bool
	if d.settled, ok = d.resolve(); !ok {
		return d.ambiguous(c.path, "", c.spec.DecidedAt)
	}
	c.dates = d
	return nil
}

// day of a cell; noDay for an empty one, false for what is no date.
func (d *tableDates) day(cell []byte, row int) (int32, bool) {
	day, ok := d.parse(cell, row)
	if !ok {
		return noDay, false
	}
	if day, ok = ordered(day, d.settled); !ok {
		return noDay, false
	}
	d.span(day)
	return day, true
}
