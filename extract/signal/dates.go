package signal

import "strings"

// dateRange is a stretch of months; to is exclusive, 0 for "present".
type dateRange struct {
	from, to int
	at, end  int  // where it is written
	rough    bool // an end is a year alone
}

// point is a date read to the month, or to the year (then first and last differ).
type point struct {
	first, last int
	short       bool // month and a year of two digits
	yearly      bool // "2009-10" may also be two years
}

func monthPoint(year, month int) point {
	return point{first: year*12 + month, last: year*12 + month}
}
func yearPoint(year int) point  { return point{first: year * 12, last: year*12 + 11} }
func (p point) wholeYear() bool { return p.first != p.last }

const (
	firstYear, lastYear = 1940, 2099
	// centuryTurn: years of two digits above it belong to the 1900s.
	centuryTurn = 60
	maxRanges   = 4 // read of one text
)

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// ranges reads the date ranges of folded text: two dates joined, "since" one,
// and two dates side by side. A range of which one end cannot be read is none.
func (d *dateWords) ranges(f string) []dateRange {
	if !hasDigit(f) {
		return nil
	}
	t := d.tokens(f)
	var out []dateRange
	for i := 0; i < len(t) && len(out) < maxRanges; {
		r, next, ok := rangeAt(t, i)
		if ok {
			r.at, r.end = t[i].from, t[next-1].to
			out = append(out, r)
		}
		i = max(i+1, next)
	}
	return out
}

// rangeAt reads a range that begins at token i. next is where to go on: past
// what was read, be it a range or not.
func rangeAt(t []dateToken, i int) (r dateRange, next int, ok bool) {
	if !begins(t, i) {
		return r, i + 1, false
	}
	p, j, dated := pointAt(t, i)
	month, k, named := 0, 0, false
	if !dated {
		month, k, named = loneMonth(t, i)
		if !named {
			return r, i + 1, false
		}
		j = k
	}
	end, joined := join(t, j)
	switch {
	case joined && dated:
		return endAt(t, p, end)
	case joined:
		q, after, ok := pointAt(t, end)
		if !ok || q.wholeYear() {
			return r, end, false
		}
		r, ok = between(monthPoint(q.first/12, month), q)
		return r, after, ok
	case !dated:
		return r, j, false
	}
	return single(t, i, p, j)
}

// begins says whether a date may begin at a token: not inside a longer number,
// nor on a word ("covid2019").
func begins(t []dateToken, i int) bool {
	if t[i].kind&(isNumber|isMonth) == 0 && t[i].mark != '\'' {
		return false
	}
	if i > 0 && t[i].glued {
		b := &t[i-1]
		return b.kind&(isClose|isDash|isUntil|isMonth) != 0 || b.kind&isSep != 0 && b.mark == ',' || b.kind&isWord != 0 && b.mark != 0
	}
	return true
}

// join skips what stands between the ends of a range: dashes, "to", "until".
func join(t []dateToken, j int) (next int, ok bool) {
	for j < len(t) && t[j].kind&isWithin != 0 && t[j].kind&isUntil == 0 || j < len(t) && (t[j].mark == '.' || t[j].mark == ',') && j+1 < len(t) && t[j+1].kind&(isDash|isUntil|isWithin) != 0 {
		j++
	}
	for ; j < len(t); j++ {
		switch {
		case t[j].kind&isUntil != 0 && t[j].kind&isPresent != 0: // "to date" is both
			return j, true
		case t[j].kind&(isDash|isUntil) != 0, t[j].mark == '/' && !ok:
			ok = true
		case ok && t[j].kind&(isFrom|isSince) != 0 && t[j].kind&isPresent == 0:
		default:
			return j, ok
		}
	}
	return j, ok
}

// endAt reads the end of a range after its join.
func endAt(t []dateToken, p point, i int) (r dateRange, next int, ok bool) {
	if i >= len(t) { // "2015 -": open if the dash stands on the date; else the text goes on elsewhere
		return dateRange{from: p.first, rough: p.wholeYear()}, i, t[i-1].kind&isDash != 0 && t[i-1].gap == 0
	}
	if phrase, j := presentAt(t, i); phrase {
		return dateRange{from: p.first, rough: p.wholeYear()}, j, true
	}
	if q, j, ok := pointAt(t, i); ok {
		if q.short != p.short {
			return r, j, false
		}
		r, ok = between(p, q)
		return r, j, ok
	}
	if p.wholeYear() && t[i].kind == isNumber && t[i].digits == 2 { // "2017-19"
		year := p.first/12/100*100 + t[i].value
		if year > p.first/12 {
			r, ok = between(p, yearPoint(year))
			return r, i + 1, ok
		}
	}
	before := &t[i-1]
	if before.kind&isDash != 0 && before.gap == 0 && (t[i].gap > 1 || t[i].mark == ')' || t[i].mark == ',' || t[i].mark == ']') {
		return dateRange{from: p.first, rough: p.wholeYear()}, i, true
	}
	return r, i, false
}

