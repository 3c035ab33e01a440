package dates

import (
	"bytes"
	"fmt"
	"time"

	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// Column parses the cells of one date column of one file.
type Column struct {
	Order     string // "", ymd, dmy, mdy
	Location  *time.Location
	Sheet     bool
	Epoch1904 bool
	// firstOver and secondOver count dates whose first or second number is above 12.
	firstOver, secondOver, numeric int
	// early counts dates with a two-digit year that would lie before 2010: their first
	// number may be the year.
	early      int
	example    string
	exampleRow int
	cache      map[string]int32
	// Filled counts cells that are not empty, Failed those that are no date.
	Filled, Failed int
	Failure        string // the first that failed
	FailureRow     int
	// sample is the first cell that is a date, and sampled its day as parsed; first and
	// last are the earliest and the latest day, once all are resolved.
	sample      string
	sampled     int32
	first, last int32
	Ranged      bool
	Settled     string // the order of day and month that the whole column tells
}

// Parse returns the day, [NoDay] for an empty cell, or a numeric day to be resolved.
func (d *Column) Parse(cell []byte, row int) (day int32, ok bool) {
	if len(cell) == 0 {
		return NoDay, true
	}
	d.Filled++
	if day, ok := d.iso(cell); ok {
		d.see(cell, day)
		return day, true
	}
	if v, hit := d.cache[string(cell)]; hit {
		d.count(v, cell, row)
		return v, v != NoDay
	}
	day, ok = d.slow(string(cell))
	if !ok {
		return NoDay, d.blank(cell, row)
	}
	if d.cache == nil {
		d.cache = map[string]int32{}
	}
	if len(d.cache) < 10_000 {
		d.cache[string(cell)] = day
	}
	d.see(cell, day)
	d.count(day, cell, row)
	return day, true
}

// see keeps the column's first date, to show how it is read.
func (d *Column) see(cell []byte, day int32) {
	if d.sample == "" {
		d.sample, d.sampled = string(cell), day
	}
}

// Span widens the column's range by a resolved day.
func (d *Column) Span(day int32) {
	if day == NoDay {
		return
	}
	if !d.Ranged {
		d.first, d.last, d.Ranged = day, day, true
	}
	d.first, d.last = min(d.first, day), max(d.last, day)
}

// blank tells whether a cell that is no date stands for an empty one, and counts it
// as a failure if not.
func (d *Column) blank(cell []byte, row int) bool {
	if words.Blank(string(cell)) || isNever(cell) {
		d.Filled--
		return true
	}
	if d.Failed++; d.Failed == 1 {
		d.Failure, d.FailureRow = string(cell), row
	}
	return false
}

// isNever: a date of zeros, which databases write for none.
func isNever(cell []byte) bool { return len(bytes.Trim(cell, "0-/.: T")) == 0 }

func (d *Column) count(day int32, cell []byte, row int) {
	if !isNumericDay(day) {
		return
	}
	d.numeric++
	a, b, _ := splitNumeric(day)
	if a > 12 {
		d.firstOver++
	}
	if b > 12 {
		d.secondOver++
	}
	if y, short := splitYear(day); short && y < earliestShort {
		d.early++
	}
	if d.example == "" {
		d.example, d.exampleRow = string(cell), row
	}
}

// Resolve decides the order of the column's numeric dates: a number above 12 is
// a day. ok is false where nothing tells, or where the column contradicts itself.
func (d *Column) Resolve() (order string, ok bool) {
	switch {
	case d.numeric == 0:
		return d.Order, true
	case d.early > 0:
		return "", false
	case d.firstOver > 0 && d.secondOver == 0:
		return "dmy", true
	case d.secondOver > 0 && d.firstOver == 0:
		return "mdy", true
	}
	return "", false
}

// Join adds up what two sheets tell of one column.
func (d *Column) Join(other *Column) *Column {
	if d == nil {
		return other
	}
	sum := *d
	sum.firstOver += other.firstOver
	sum.secondOver += other.secondOver
	sum.numeric += other.numeric
	sum.early += other.early
	if sum.example == "" {
		sum.example, sum.exampleRow = other.example, other.exampleRow
	}
	return &sum
}

// Ambiguous is the error of a column whose order nothing tells.
func (d *Column) Ambiguous(path, sheet, column string) *table.Error {
	reason := fmt.Sprintf("day and month cannot be told apart: %q may be day/month or month/day", d.example)
	if d.early > 0 {
		reason = fmt.Sprintf("%q may be year/month/day or end in a year of two digits before 2010", d.example)
	} else if d.firstOver > 0 {
		reason = fmt.Sprintf("day and month are in both orders: %d dates can only be day/month and %d only month/day", d.firstOver, d.secondOver)
	}
	return &table.Error{File: path, Sheet: sheet, Row: d.exampleRow, Column: column, Reason: reason,
		Remedy: "set export.date_order to dmy, mdy or ymd, or export dates as YYYY-MM-DD"}
}

// Report says how the dates of a column were understood.
type Report struct {
	Canonical string `json:"canonical"`
	Header    string `json:"header"`
	// Example is the first date as written, and Read the day it was taken for, 2026-01-31.
	Example string `json:"example"`
	Read    string `json:"read"`
	// Rows are dates, Unread of the cells are none.
	Rows   int `json:"rows"`
	Unread int `json:"unread"`
	// First and Last are the earliest and the latest day; "" where there is none.
	First string `json:"first"`
	Last  string `json:"last"`
}

// Merge adds what one table tells of the column.
func (c *Report) Merge(d *Column) {
	c.Rows += d.Filled - d.Failed
	c.Unread += d.Failed
	if day, ok := Ordered(d.sampled, d.Settled); ok && d.sample != "" && c.Example == "" {
		c.Example, c.Read = d.sample, isoText(day)
	}
	if !d.Ranged {
		return
	}
	// Days as text compare as days: all years have four digits.
	if first := isoText(d.first); c.First == "" || first < c.First {
		c.First = first
	}
	c.Last = max(c.Last, isoText(d.last))
}

func isoText(day int32) string { return DayTime(day).Format("2006-01-02") }
