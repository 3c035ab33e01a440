package draft

import (
	"strings"
	"unicode"

	"weaksignal/extract/document/layout"
)

// Words counts the words of the text.
func (t *Text) Words() int { return CountWords(t.Body) }

// CountWords counts what stands between spaces and holds a letter or digit.
func CountWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// Letters counts letters and digits.
func Letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// CountLetters counts the letters and digits of a page.
func CountLetters(glyphs []layout.Glyph) int {
	n := 0
	for _, g := range glyphs {
		n += Letters(g.Text)
	}
	return n
}