// presentAt reads a word for an end that has not come; "till" alone is one when
// nothing follows.
func presentAt(t []dateToken, i int) (ok bool, next int) {
	if t[i].kind&isPresent != 0 {
		return true, i + 1
	}
	if t[i].kind&isWithin != 0 && i+1 < len(t) && t[i+1].kind&isPresent != 0 {
		return true, i + 2
	}
	return false, i
}

// single reads a date that no join follows: the beginning of one that goes on
// ("since 2012"), or the first of two side by side.
func single(t []dateToken, i int, p point, j int) (r dateRange, next int, ok bool) {
	if p.short {
		return r, j, false
	}
	if p.yearly { // "2009-10" and "2008/09" beside nothing else are two years
		year := p.first / 12
		if second := year/100*100 + p.first%12 + 1; second == year+1 {
			r, ok = between(yearPoint(year), yearPoint(second))
			return r, j, ok
		}
	}
	if i > 0 && t[i-1].kind&isSince != 0 {
		return dateRange{from: p.first, rough: p.wholeYear()}, j, true
	}
	if j >= len(t) || t[j].gap == 0 {
		return r, j, false
	}
	if t[j].kind&isPresent != 0 && t[j].kind&(isUntil|isWithin) == 0 && (j+1 == len(t) || t[j+1].kind&(isClose|isSep) != 0 || t[j+1].gap > 1) {
		return dateRange{from: p.first, rough: p.wholeYear()}, j + 1, true
	}
	q, after, dated := pointAt(t, j)
	alone := i == 0 && after == len(t)
	if !dated || q.short || q.last <= p.first || p.wholeYear() != q.wholeYear() || p.wholeYear() && t[j].gap < 2 && !alone {
		return r, j, false
	}
	if after < len(t) && t[after].kind&(isNumber|isDash|isUntil) != 0 { // a list, or the second is a range of its own
		return r, j, false
	}
	r, ok = between(p, q)
	return r, after, ok
}

// between makes a range of its two ends.
func between(a, b point) (dateRange, bool) {
	switch {
	case b.last < a.first:
		return dateRange{}, false
	case a.wholeYear() && b.wholeYear() && a.first == b.first:
		return dateRange{from: a.first + 3, to: a.first + 9, rough: true}, true
	case a.wholeYear() && b.wholeYear():
		// "2015 - 2018": years alone; from mid-year to mid-year is the best guess.
		return dateRange{from: a.first + 6, to: b.first + 6, rough: true}, true
	}
	return dateRange{from: a.first, to: b.last + 1, rough: a.wholeYear() || b.wholeYear()}, true
}

// dated says whether a text names a range, or one date to the month or season:
// "Summer 2018" dates an entry too.
func (d *dateWords) dated(f string) bool {
	if !hasDigit(f) {
		return false
	}
	t := d.tokens(f)
	for i := range t {
		if t[i].kind&isMonth != 0 || t[i].kind == isNumber {
			if p, _, ok := pointAt(t, i); ok && begins(t, i) && !p.wholeYear() && !p.short {
				return true
			}
		}
	}
	return len(d.ranges(f)) > 0
}

// only says whether a folded text holds nothing but dates and marks.
func (d *dateWords) only(f string) bool {
	for _, t := range d.tokens(f) {
		if t.kind&isWord != 0 && t.mark != '|' && t.mark != ':' && t.mark != ';' {
			return false
		}
	}
	return true
}

// starts says whether a folded text begins with a date or the beginning of a range.
func (d *dateWords) starts(f string) bool {
	t := d.tokens(f[:min(len(f), 40)])
	if len(t) == 0 {
		return false
	}
	if _, _, ok := pointAt(t, 0); ok {
		return true
	}
	if _, j, ok := loneMonth(t, 0); ok {
		_, joined := join(t, j)
		return joined
	}
	if t[0].kind&(isSince|isFrom) != 0 && len(t) > 1 {
		_, _, ok := pointAt(t, 1)
		return ok
	}
	return false
}

// unfinished says whether a short text ends in a range without its end: in a
// join, or in a month after one.
func (d *dateWords) unfinished(f string) bool {
	if !hasDigit(f) || len(f) > 40 {
		return false
	}
	t := d.tokens(f)
	n := len(t)
	if n > 1 && t[n-1].mark == '.' {
		n--
	}
	if n > 2 && t[n-1].kind&isMonth != 0 {
		n--
	}
	return n > 1 && t[n-1].kind&(isDash|isUntil) != 0
}

// ends gives the offsets after the date ranges of a long text as written.
func (d *dateWords) ends(text string) []int {
	var out []int
	t := d.tokens(fold(text))
	for i := 0; i < len(t); {
		_, next, ok := rangeAt(t, i)
		if ok && (t[i].kind&isMonth != 0 || t[i].digits == 4) { // a long text has numbers of every kind
			out = append(out, t[next-1].to)
		}
		i = max(i+1, next)
	}
	return out
}
