package draft

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// JoinAccents joins accents that a PDF draws as glyphs of their own, as TeX does
// in its old fonts: "Garc´ıa" and "Franc¸ois" become "García" and "François". It
// runs before NFKC, which would split the words there. An accent that stands for
// an apostrophe ("l´école", "don´t") becomes one.
func JoinAccents(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return combining(r) != 0 }) {
		return s
	}
	in := []rune(s)
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); i++ {
		mark := combining(in[i])
		switch {
		case mark == 0:
			out = append(out, in[i])
		case mark == '\u0327': // a cedilla follows its letter
			if n := len(out) - 1; n >= 0 && composed(out[n], mark) != 0 {
				out[n] = composed(out[n], mark)
			}
		case i+1 < len(in) && !elision(in, i) && composed(in[i+1], mark) != 0:
			i++
			out = append(out, composed(in[i], mark))
		case mark == '\u0301':
			out = append(out, '\'')
		default:
			out = append(out, in[i])
		}
	}
	return string(out)
}

// combining is the combining form of a spacing accent; 0 for another character.
func combining(r rune) rune {
	switch r {
	case '´', 'ˊ':
		return '\u0301'
	case '¨':
		return '\u0308'
	case 'ˆ':
		return '\u0302'
	case '˜':
		return '\u0303'
	case 'ˇ':
		return '\u030C'
	case '˚':
		return '\u030A'
	case '˘':
		return '\u0306'
	case '˙':
		return '\u0307'
	case '˝':
		return '\u030B'
	case '¸':
		return '\u0327'
	}
	return 0
}

// composed is base with the accent as one character; 0 where none exists.
func composed(base, mark rune) rune {
	switch base {
	case 'ı':
		base = 'i'
	case 'ȷ':
		base = 'j'
	}
	if !unicode.IsLetter(base) || strings.ContainsRune("mMtTpPkKwWgG", base) && mark == '\u0301' {
		return 0 // letters that no European language accents, but English elides: "I´m"
	}
	r := []rune(norm.NFC.String(string([]rune{base, mark})))
	if len(r) != 1 {
		return 0
	}
	return r[0]
}

// elision: the accent at i stands after a word of one letter, as in "d´analyse".
func elision(in []rune, i int) bool {
	return in[i] == '´' && i > 0 && unicode.IsLetter(in[i-1]) && strings.ContainsRune("dlnsjmtcDLNSJMTC", in[i-1]) &&
		(i == 1 || !unicode.IsLetter(in[i-2]))
}
