package reports

import "weaksignal/reports/words"

// methodsPage explains each number in words, without formulas, with its source.
func (d *draft) methodsPage() *page {
	p := newPage(words.SheetMethods, 25, 68, 48, 46)
	p.title(words.SheetMethods)
	p.note(words.MethodsNote)
	p.add(backLink())
	var rows [][]cell
	for _, m := range words.MethodTexts() {
		rows = append(rows, []cell{plain(m.Name, body().strong().wrapped().boxed()), text(m.How), text(m.Care), text(m.Source)})
	}
	p.grid("methods", []column{{head: "Number"}, {head: "How it is computed"}, {head: "Mind"}, {head: "Source"}}, rows)
	return p
}
