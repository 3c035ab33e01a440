package document

import (
	"strings"
	"unicode"
)

// Words counts the words of the text.
func (t *Text) Words() int { return countWords(t.Body) }

// countWords counts what stands between spaces and holds a letter or digit.
func countWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// letters counts letters and digits.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
