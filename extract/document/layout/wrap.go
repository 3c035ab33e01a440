package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unwrap brings back together lines that were broken for a date at the right end:
//
//	Software Engineering Intern, Example Company,      2019 – 2021
//	Example City
func unwrap(rows []row) []row {
	edges := map[int]int{} // where dates end, and how many do
	for _, r := range rows {
		if p := r.pieces[len(r.pieces)-1]; len(r.pieces) == 2 && p.year() {
			edges[int(math.Round(p.right))]++
		}
	}
	out := rows[:0]
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		if i+1 < len(rows) && wraps(r, rows[i+1]) && edges[int(math.Round(r.pieces[1].right))] >= minDates {
			whole := *r.pieces[0]
			whole.words = slices.Concat(whole.words, rows[i+1].pieces[0].words)
			r.pieces = []*piece{&whole, r.pieces[1]}
			i++
		}
		out = append(out, r)
	}
	return out
}

// minDates end at one place where dates are set to the right; in a paragraph that is
// set to both margins one line may end in a year.
const minDates = 2

// wraps reports whether a row goes on in the next one: that begins where it begins,
// its first word would have had no room before the date, and the line's own last
// word or it say so.
func wraps(r, next row) bool {
	if len(r.pieces) != 2 || next.opens || len(next.pieces) != 1 {
		return false
	}
	line, date, rest := r.pieces[0], r.pieces[1], next.pieces[0]
	first := rest.words[0]
	switch {
	case !date.year() || line.label || rest.label || rest.year():
		return false
	case !nextLine(line, rest) || max(line.size, rest.size) > largerSize*min(line.size, rest.size):
		return false
	case math.Abs(rest.left-line.left) > 1.5*rest.size || bullet(first.text):
		return false
	}
	return line.right+first.right-first.left > date.left-2*minGutter*first.size && goesOn(line, first)
}

// maxDateWords of a period: "from September 2019 to March 2021".
const maxDateWords = 6

// year: the piece is a date or a period with a year.
func (p *piece) year() bool {
	if len(p.words) > maxDateWords {
		return false
	}
	for _, w := range p.words {
		for i := 0; i+4 <= len(w.text); i++ {
			if s := w.text[i : i+4]; (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9' {
				return true
			}
		}
	}
	return false
}

// goesOn: a line that ends in a comma, or in a small letter's word, or is followed by
// one, is no whole line.
func goesOn(p *piece, next word) bool {
	last := p.words[len(p.words)-1].text
	r, _ := utf8.DecodeRuneInString(last)
	first, _ := utf8.DecodeRuneInString(next.text)
	return strings.HasSuffix(last, ",") || unicode.IsLower(r) || unicode.IsLower(first)
}
