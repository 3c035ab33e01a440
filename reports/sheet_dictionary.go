package reports

import "strings"

// dictionaryPage explains every column of every sheet, the signals, and the words
// of the field.
func (d *draft) dictionaryPage() *page {
	p := newPage(sheetDictionary, 22, 34, 86, 22)
	p.title(sheetDictionary)
	p.note(dictionaryNote)
	p.add(backLink())
	var rows [][]cell
	for _, e := range columnWords() {
		if _, ok := d.anchors[e.sheet]; !ok {
			continue
		}
		rows = append(rows, []cell{text(e.sheet), plain(e.column, body().strong().wrapped().boxed()), text(e.meaning), text(e.unit)})
	}
	p.grid("dictionary", []column{{head: "Sheet"}, {head: "Column"}, {head: "Meaning"}, {head: "Unit"}}, rows)
	p.gap()
	d.signalWords(p)
	p.heading(headGlossary)
	for _, g := range glossary() {
		p.add(plain(g.word, body().strong().wrapped().boxed()), emptyCell(), text(g.meaning))
	}
	return p
}

// signalWords describe each signal of the run: question, detection, evidence, limits.
func (d *draft) signalWords(p *page) {
	if len(d.book.Signals) == 0 {
		return
	}
	p.heading(headSignals)
	p.head([]column{{head: "Signal"}, {head: "Question"}, {head: "How it is detected, what is published about it, and its limits"}, {head: "May be job-related"}})
	for _, s := range d.book.Signals {
		var parts []string
		for _, part := range []string{s.Detection, evidence(s.Evidence), s.Limits} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		p.add(plain(d.label(s.ID), body().strong().wrapped().boxed()), text(s.Question), text(strings.Join(parts, "\n")), text(s.JobRelated))
	}
	p.gap()
}

func evidence(citations []Citation) string {
	var parts []string
	for _, c := range citations {
		parts = append(parts, c.Claim+" ["+c.Source+"]")
	}
	return strings.Join(parts, " ")
}
