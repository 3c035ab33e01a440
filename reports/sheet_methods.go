package reports

// methodsPage explains each number in words, without formulas, with its source.
func (d *draft) methodsPage() *page {
	p := newPage(sheetMethods, 25, 68, 48, 46)
	p.title(sheetMethods)
	p.note(methodsNote)
	p.add(backLink())
	var rows [][]cell
	for _, m := range methodTexts() {
		rows = append(rows, []cell{plain(m.name, body().strong().wrapped().boxed()), text(m.how), text(m.care), text(m.source)})
	}
	p.grid("methods", []column{{head: "Number"}, {head: "How it is computed"}, {head: "Mind"}, {head: "Source"}}, rows)
	return p
}
