package heads

import "weaksignal/extract/decision/words"

// Grouped tells whether a report fills a column in the first row of each group only:
// the first row is filled, as many rows at least are empty as filled, and no filled
// one repeats the one before it, as a column with single gaps would.
func (l *Layout) Grouped(c int) bool {
	filled, empty, last := 0, 0, ""
	for i, row := range l.Sample {
		text := l.Cell(i, c)
		switch {
		case TotalRow(row) || text == "" && lone(row):
		case text == "" && filled == 0:
			return false
		case text == "":
			empty++
		case text == last:
			return false
		default:
			filled++
			last = text
		}
	}
	return filled > 0 && empty >= filled
}

// lone: a row with one filled cell is a title or a note.
func lone(row []string) bool {
	n := 0
	for _, t := range row {
		if t != "" {
			n++
		}
	}
	return n < 2
}

// TotalRow: a row that opens with a word for a total.
func TotalRow(row []string) bool {
	for _, t := range row {
		if t != "" {
			return words.Total(t)
		}
	}
	return false
}
