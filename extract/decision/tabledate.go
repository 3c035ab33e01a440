package decision

import (
	"bytes"
	"context"
	"fmt"
	"math"

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

// maxCount is the most applications that one row may stand for: more people than there
// are is a slip of columns.
const maxCount = 4_000_000_000

// count reads how many applications the row stands for; false, and 1, where it does not say.
func (r *tableReader) count(row int, cell []byte) bool {
	if r.columns.count < 0 {
		return true
	}
	n, ok := wholeNumber(cell)
	if !ok {
		r.unusable(row, r.spec.Count, fmt.Sprintf("the count %q is no whole number of 1 or more", cell), "write how many applications the row stands for, and leave out rows of none")
		return false
	}
	r.row.Times = n
	return true
}

// wholeNumber reads 12, and 12.0 as some programs write it. What has other marks is none:
// 1,234 may be a thousand or one.
func wholeNumber(cell []byte) (int, bool) {
	if digits, zeros, ok := bytes.Cut(cell, []byte(".")); ok && len(bytes.Trim(zeros, "0")) == 0 {
		cell = digits
	}
	x, ok := 0.0, len(cell) > 0
	for _, c := range cell {
		if c-'0' > 9 || x > maxCount {
			return 0, false
		}
		x = 10*x + float64(c-'0')
	}
	return int(x), ok && x >= 1 && x <= min(maxCount, math.MaxInt)
}
