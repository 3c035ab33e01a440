package ids

import (
	"bytes"
	"strconv"
)

// maxID bounds the digits of an id that is written out from an exponent.
const maxID = 30

// ByValue is an id as its value: 40010000 for 40010000.0, 4.001E7, '40010000 and
// 40,010,000. Leading zeros stay: whether 0041 is 41 is tried where nothing else
// joins. rounded tells that a spreadsheet has cut the last digits off.
func ByValue(id []byte) (value []byte, rounded bool) {
	if AllDigits(id) {
		return id, false
	}
	id = bytes.TrimPrefix(id, []byte("'"))
	if len(id) == 0 || id[0] < '0' || id[0] > '9' {
		return id, false
	}
	if whole, fraction, ok := bytes.Cut(id, []byte(".")); ok && AllDigits(whole) && len(bytes.Trim(fraction, "0")) == 0 && len(fraction) > 0 {
		return whole, false
	}
	if e := bytes.IndexAny(id, "eE"); e > 0 {
		return exponent(id, e)
	}
	if thousands(id) {
		return bytes.ReplaceAll(id, []byte(","), nil), false
	}
	return id, false
}

// AllDigits: the text is a run of digits, one or more.
func AllDigits(s []byte) bool {
	for _, b := range s {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(s) > 0
}

// exponent writes 4.001E7 out. Programs that write numbers in full digits write as
// many as the value has; a spreadsheet writes as many as its cell shows ("4.00100E+11",
// always a capital E, a sign and two digits) and drops the rest.
func exponent(id []byte, e int) (value []byte, rounded bool) {
	whole, fraction, _ := bytes.Cut(id[:e], []byte("."))
	if comma, after, ok := bytes.Cut(id[:e], []byte(",")); ok {
		whole, fraction = comma, after // a decimal comma
	}
	power, err := strconv.Atoi(string(bytes.TrimPrefix(id[e+1:], []byte("+"))))
	if err != nil || power < 0 || power > maxID || len(whole) != 1 || !AllDigits(whole) || len(fraction) > 0 && !AllDigits(fraction) {
		return id, false
	}
	if power < len(fraction) {
		if len(bytes.Trim(fraction[power:], "0")) > 0 {
			return id, false // a measurement, no id
		}
		fraction = fraction[:power]
	}
	spreadsheet := id[e] == 'E' && id[e+1] == '+' && len(id) >= e+4
	out := append(append(make([]byte, 0, power+1), whole...), fraction...)
	for len(out) < power+1 {
		out = append(out, '0')
	}
	return out, spreadsheet && power > len(fraction)
}

// thousands: 40,010,000.
func thousands(id []byte) bool {
	parts := bytes.Split(id, []byte(","))
	if len(parts) < 2 || len(parts[0]) > 3 {
		return false
	}
	for i, p := range parts {
		if !AllDigits(p) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}

// stripZeros is the id without leading zeros, "" if it is no number or has none.
func stripZeros(id string) string {
	if len(id) < 2 || id[0] != '0' || !AllDigits([]byte(id)) {
		return ""
	}
	for len(id) > 1 && id[0] == '0' {
		id = id[1:]
	}
	return id
}

// WithoutZeros is a number's digits without leading zeros, and any other id as it
// is: the second try where ids do not match as they stand.
func WithoutZeros(id string) string {
	if s := stripZeros(id); s != "" {
		return s
	}
	return id
}
