package dates

import (
	"time"
)

// NoDay is an unknown date in a column of days since 1970-01-01.
const NoDay = int32(-1 << 31)

// numericDay marks a date of three numbers whose order is not known yet: three
// numbers a/b/y are kept as -(y*10000 + a*100 + b) - numericDay until the whole
// column has been seen.
const numericDay = 1_000_000_000

// shortYear marks, in a numeric day, a year of two digits.
const shortYear = 100_000_000

func isNumericDay(day int32) bool { return day != NoDay && day <= -numericDay }

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

// dayOf counts days from 1970-01-01; years outside 1950 to 2100 are no dates of applications.
func dayOf(y, m, d int) (int32, bool) {
	if y < 1950 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return NoDay, false
	}
	if d > 28 && d > time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return NoDay, false
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

func DayTime(day int32) time.Time {
	if day == NoDay {
		return time.Time{}
	}
	return time.Unix(int64(day)*86400, 0).UTC()
}

// Ordered turns a numeric day into a day.
func Ordered(day int32, order string) (int32, bool) {
	if !isNumericDay(day) {
		return day, true
	}
	a, b, y := splitNumeric(day)
	if order == "dmy" {
		return dayOf(y, b, a)
	}
	return dayOf(y, a, b)
}
