package decision

import (
	"context"
	"errors"
	"io"
)

// tableDates reads the dates of decision of a candidates table.
type tableDates struct {
	dateColumn
	settled string // the order of day and month that the whole column tells
}

// readDates makes a first pass over the table: a date such as 03/04/2026 can only
// be read once the whole column has told its order.
func (c *Candidates) readDates(ctx context.Context) error {
	rows, err := open(c.path, c.spec.Sheet, c.score)
	if err != nil {
		return err
	}
	defer rows.close()
	d := &tableDates{dateColumn: dateColumn{order: c.spec.DateOrder, location: c.spec.Location}}
	if x, ok := rows.(*xlsxRows); ok {
		d.xlsx, d.epoch1904 = true, x.epoch1904
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, err := rows.next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, errQuote) {
			return readError(c.path, rows.row()+1, err)
		}
		if err == nil && rows.row() > c.header && c.columns.decided < len(cells) {
			d.parse(trim(cells[c.columns.decided]), rows.row())
		}
	}
	var ok bool
	if d.settled, ok = d.resolve(); !ok {
		return d.ambiguous(c.path, c.spec.DecidedAt)
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
	return day, true
}
