package dates

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// slow reads every other form.
func (d *Column) slow(s string) (int32, bool) {
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
func (d *Column) instant(t time.Time) (int32, bool) {
	if d.Location != nil {
		t = t.In(d.Location)
	} else {
		t = t.UTC()
	}
	return dayOf(t.Year(), int(t.Month()), t.Day())
}

// number reads a date that is one number: 20260131, a spreadsheet's serial number of
// days, or seconds, milliseconds or microseconds since 1970. The ranges, 2000 to 2100
// for the seconds and 1990 to 2064 for a serial number in a text file, don't overlap.
func (d *Column) number(s string, v float64) (int32, bool) {
	switch {
	case len(s) == 8 && v >= 19500101 && v <= 21001231 && v == math.Trunc(v):
		return dayOf(int(v)/10000, int(v)/100%100, int(v)%100)
	case d.Sheet && v >= 1 && v <= 120_000, v >= 32_874 && v <= 60_000:
		t, err := table.SerialDate(v, d.Epoch1904)
		if err != nil {
			return NoDay, false
		}
		return dayOf(t.Year(), int(t.Month()), t.Day())
	}
	for _, unit := range []float64{1, 1e3, 1e6} {
		if seconds := v / unit; seconds >= 946_684_800 && seconds <= 4_102_444_800 {
			return d.instant(time.Unix(int64(seconds), 0))
		}
	}
	return NoDay, false
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
	return NoDay, false
}

func wordedParts(f []string) (int32, bool) {
	m, day := monthOf(f[0]), f[1]
	if m == 0 {
		m, day = monthOf(f[1]), f[0]
	}
	if m == 0 {
		return NoDay, false
	}
	n, err := strconv.Atoi(strings.TrimRight(strings.ToLower(day), "stndrhoeºª°"))
	if err != nil {
		return NoDay, false
	}
	year := f[2]
	if strings.Contains(year, ":") || len(f) > 3 && len(f[len(f)-1]) == 4 && len(year) != 4 {
		year = f[len(f)-1] // Java: month, day, time, zone, year
	}
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 2 && len(year) != 4 {
		return NoDay, false
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
func (d *Column) threeNumbers(s string) (int32, bool) {
	if i := strings.IndexAny(s, " T,"); i > 0 {
		s = s[:i]
	}
	f := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(f) != 3 {
		return NoDay, false
	}
	var n [3]int
	for i, t := range f {
		v, ok := Digits([]byte(t))
		if !ok || len(t) > 4 {
			return NoDay, false
		}
		n[i] = v
	}
	if len(f[0]) == 4 || d.Order == "ymd" {
		return dayOf(fullYear(n[0], len(f[0])), n[1], n[2])
	}
	y := fullYear(n[2], len(f[2]))
	if len(f[2]) == 3 || n[0] > 31 || n[1] > 31 || n[0] < 1 || n[1] < 1 || n[0] > 12 && n[1] > 12 || y > 2100 || y < 1950 {
		return NoDay, false
	}
	switch d.Order {
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
