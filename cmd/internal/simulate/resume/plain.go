package resume

import (
	"fmt"
	"html"
	"io"
	"strings"
)

func writeMarkdown(w io.Writer, d *Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", d.Name, d.Contact)
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "\n## %s\n\n", s.Heading)
		for _, l := range s.Lines {
			fmt.Fprintf(&b, "- %s\n", l)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeHTML(w io.Writer, d *Document) error {
	var b strings.Builder
	name := html.EscapeString(d.Name)
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body>\n<h1>%s</h1>\n<p>%s</p>\n",
		name, name, html.EscapeString(d.Contact))
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "<h2>%s</h2>\n<ul>\n", html.EscapeString(s.Heading))
		for _, l := range s.Lines {
			fmt.Fprintf(&b, "<li>%s</li>\n", html.EscapeString(l))
		}
		b.WriteString("</ul>\n")
	}
	b.WriteString("</body></html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
