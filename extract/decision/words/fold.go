package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one whole word of a text. Words of one clause stand between two strong
// separators (colon, comma, bracket, slash, a hyphen with space around it).
type word struct {
	text   string
	clause int
}

// fold cuts a text into folded words: without case and accents, camel case split,
// "didn't" as one word, other apostrophes as gaps.
func fold(text string) []word {
	var out []word
	var b strings.Builder
	clause := 0
	flush := func() {
		if b.Len() > 0 {
			out = append(out, word{b.String(), clause})
			b.Reset()
		}
	}
	runes := []rune(norm.NFKD.String(strings.ReplaceAll(strings.ReplaceAll(text, "ß", "ss"), "œ", "oe")))
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsLetter(r):
			if b.Len() > 0 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1]) {
				flush()
			}
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsDigit(r):
			b.WriteRune(r)
		case isApostrophe(r) && contraction(runes, i):
			continue
		default:
			flush()
			if separates(runes, i) && (len(out) > 0 && out[len(out)-1].clause == clause) {
				clause++
			}
		}
	}
	flush()
	return out
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

// contraction tells whether the apostrophe at i stands in "n't".
func contraction(r []rune, i int) bool {
	return i > 0 && i+1 < len(r) && unicode.ToLower(r[i-1]) == 'n' && unicode.ToLower(r[i+1]) == 't' && (i+2 == len(r) || !unicode.IsLetter(r[i+2]))
}

// separates tells whether the character at i ends a clause.
func separates(r []rune, i int) bool {
	switch {
	case strings.ContainsRune(",;:()[]{}|/\\–—>→•·+=\n", r[i]):
		return true
	case strings.ContainsRune(".!?", r[i]):
		return i+1 < len(r) && unicode.IsSpace(r[i+1])
	case unicode.Is(unicode.Pd, r[i]):
		return i > 0 && i+1 < len(r) && (unicode.IsSpace(r[i-1]) || unicode.IsSpace(r[i+1]))
	}
	return false
}

// withoutCode drops what systems put before a text to sort it: "112 Failed",
// "3-Reject", "22 - Less competitive", "(04) Referral".
func withoutCode(w []word) []word {
	for len(w) > 1 && numeric(w[0].text) {
		w = w[1:]
	}
	return w
}

func numeric(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}
