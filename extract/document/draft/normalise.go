package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise gives text its one form: NFKC (which opens ligatures and Arabic
// presentation forms), "\n" line ends, no soft hyphens, no zero-width or control
// characters, single spaces, letter-spaced headings joined, at most one empty
// line in a row. It is idempotent.
func Normalise(s string) string {
	s = lineEnds.Replace(s)
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\u00AD\n", ""), "\u00AD", "")
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	lines := strings.Split(nameBullets(s), "\n")
	out := lines[:0]
	for _, line := range lines {
		line = tidyLine(line)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// lineEnds are the ways in which formats end a line or a page.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n")

// tidy lines are what tidyLine would make of them: printable ASCII with single
// spaces between words. Nine of ten lines are.
func tidy(line string) bool {
	before := byte(' ')
	for i := range len(line) {
		b := line[i]
		if b < ' ' || b > '~' || b == ' ' && before == ' ' {
			return false
		}
		before = b
	}
	return before != ' ' || line == ""
}

// tidyLine drops invisible characters, joins spaced letters, collapses spaces.
// A tab stays, because it separates columns.
func tidyLine(line string) string {
	if tidy(line) {
		return joinSpacedLetters(line)
	}
	return tidyAny(line)
}

func tidyAny(line string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case unicode.Is(unicode.Zs, r), r == '\uF020': // and the space of Word's symbol fonts
			return ' '
		case r == '\u200B', r == '\uFEFF', r == '\u2060', r == '\u200E', r == '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, line)
	clean = joinSpacedLetters(clean)
	var b strings.Builder
	for i, field := range strings.FieldsFunc(clean, func(r rune) bool { return r == '\t' }) {
		words := strings.Join(strings.Fields(field), " ")
		if words == "" {
			continue
		}
		if i > 0 && b.Len() > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(words)
	}
	return b.String()
}

// symbolBullet tells the bullets of the Symbol, Wingdings and OpenSymbol fonts,
// which have no Unicode but a private code. Other private codes (icons) stay.
func symbolBullet(r rune) bool {
	switch r {
	case 0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF0A8, 0xF06E, 0xF076, 0xF0F0, 0xE00A, 0xE00B, 0xE00C, 0xE009:
		return true
	}
	return false
}

// minBullets is how many lines must begin with one private code for it to be a
// bullet: the icon of a telephone begins one or two.
const minBullets = 3

// nameBullets replaces a private code of a symbol font that begins several lines.
func nameBullets(s string) string {
	begins := map[rune]int{}
	for line := range strings.SplitSeq(s, "\n") {
		r, size := utf8.DecodeRuneInString(line)
		if unicode.Is(unicode.Co, r) && strings.HasPrefix(line[size:], " ") {
			begins[r]++
		}
	}
	return strings.Map(func(r rune) rune {
		if symbolBullet(r) || begins[r] >= minBullets {
			return '•'
		}
		return r
	}, s)
}

// minSpaced is the least run of single letters that counts as one spaced word:
// "A B C" may be a list, "C O N T" is not.
const minSpaced = 4

// joinSpacedLetters joins "C O N T A C T" to "CONTACT". Words of a spaced heading
// are told apart by wider gaps: "W O R K   H I S T O R Y" gives "WORK HISTORY".
func joinSpacedLetters(line string) string {
	trimmed := strings.TrimSpace(line)
	if !mostlySpaced(trimmed) {
		return line
	}
	var words []string
	for _, word := range strings.FieldsFunc(strings.ReplaceAll(trimmed, "  ", "\t"), func(r rune) bool { return r == '\t' }) {
		words = append(words, strings.ReplaceAll(word, " ", ""))
	}
	return strings.Join(words, " ")
}

// mostlySpaced: every token is a single letter, or sign between letters, and
// there are minSpaced letters or more.
func mostlySpaced(line string) bool {
	n := 0
	for token := range strings.FieldsSeq(line) {
		r, size := utf8.DecodeRuneInString(token)
		if size != len(token) {
			return false
		}
		if unicode.IsLetter(r) {
			n++
		} else if r != '&' && r != '/' && r != '-' && r != ':' {
			return false
		}
	}
	return n >= minSpaced
}
