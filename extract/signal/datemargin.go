package signal

import "strings"

// stacked reads a range in the margin, one end above the other, each alone on its
// line or before a gap: "May 2012 –   Nurse" over "Jun 2015   Elm Clinic".
func (d *dateWords) stacked(first, second string) (dateRange, bool) {
	if !hasDigit(first) || len(second) == 0 {
		return dateRange{}, false
	}
	a, joined, ok := d.margin(first)
	if !ok {
		return dateRange{}, false
	}
	t := d.tokens(cell(second))
	if len(t) == 0 {
		return dateRange{}, false
	}
	i, led := join(t, 0)
	if led = led || joined; i >= len(t) {
		return dateRange{}, false
	}
	if present, next := presentAt(t, i); present && led && next == len(t) {
		return dateRange{from: a.first, rough: a.wholeYear()}, true
	}
	b, next, ok := pointAt(t, i)
	if !ok || next < len(t) && t[next].mark != '.' || !led && (a.wholeYear() || b.wholeYear()) || b.first <= a.first {
		return dateRange{}, false
	}
	return between(a, b)
}

// margin reads a lone date in the first cell of a line, and whether a join ends it.
func (d *dateWords) margin(f string) (p point, joined, ok bool) {
	t := d.tokens(cell(f))
	if len(t) == 0 || !begins(t, 0) {
		return p, false, false
	}
	p, j, ok := pointAt(t, 0)
	if !ok {
		return p, false, false
	}
	k, joined := join(t, j)
	return p, joined, k >= len(t)
}

// cell is what stands before the first gap of a line.
func cell(f string) string {
	if at := strings.Index(f, "  "); at > 0 {
		return f[:at]
	}
	return f
}
