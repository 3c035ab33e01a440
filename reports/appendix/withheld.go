package appendix

import (
	"fmt"

	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// withheldRows counts the rows of which nothing may be shown, to say so in one.
type withheldRows struct{ names []string }

func (w *withheldRows) add(name string) { w.names = append(w.names, name) }

// row says how many rows are withheld, and which, in the columns of their table: lead
// stands first, then the words, and the names in the column of the notes, from 1; 0 = none.
func (w *withheldRows) row(columns, notes int, lead ...sheet.Cell) [][]sheet.Cell {
	if len(w.names) == 0 {
		return nil
	}
	said := fmt.Sprintf(words.RowsWithheld, words.Counted(len(w.names), "row", "rows"))
	cells := sheet.Fill(append(lead, sheet.HiddenText(said)), columns)
	if notes > 0 {
		cells[notes-1] = sheet.Text(words.RowsWithheldWhy + words.List(w.names) + ".")
	}
	return [][]sheet.Cell{cells}
}
