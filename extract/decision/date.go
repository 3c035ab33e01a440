package decision

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// noDay is an unknown date in a column of days since 1970-01-01.
const noDay = int32(-1 << 31)

// numericDay marks a date of three numbers whose order is not known yet: three
// numbers a/b/y are kept as -(y*10000 + a*100 + b) - numericDay until the whole
// column has been seen.
const numericDay = 1_000_000_000

// shortYear marks, in a numeric day, a year of two digits.
const shortYear = 100_000_000

// dateColumn parses the cells of one date column of one file.
type dateColumn struct {
	order     string // "", ymd, dmy, mdy
	location  *time.Location
	xlsx      bool
	epoch1904 bool
	// firstOver and secondOver count dates whose first or second number is above 12.
	firstOver, secondOver, numeric int
	// early counts dates with a two-digit year that would lie before 2010: their first
	// number may be the year.
	early      int
	example    string
	exampleRow int
	cache      map[string]int32
	// filled counts cells that are not empty, failed those that are no date.
	filled, failed int
	failure        string // the first that failed
	failureRow     int
	// sample is the first cell that is a date, and sampled its day as parsed; first and
	// last are the earliest and the latest day, once all are resolved.
	sample      string
	sampled     int32
	first, last int32
	ranged      bool
	settled     string // the order of day and month that the whole column tells
}

