package office

import (
	"strings"
	"unicode"
)

// A table of a résumé is either a list (an entry and its dates in a row) or layout:
// headings or dates in a margin beside their text, or two columns of the page. What
// is on one line is read on one line; a cell of several lines is a column of its own.

// endRow ends a row of the table that is being read.
func (b *block) endRow() {
	var cells []string
	for _, cell := range b.cells {
		if cell = strings.Trim(cell, "\n"); cell != "" {
			cells = append(cells, cell)
		}
	}
	b.cells = nil
	if len(cells) > 0 {
		b.rows = append(b.rows, cells)
	}
}

// endTable writes the rows as lines.
func (b *block) endTable() {
	margin := false
	for _, row := range b.rows {
		margin = margin || len(row) == 2 && isHead(row[0]) && strings.Contains(row[1], "\n")
	}
	for _, row := range b.rows {
		b.lines = append(b.lines, rowLines(row, margin)...)
	}
	b.rows = nil
}

// rowLines are the lines of a row; margin says that the first column of the table
// holds headings.
func rowLines(row []string, margin bool) []string {
	oneLine := true
	for _, cell := range row {
		oneLine = oneLine && !strings.Contains(cell, "\n")
	}
	switch {
	case oneLine && !(margin && len(row) == 2 && isHead(row[0])):
		return []string{strings.Join(row, "\t")}
	case len(row) == 2 && !oneLine && isSpan(row[0]):
		first, rest, _ := strings.Cut(row[1], "\n") // dates belong to the line beside them
		return []string{strings.Join(strings.Fields(row[0]), " ") + "\t" + first, rest}
	}
	return row
}

// maxHead letters has a heading in a margin.
const maxHead = 32

// isHead tells a short line without a digit.
func isHead(cell string) bool {
	return len([]rune(cell)) <= maxHead && !strings.ContainsAny(cell, "\n•") && !strings.ContainsFunc(cell, unicode.IsDigit)
}

// maxSpan letters have a first and a last date.
const maxSpan = 40

// isSpan tells a cell that holds a year and little more.
func isSpan(cell string) bool {
	digits := 0
	for _, r := range cell {
		if unicode.IsDigit(r) {
			digits++
			if digits == 4 {
				return len([]rune(cell)) <= maxSpan
			}
			continue
		}
		digits = 0
	}
	return false
}
