package probe

// page is the report, for either form.
type page struct {
	title, subtitle string
	sections        []section
}

// section is a heading with paragraphs and at most one table.
type section struct {
	heading    string
	paragraphs []string
	table      *table
}

// table has one row of heads; every row has as many cells.
type table struct {
	heads []string
	rows  [][]cell
}

// cell is a text, and a number where it is one.
type cell struct {
	text    string
	value   *float64
	percent bool
}

func words(s string) cell { return cell{text: s} }

func (b *Book) page() page {
	return page{title: "What this screener does with weak signals", subtitle: b.subtitle(), sections: []section{
		{heading: "Answer", paragraphs: b.answers()},
		{heading: "Effects", paragraphs: []string{b.effectsNote()}, table: b.effects()},
		{heading: "Can these numbers be trusted?", paragraphs: b.gateWords(), table: b.gates()},
		{heading: "Requests without an answer", table: b.failures()},
		{heading: "How it was measured, and what it does not say", paragraphs: b.method()},
	}}
}
