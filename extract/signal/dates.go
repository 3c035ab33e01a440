package signal

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	monthWords   = `jan(?:uary|v(?:ier)?|uar|\.)?|feb(?:ruary|ruar|rero)?|fev(?:rier)?|mar(?:ch|s|z|zo)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juin|juni|junio|july?|juil(?:let)?|juli|julio|aug(?:ust)?|aout|ago(?:sto)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?|dez(?:ember)?|dic(?:iembre)?|ene(?:ro)?|winter|spring|summer|fall|autumn`
	monthForm    = `(?:` + monthWords + `)\.?`
	yearForm     = `(?:(?:19|20)\d\d)`
	shortYear    = `'\d\d`
	pointForm    = `(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?` + monthForm + `(?:\s*\d{1,2}(?:st|nd|rd|th)?,)?[\s,\-/]*(?:of\s+|de\s+|del\s+)?(?:` + yearForm + `|` + shortYear + `|\d\d\b)|\d{1,2}[./\-]\d{1,2}[./\-]` + yearForm + `|\d{1,2}[./]{1,2}` + yearForm + `|` + yearForm + `[./\-]\d{1,2}(?:[./\-]\d{1,2})?\b|` + yearForm + `)`
	presentWords = `present|presents|now|current|currently|today|ongoing|on-going|till\s+(?:date|now)|to\s+date|till|until\s+now|date|aujourd'?hui|present[e]?|actuel(?:lement)?|en\s+cours|ce\s+jour|heute|jetzt|laufend|actual(?:idad|mente)?|presente|hoy|oggi|nay`
	joinForm     = `\s*(?:-{1,3}|to|until|till|bis|au|a|al|hasta|through|thru|>|→|/)\s*`
)

var (
	rangeForm = regexp.MustCompile(`\b(` + pointForm + `|` + monthForm + `)(?:` + joinForm + `)(` + pointForm + `|` + presentWords + `|\d\d\b)`)
	sinceForm = regexp.MustCompile(`\b(?:since|from|depuis|seit|desde|ab)\s+(` + pointForm + `)`)
	onePoint  = regexp.MustCompile(`\b` + pointForm)
	yearOnly  = regexp.MustCompile(yearForm)
	monthOnly = regexp.MustCompile(`(?:` + monthWords + `)`)
	slashed   = regexp.MustCompile(`\b(?:(\d{1,2})[./\-])?(\d{1,2})[./\-]+((?:19|20)\d\d)|\b((?:19|20)\d\d)[./\-](\d{1,2})\b`)
	shortOnly = regexp.MustCompile(`'?(\d\d)\b`)
	pieceDate = regexp.MustCompile(`(?i)\b(?:(?:` + monthWords + `)\s+)?` + yearForm + `\s*(?:-|–|—|to)\s*(?:(?:(?:` + monthWords + `)\s+)?` + yearForm + `|present)\b`)
)

