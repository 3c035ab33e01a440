package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

func rightToLeft(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xD6 { // the first byte of Hebrew; all of these scripts have greater ones
			return strings.ContainsFunc(s, func(r rune) bool {
				return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
			})
		}
	}
	return false
}

// lineText joins the words of a row, and puts those that run from right to left
// into the order in which they are read.
func lineText(ps []*piece) string {
	var b strings.Builder
	mixed := false
	for _, p := range ps {
		for _, w := range p.words {
			mixed = mixed || w.glyphs != nil
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.text)
		}
	}
	if !mixed {
		return b.String()
	}
	b.Reset()
	for _, p := range ps {
		for _, w := range p.words {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(seen(w))
		}
	}
	return read(b.String())
}

// seen is a word's characters from left to right, as the eye meets them.
func seen(w word) string {
	if w.glyphs == nil {
		return w.text
	}
	glyphs := slices.Clone(w.glyphs)
	slices.SortStableFunc(glyphs, func(a, b Glyph) int { return cmp.Compare(a.Left+a.Right, b.Left+b.Right) })
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

// Marks that fix a paragraph's direction.
const (
	leftMark  = "\u200E"
	rightMark = "\u200F"
)

// read turns a line from the order on the page to that of reading. The algorithm
// orders for display; applied to what is displayed it gives back what was read,
// as far as direction follows from the letters alone.
func read(line string) string {
	mark := leftMark
	if mostlyRightToLeft(line) {
		mark = rightMark
	}
	var p bidi.Paragraph
	if _, err := p.SetString(mark + line); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil {
		return line
	}
	// The library lists runs as they come in, not as they are displayed.
	runs := make([]string, order.NumRuns())
	for i := range runs {
		run := order.Run(i)
		if runs[i] = run.String(); run.Direction() == bidi.RightToLeft {
			runs[i] = bidi.ReverseString(runs[i])
		}
	}
	if mark == rightMark {
		slices.Reverse(runs)
	}
	return strings.TrimSpace(strings.NewReplacer(leftMark, "", rightMark, "").Replace(strings.Join(runs, "")))
}

func mostlyRightToLeft(line string) bool {
	right, all := 0, 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			all++
			if rightToLeft(string(r)) {
				right++
			}
		}
	}
	return 2*right > all
}