// parse returns the day, noDay for an empty cell, or a numeric day to be resolved.
func (d *dateColumn) parse(cell []byte, row int) (day int32, ok bool) {
	if len(cell) == 0 {
		return noDay, true
	}
	d.filled++
	if day, ok := d.iso(cell); ok {
		d.see(cell, day)
		return day, true
	}
	if v, hit := d.cache[string(cell)]; hit {
		d.count(v, cell, row)
		return v, v != noDay
	}
	day, ok = d.slow(string(cell))
	if !ok {
		return noDay, d.blank(cell, row)
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
func (d *dateColumn) see(cell []byte, day int32) {
	if d.sample == "" {
		d.sample, d.sampled = string(cell), day
	}
}

// span widens the column's range by a resolved day.
func (d *dateColumn) span(day int32) {
	if day == noDay {
		return
	}
	if !d.ranged {
		d.first, d.last, d.ranged = day, day, true
	}
	d.first, d.last = min(d.first, day), max(d.last, day)
}

// blank tells whether a cell that is no date stands for an empty one, and counts it
// as a failure if not.
func (d *dateColumn) blank(cell []byte, row int) bool {
	if words.Blank(string(cell)) || isNever(cell) {
		d.filled--
		return true
	}
	if d.failed++; d.failed == 1 {
		d.failure, d.failureRow = string(cell), row
	}
	return false
}

// isNever: a date of zeros, which databases write for none.
func isNever(cell []byte) bool { return len(bytes.Trim(cell, "0-/.: T")) == 0 }

func (d *dateColumn) count(day int32, cell []byte, row int) {
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

func isNumericDay(day int32) bool { return day != noDay && day <= -numericDay }

func splitNumeric(day int32) (a, b, y int) {
	v := -int(day) - numericDay
	return v / 100 % 100, v % 100, v / 10000 % 10000
}

// earliestShort is the first year that is taken for granted where it has two digits:
// 26/03/01 is a day of 2026 in some systems and of 2001 in others.
const earliestShort = 2010

// splitYear is the year, and whether it was written with two digits.
func splitYear(day int32) (y int, short bool) {
	v := -int(day) - numericDay
	return v / 10000 % 10000, v >= shortYear
}

// isoDay reads 2026-01-31, alone, before a local time without an offset, or before an
// offset without a time: 2026-01-31-08:00 is a day as somebody's calendar has it.
func isoDay(c []byte) (int32, bool) {
	if len(c) < 10 || c[4] != '-' || c[7] != '-' {
		return 0, false
	}
	if len(c) > 10 && !offset(c[10:]) && (c[10] != ' ' && c[10] != 'T' || hasOffset(c[10:])) {
		return 0, false
	}
	y, ok1 := digits(c[:4])
	m, ok2 := digits(c[5:7])
	day, ok3 := digits(c[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return dayOf(y, m, day)
}

// iso reads the usual forms of ISO 8601 without looking anything up.
func (d *dateColumn) iso(c []byte) (int32, bool) {
	if day, ok := isoDay(c); ok {
		return day, true
	}
	if t, ok := isoMoment(c); ok {
		return d.instant(t)
	}
	return 0, false
}

// isoMoment reads 2026-01-31T10:22:05Z, also with a fraction of the second that is let
// go, and +01:00 for Z.
func isoMoment(c []byte) (time.Time, bool) {
	const local = "2026-01-31T10:22:05"
	if len(c) <= len(local) || c[10] != 'T' || c[13] != ':' || c[16] != ':' {
		return time.Time{}, false
	}
	day, ok := isoDay(c[:10])
	h, ok1 := digits(c[11:13])
	m, ok2 := digits(c[14:16])
	s, ok3 := digits(c[17:19])
	zone := c[19:]
	if zone[0] == '.' {
		for zone = zone[1:]; len(zone) > 1 && ids.AllDigits(zone[:1]); zone = zone[1:] {
		}
	}
	if !ok || !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || s > 59 {
		return time.Time{}, false
	}
	east := 0
	switch {
	case len(zone) == 1 && zone[0] == 'Z':
	case len(zone) == 6 && offset(zone):
		zh, _ := digits(zone[1:3])
		zm, _ := digits(zone[4:])
		if east = zh*60 + zm; zm > 59 || zh > 23 {
			return time.Time{}, false
		}
		if zone[0] == '-' {
			east = -east
		}
	default:
		return time.Time{}, false
	}
	return time.Unix(int64(day)*86400+int64(h*3600+(m-east)*60+s), 0), true
}

// offset: Z, +01, -0800 or +01:00.
func offset(c []byte) bool {
	switch {
	case len(c) == 1:
		return c[0] == 'Z' || c[0] == 'z'
	case c[0] != '+' && c[0] != '-':
		return false
	case len(c) == 6 && c[3] == ':':
		return ids.AllDigits(c[1:3]) && ids.AllDigits(c[4:])
	}
	return (len(c) == 3 || len(c) == 5) && ids.AllDigits(c[1:])
}

func hasOffset(c []byte) bool {
	for _, b := range c {
		if b == 'Z' || b == '+' || b == '-' || b == 'z' {
			return true
		}
	}
	return false
}

func digits(c []byte) (int, bool) {
	n := 0
	for _, b := range c {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	return n, true
}

// dayOf counts days from 1970-01-01; years outside 1950 to 2100 are no dates of applications.
func dayOf(y, m, d int) (int32, bool) {
	if y < 1950 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return noDay, false
	}
	if d > 28 && d > time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return noDay, false
	}
	// Years begin in March, so that the leap day is a year's last: months before it are
	// those of the year before, 153 days to five months.
	if m < 3 {
		y, m = y-1, m+12
	}
	return int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - marchOfYear0), true
}

// marchOfYear0 is how many days the 1st of March of the year 0 lies before 1970.
const marchOfYear0 = 719_468

func dayTime(day int32) time.Time {
	if day == noDay {
		return time.Time{}
	}
	return time.Unix(int64(day)*86400, 0).UTC()
}

// slow reads every other form.
func (d *dateColumn) slow(s string) (int32, bool) {
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		return d.number(s, v)
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.000-0700", "2006-01-02T15:04-07:00", "2006-01-02T15:04Z07:00",
		"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05-07",
		"2006-01-02 15:04:05.999999-07:00", "2006-01-02 15:04:05.999999-07", "2006-01-02 15:04:05.999999 MST"} {
		if t, err := time.Parse(layout, s); err == nil {
			return d.instant(t)
		}
	}
	if day, ok := wordedDay(s); ok {
		return day, true
	}
	return d.threeNumbers(s)
}

// instant is the day of a moment where the organisation is.
func (d *dateColumn) instant(t time.Time) (int32, bool) {
	if d.location != nil {
		t = t.In(d.location)
	} else {
		t = t.UTC()
	}
	return dayOf(t.Year(), int(t.Month()), t.Day())
}

// number reads a date that is one number: 20260131, a spreadsheet's serial number of
// days, or seconds, milliseconds or microseconds since 1970. The ranges, 2000 to 2100
// for the seconds and 1990 to 2064 for a serial number in a text file, don't overlap.
func (d *dateColumn) number(s string, v float64) (int32, bool) {
	switch {
	case len(s) == 8 && v >= 19500101 && v <= 21001231 && v == math.Trunc(v):
		return dayOf(int(v)/10000, int(v)/100%100, int(v)%100)
	case d.xlsx && v >= 1 && v <= 120_000, v >= 32_874 && v <= 60_000:
		t, err := table.SerialDate(v, d.epoch1904)
		if err != nil {
			return noDay, false
		}
		return dayOf(t.Year(), int(t.Month()), t.Day())
	}
	for _, unit := range []float64{1, 1e3, 1e6} {
		if seconds := v / unit; seconds >= 946_684_800 && seconds <= 4_102_444_800 {
			return d.instant(time.Unix(int64(seconds), 0))
		}
	}
	return noDay, false
}

// wordedDay reads dates whose month is a word, in any of the lexicon's languages and
// in Java's order: 31 Jan 2026, January 31, 2026, 31-Jan-26, 1er mars 2026,
// 1 de marzo de 2026, Sat Jan 31 10:00:00 CET 2026.
func wordedDay(s string) (int32, bool) {
	f := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,-./\u00a0\u202f", r) })
	f = slices.DeleteFunc(f, func(w string) bool {
		return w == "de" || w == "del" || w == "of" || w == "den" || w == "le" || w == "d"
	})
	for skip := 0; skip < 2 && len(f)-skip >= 3; skip++ { // the weekday, which "mar." may be too
		if day, ok := wordedParts(f[skip:]); ok {
			return day, true
		}
	}
	return noDay, false
}

func wordedParts(f []string) (int32, bool) {
	m, day := monthOf(f[0]), f[1]
	if m == 0 {
		m, day = monthOf(f[1]), f[0]
	}
	if m == 0 {
		return noDay, false
	}
	n, err := strconv.Atoi(strings.TrimRight(strings.ToLower(day), "stndrhoeºª°"))
	if err != nil {
		return noDay, false
	}
	year := f[2]
	if strings.Contains(year, ":") || len(f) > 3 && len(f[len(f)-1]) == 4 && len(year) != 4 {
		year = f[len(f)-1] // Java: month, day, time, zone, year
	}
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 2 && len(year) != 4 {
		return noDay, false
	}
	return dayOf(fullYear(y, len(year)), m, n)
}

// monthOf is the number of a month's name, 0 for any other word.
func monthOf(s string) int {
	if len(s) < 3 || s[0] >= '0' && s[0] <= '9' {
		return 0
	}
	cells, err := words.LoadCells()
	if err != nil {
		return 0
	}
	return cells.Month(s)
}

func fullYear(y, digits int) int {
	if digits == 2 {
		return 2000 + y
	}
	return y
}

// threeNumbers reads 31/01/2026, 01.31.26, 2026/01/31 with or without a time.
func (d *dateColumn) threeNumbers(s string) (int32, bool) {
	if i := strings.IndexAny(s, " T,"); i > 0 {
		s = s[:i]
	}
	f := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(f) != 3 {
		return noDay, false
	}
	var n [3]int
	for i, t := range f {
		v, ok := digits([]byte(t))
		if !ok || len(t) > 4 {
			return noDay, false
		}
		n[i] = v
	}
	if len(f[0]) == 4 || d.order == "ymd" {
		return dayOf(fullYear(n[0], len(f[0])), n[1], n[2])
	}
	y := fullYear(n[2], len(f[2]))
	if len(f[2]) == 3 || n[0] > 31 || n[1] > 31 || n[0] < 1 || n[1] < 1 || n[0] > 12 && n[1] > 12 || y > 2100 || y < 1950 {
		return noDay, false
	}
	switch d.order {
	case "dmy":
		return dayOf(y, n[1], n[0])
	case "mdy":
		return dayOf(y, n[0], n[1])
	}
	v := y*10000 + n[0]*100 + n[1]
	if len(f[2]) < 4 {
		v += shortYear
	}
	return int32(-v - numericDay), true
}

// resolve decides the order of the column's numeric dates: a number above 12 is
// a day. ok is false where nothing tells, or where the column contradicts itself.
func (d *dateColumn) resolve() (order string, ok bool) {
	switch {
	case d.numeric == 0:
		return d.order, true
	case d.early > 0:
		return "", false
	case d.firstOver > 0 && d.secondOver == 0:
		return "dmy", true
	case d.secondOver > 0 && d.firstOver == 0:
		return "mdy", true
	}
	return "", false
}

// ordered turns a numeric day into a day.
func ordered(day int32, order string) (int32, bool) {
	if !isNumericDay(day) {
		return day, true
	}
	a, b, y := splitNumeric(day)
	if order == "dmy" {
		return dayOf(y, b, a)
	}
	return dayOf(y, a, b)
}