// rangeEnds gives the offsets after date ranges inside a long line as written.
func rangeEnds(text string) []int {
	var out []int
	for _, m := range pieceDate.FindAllStringIndex(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// dateRange is a stretch of months; to is exclusive, 0 for "present".
type dateRange struct{ from, to int }

// rangesIn reads the date ranges of folded text, "since" and lone ranges of years included.
func rangesIn(f string) []dateRange {
	if !hasDigit(f) || !mayNameDate(f) {
		return nil
	}
	var out []dateRange
	for _, m := range rangeForm.FindAllStringSubmatch(f, 4) {
		if r, ok := readRange(m[1], m[2]); ok {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		if m := sinceForm.FindStringSubmatch(f); m != nil {
			if p, ok := readPoint(m[1]); ok {
				out = append(out, dateRange{p.first, 0})
			}
		}
	}
	return out
}

// mayNameDate tells whether folded text holds what every date in it needs: four
// digits of a year, or the beginning of a month's or a season's word. The patterns
// cost a hundred times as much, and most lines with a number name no date.
func mayNameDate(f string) bool {
	word := false // the byte before is one of a word
	for i := 0; i+2 < len(f); i++ {
		switch {
		case f[i] == '1' && f[i+1] == '9', f[i] == '2' && f[i+1] == '0':
			return true
		case !word && monthStart(f[i:i+3]):
			return true
		}
		word = wordByte(f[i])
	}
	return false
}

// monthStart: three letters with which one of monthWords begins.
func monthStart(s string) bool {
	switch s {
	case "jan", "feb", "fev", "mar", "apr", "avr", "abr", "may", "mai", "jun", "jui", "jul", "aug", "aou", "ago",
		"sep", "oct", "okt", "nov", "dec", "dez", "dic", "ene", "win", "spr", "sum", "fal", "aut":
		return true
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// point is a date read to the month, or to the year (then first and last differ).
type point struct{ first, last int }

func readRange(a, b string) (dateRange, bool) {
	end, open := point{}, true
	if hasDigit(b) {
		var ok bool
		if end, ok = readPoint(b); !ok {
			return dateRange{}, false
		}
		open = false
	}
	start, ok := readPoint(a)
	if !ok { // "June - August 2019"
		m, isMonth := monthOf(a)
		if open || !isMonth {
			return dateRange{}, false
		}
		year := end.last / 12
		start = point{year*12 + m, year*12 + m}
	}
	if open {
		return dateRange{start.first, 0}, true
	}
	if start.first != start.last && end.first != end.last && end.last > start.first {
		// "2015 - 2018": years alone; from mid-year to mid-year is the best guess.
		return dateRange{start.first + 6, end.first + 6}, end.first > start.first || end.first == start.first
	}
	if end.last < start.first {
		return dateRange{}, false
	}
	return dateRange{start.first, end.last + 1}, true
}

// readPoint reads one date of folded text.
func readPoint(s string) (point, bool) {
	s = strings.TrimSpace(s)
	if m := slashed.FindStringSubmatch(s); m != nil {
		year, month := m[3], m[2]
		if year == "" {
			year, month = m[4], m[5]
		}
		y, _ := strconv.Atoi(year)
		mo, _ := strconv.Atoi(month)
		if first, _ := strconv.Atoi(m[1]); mo > 12 && first >= 1 && first <= 12 {
			mo = first // month first; with both up to 12 the day is taken to stand first
		}
		if mo >= 1 && mo <= 12 {
			return point{y*12 + mo - 1, y*12 + mo - 1}, true
		}
		return point{y * 12, y*12 + 11}, true
	}
	y, ok := yearOf(s)
	if !ok {
		return point{}, false
	}
	if m, ok := monthOf(s); ok {
		return point{y*12 + m, y*12 + m}, true
	}
	return point{y * 12, y*12 + 11}, true
}

func yearOf(s string) (int, bool) {
	if y := yearOnly.FindString(s); y != "" {
		n, _ := strconv.Atoi(y)
		return n, true
	}
	m := shortOnly.FindAllStringSubmatch(s, -1)
	if len(m) == 0 {
		return 0, false
	}
	n, _ := strconv.Atoi(m[len(m)-1][1])
	if n > 60 {
		return 1900 + n, true
	}
	return 2000 + n, true
}

func monthOf(s string) (int, bool) {
	w := monthOnly.FindString(s)
	if len(w) < 3 {
		return 0, false
	}
	switch w[:3] {
	case "jan", "ene":
		return 0, true
	case "feb", "fev":
		return 1, true
	case "mar":
		return 2, true
	case "apr", "avr", "abr", "spr":
		return 3, true
	case "may", "mai":
		return 4, true
	case "jun":
		return 5, true
	case "jul":
		return 6, true
	case "aug", "aou", "ago":
		return 7, true
	case "sep", "fal", "aut":
		return 8, true
	case "oct", "okt":
		return 9, true
	case "nov":
		return 10, true
	case "dec", "dez", "dic", "win":
		return 11, true
	}
	if strings.HasPrefix(w, "jui") {
		if strings.HasPrefix(w, "juil") {
			return 6, true
		}
		return 5, true
	}
	if strings.HasPrefix(w, "sum") {
		return 5, true
	}
	return 0, false
}
