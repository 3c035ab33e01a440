package decision

import (
	"strconv"
	"strings"
	"time"

	"weaksignal/extract/decision/table"
)

// noDay is an unknown date in a column of days since 1970-01-01.
const noDay = int32(-1 << 31)

// numericDay marks a date of three numbers whose order is not known yet: three
// numbers a/b/y are kept as -(y*10000 + a*100 + b) - numericDay until the whole
// column has been seen.
const numericDay = 1_000_000_000

// dateColumn parses the cells of one date column of one file.
type dateColumn struct {
	order     string // "", ymd, dmy, mdy
	location  *time.Location
	xlsx      bool
	epoch1904 bool
	// firstOver and secondOver count dates whose first or second number is above 12.
	firstOver, secondOver, numeric int
	example                        string
	exampleRow                     int
	cache                          map[string]int32
}

// parse returns the day, noDay for an empty cell, or a numeric day to be resolved.
func (d *dateColumn) parse(cell []byte, row int) (day int32, ok bool) {
	if len(cell) == 0 {
		return noDay, true
	}
	if day, ok := isoDay(cell); ok {
		return day, true
	}
	if v, hit := d.cache[string(cell)]; hit {
		d.count(v, cell, row)
		return v, v != noDay
	}
	day, ok = d.slow(string(cell))
	if !ok {
		return noDay, isBlank(string(cell))
	}
	if d.cache == nil {
		d.cache = map[string]int32{}
	}
	if len(d.cache) < 10_000 {
		d.cache[string(cell)] = day
	}
	d.count(day, cell, row)
	return day, true
}

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
	if d.example == "" {
		d.example, d.exampleRow = string(cell), row
	}
}

func isNumericDay(day int32) bool { return day != noDay && day <= -numericDay }

func splitNumeric(day int32) (a, b, y int) {
	v := -int(day) - numericDay
	return v / 100 % 100, v % 100, v / 10000
}

// isoDay reads 2026-01-31, alone or before a local time without an offset.
func isoDay(c []byte) (int32, bool) {
	if len(c) < 10 || c[4] != '-' || c[7] != '-' || len(c) > 10 && (c[10] != ' ' && c[10] != 'T' || hasOffset(c[10:])) {
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
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return noDay, false
	}
	return int32(t.Unix() / 86400), true
}

func dayTime(day int32) time.Time {
	if day == noDay {
		return time.Time{}
	}
	return time.Unix(int64(day)*86400, 0).UTC()
}

// slow reads every other form.
func (d *dateColumn) slow(s string) (int32, bool) {
	if d.xlsx {
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			t, err := table.SerialDate(v, d.epoch1904)
			if err != nil || v < 1 || v > 120_000 {
				return noDay, false
			}
			return dayOf(t.Year(), int(t.Month()), t.Day())
		}
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.000-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05-07"} {
		if t, err := time.Parse(layout, s); err == nil {
			if d.location != nil {
				t = t.In(d.location)
			} else {
				t = t.UTC()
			}
			return dayOf(t.Year(), int(t.Month()), t.Day())
		}
	}
	if day, ok := wordedDay(s); ok {
		return day, true
	}
	return d.threeNumbers(s)
}

// wordedDay reads dates whose month is a word: 31 Jan 2026, January 31, 2026, 31-Jan-26.
func wordedDay(s string) (int32, bool) {
	f := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,-./", r) })
	if len(f) > 3 && len(f[0]) >= 3 && monthOf(f[0]) == 0 {
		f = f[1:] // the weekday
	}
	if len(f) < 3 {
		return noDay, false
	}
	m, day := monthOf(f[0]), f[1]
	if m == 0 {
		m, day = monthOf(f[1]), f[0]
	}
	n, err1 := strconv.Atoi(strings.TrimRight(day, "stndrh"))
	y, err2 := strconv.Atoi(f[2])
	if m == 0 || err1 != nil || err2 != nil {
		return noDay, false
	}
	return dayOf(fullYear(y, len(f[2])), m, n)
}

func monthOf(s string) int {
	s = strings.ToLower(s)
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if s == name || s == name[:3] || s == "sept" && m == time.September {
			return int(m)
		}
	}
	return 0
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
	return int32(-(y*10000 + n[0]*100 + n[1]) - numericDay), true
}

// resolve decides the order of the column's numeric dates: a number above 12 is
// a day. ok is false where nothing tells, or where the column contradicts itself.
func (d *dateColumn) resolve() (order string, ok bool) {
	switch {
	case d.numeric == 0:
		return d.order, true
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

// isBlank reports words that stand for an empty cell.
func isBlank(s string) bool {
	if len(s) == 0 {
		return true
	}
	if len(s) > len("(blank)") {
		return false
	}
	switch strings.ToLower(s) {
	case "-", "--", "–", "—", "n/a", "na", "none", "null", "nil", "#n/a", "(none)", "(blank)":
		return true
	}
	return false
}
