package probe

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed probe.html
var pageHTML string

// WriteHTML writes the report as one file that needs nothing from outside.
func WriteHTML(w io.Writer, b *Book) error {
	t, err := template.New("probe").Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("probe.html: %w", err)
	}
	p := b.page()
	view := struct {
		Title, Subtitle, Confidentiality string
		Sections                         []htmlSection
	}{p.title, p.subtitle, b.Confidentiality, nil}
	for _, s := range p.sections {
		h := htmlSection{Heading: s.heading, Paragraphs: s.paragraphs}
		if s.table != nil {
			h.Heads = s.table.heads
			for _, r := range s.table.rows {
				row := make([]htmlCell, len(r))
				for i, c := range r {
					row[i] = htmlCell{c.text, c.value != nil}
				}
				h.Rows = append(h.Rows, row)
			}
		}
		view.Sections = append(view.Sections, h)
	}
	return t.Execute(w, view)
}

type htmlSection struct {
	Heading    string
	Paragraphs []string
	Heads      []string
	Rows       [][]htmlCell
}

type htmlCell struct {
	Text   string
	Number bool
}
