package sheet

import (
	"math"
	"strings"
	"unicode/utf8"
)

// maxRowHeight stays under Excel's limit of 409 points.
const maxRowHeight = 400

// heightOf is the height of the tallest wrapped cell, in points.
func heightOf(p *Page, cells []Cell) float64 {
	height := 15.0
	for i, c := range cells {
		s, ok := c.Value.(string)
		if !ok || !c.Look.Wrap || i >= len(p.widths) {
			continue
		}
		height = max(height, lineHeight(c.Look)*float64(linesOf(s, p.widths[i], c.Look))+2)
	}
	return min(height, maxRowHeight)
}

func lineHeight(l Look) float64 { return math.Ceil(max(l.Size, 9) * 1.32) }

// linesOf estimates how many lines s takes in a column of the given width, which
// counts characters of the default font at 11 points. Proportional fonts wrap at
// words, so words are placed one by one.
func linesOf(s string, width float64, l Look) int {
	perChar := max(l.Size, 9) / 11 * .86
	if l.Bold {
		perChar *= 1.08
	}
	if l.Bold && l.Border { // a head, indented on the side that it is aligned to
		perChar *= 1.1
	}
	room := max(width-1.5, 1) / perChar
	total := 0
	for _, part := range strings.Split(s, "\n") {
		lines, used := 1, 0.0
		for _, word := range strings.Fields(part) {
			n := float64(utf8.RuneCountInString(word)) + 1
			if used > 0 && used+n-1 > room {
				lines, used = lines+1, 0
			}
			used += n
			for used-1 > room {
				lines, used = lines+1, used-room
			}
		}
		total += lines
	}
	return total
}
