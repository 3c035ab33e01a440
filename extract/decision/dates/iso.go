package dates

import (
	"time"

	"weaksignal/extract/decision/ids"
)

// isoDay reads 2026-01-31, alone, before a local time without an offset, or before an
// offset without a time: 2026-01-31-08:00 is a day as somebody's calendar has it.
func isoDay(c []byte) (int32, bool) {
	if len(c) < 10 || c[4] != '-' || c[7] != '-' {
		return 0, false
	}
	if len(c) > 10 && !offset(c[10:]) && (c[10] != ' ' && c[10] != 'T' || hasOffset(c[10:])) {
		return 0, false
	}
	y, ok1 := Digits(c[:4])
	m, ok2 := Digits(c[5:7])
	day, ok3 := Digits(c[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return dayOf(y, m, day)
}

// iso reads the usual forms of ISO 8601 without looking anything up.
func (d *Column) iso(c []byte) (int32, bool) {
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
	h, ok1 := Digits(c[11:13])
	m, ok2 := Digits(c[14:16])
	s, ok3 := Digits(c[17:19])
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
		zh, _ := Digits(zone[1:3])
		zm, _ := Digits(zone[4:])
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

func Digits(c []byte) (int, bool) {
	n := 0
	for _, b := range c {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = n*10 + int(b-'0')
	}
	return n, true
}
