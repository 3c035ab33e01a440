package appendix

import (
	"slices"
	"strings"

	"weaksignal/reports"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// methodsPage explains each number in words, without formulas, with its source; then
// every column of every sheet, the signals, and the words of the field.
func methodsPage(d *draft) *sheet.Page {
	columns := []sheet.Column{text("Number", 25, words.MeaningMethodName), text("How it is computed", 76, words.MeaningMethodHow), text("Mind", 48, words.MeaningMethodMind), text("Source", 46, words.MeaningMethodSource)}
	p := d.page(words.SheetMethods, words.MethodsNote, columns)
	p.KeyColumns = 1
	var rows [][]sheet.Cell
	for _, m := range words.MethodTexts() {
		rows = append(rows, []sheet.Cell{sheet.Plain(m.Name, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(m.How), sheet.Text(m.Care), sheet.Text(m.Source)})
	}
	p.Grid("methods", columns, rows)
	p.Gap()
	p.Heading(words.HeadDictionary)
	p.Note(words.DictionaryNote)
	own := []sheet.Column{text("Column or word", 0, words.MeaningWord), text("Meaning", 0, words.MeaningMeaning), text("Unit", 0, words.MeaningUnit), text("Where", 0, words.MeaningWhere)}
	rows = columnWords(d, &sheet.Page{Name: p.Name, Columns: append(slices.Clip(p.Columns), own...)})
	rows = append(rows, signalWords(d)...)
	for _, g := range words.Glossary() {
		rows = append(rows, []sheet.Cell{sheet.Plain(g.Word, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(g.Meaning), sheet.EmptyCell(), sheet.Text(words.HeadGlossary)})
	}
	p.Grid("", own, rows)
	return p
}

// columnWords explain the columns of the workbook, as the sheets have them: those of the
// same head and meaning once, with all their sheets.
func columnWords(d *draft, own *sheet.Page) (rows [][]sheet.Cell) {
	type word struct{ head, meaning, unit string }
	var order []word
	where := map[word][]string{}
	for _, p := range append(d.filled, own) {
		for _, c := range p.Columns {
			w := word{c.Head, c.Meaning, c.Unit}
			switch {
			case w.meaning == "":
				continue
			case len(where[w]) == 0:
				order = append(order, w)
			case where[w][len(where[w])-1] == p.Name:
				continue
			}
			where[w] = append(where[w], p.Name)
		}
	}
	for _, w := range order {
		rows = append(rows, []sheet.Cell{sheet.Plain(w.head, sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(w.meaning), sheet.Text(w.unit), sheet.Text(strings.Join(where[w], ", "))})
	}
	return rows
}

// signalWords describe each signal of the run: question, detection, evidence,
// where it may be job-related, and limits.
func signalWords(d *draft) [][]sheet.Cell {
	var rows [][]sheet.Cell
	for _, s := range d.Book.Signals {
		var parts []string
		for _, part := range []string{s.Question, s.Detection, evidence(s.Evidence), s.Limits} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		if s.JobRelated != "" {
			parts = append(parts, words.MayBeRelated+s.JobRelated)
		}
		rows = append(rows, []sheet.Cell{sheet.Plain(d.Label(s.ID), sheet.Body().Strong().Wrapped().Boxed()), sheet.Text(strings.Join(parts, "\n")), sheet.Text(words.UnitPresence), sheet.Text(words.HeadSignals)})
	}
	return rows
}

func evidence(citations []reports.Citation) string {
	var parts []string
	for _, c := range citations {
		parts = append(parts, c.Claim+" ["+c.Source+"]")
	}
	return strings.Join(parts, " ")
}
