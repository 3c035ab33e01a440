// Package resume writes a simple résumé, headings and lines, as Markdown, HTML,
// DOCX or PDF. Equal documents give equal bytes. The writers know what a simulated
// résumé needs and no more: one column, Latin-1 text, no pictures.
package resume

import (
	"fmt"
	"io"
)

// Document is a résumé: a name, a line of contact data and sections.
type Document struct {
	Name     string
	Contact  string
	Sections []Section
}

// Section is a heading with its lines.
type Section struct {
	Heading string
	Lines   []string
}

// Formats are the endings that Write takes.
func Formats() []string { return []string{"md", "html", "docx", "pdf"} }

// Write writes the document in the format of that ending.
func Write(w io.Writer, format string, d *Document) error {
	switch format {
	case "md":
		return writeMarkdown(w, d)
	case "html":
		return writeHTML(w, d)
	case "docx":
		return writeDOCX(w, d)
	case "pdf":
		return writePDF(w, d)
	}
	return fmt.Errorf("resume: the format %q is none of %v", format, Formats())
}
