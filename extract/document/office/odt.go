package office

import (
	"bytes"
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"weaksignal/extract/document/draft"
)

// ReadODT reads OpenDocument text: headers and footers from its styles, then the
// content with text boxes, tables, notes and links. Comments and tracked
// deletions are left out.
func ReadODT(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	c, err := openContainer(data, draft.ODT, lim)
	if err != nil {
		return nil, err
	}
	manifest, err := c.part("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, &draft.Error{Status: draft.Unreadable, Format: draft.ODT, Reason: "protected by a password", Remedy: draft.RemedyPassword}
	}
	t := &draft.Text{Format: draft.ODT, Engine: "odt"}
	styles, err := c.odtStyles(lim)
	if err != nil {
		return nil, err
	}
	var body []string
	for _, name := range []string{"styles.xml", "content.xml"} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		part, err := c.part(name)
		if err != nil {
			return nil, err
		}
		text, err := c.textOf(part, lim.Depth, &odtWriter{xmlText: newXMLText(t, lim), styles: styles, onlyPages: name == "styles.xml"})
		if err != nil {
			return nil, err
		}
		body = append(body, text)
	}
	t.Body = strings.Join(body, "\n")
	t.Unpacked = lim.Unzip - c.left
	return t, nil
}

// odtWriter is the xmlFormat of OpenDocument.
type odtWriter struct {
	*xmlText
	onlyPages bool // the styles part: only headers and footers hold text
	inPages   int
	inText    int
	styles    odtStyles
	looks     []odtLook // of the open elements
}

func (w *odtWriter) skips(local string) bool {
	switch local {
	case "annotation", "tracked-changes", "note-citation", "title", "desc", "binary-data", "script":
		return true
	}
	return false
}

func (w *odtWriter) chars(s string) error {
	if w.inText == 0 || w.onlyPages && w.inPages == 0 {
		return nil
	}
	if w.look().ink().Hidden() {
		w.out.Add(s)
	} else {
		w.write(collapse(s))
	}
	return w.enough()
}

// collapse replaces the white space of XML, which OpenDocument collapses.
func collapse(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// maxSpaces that one element may stand for.
const maxSpaces = 100

func (w *odtWriter) start(e xml.StartElement) {
	w.looks = append(w.looks, w.styles.within(w.look(), e))
	switch e.Name.Local {
	case "master-page":
		w.inPages++
	case "p", "h":
		w.inText++
	case "tab":
		w.write("\t")
	case "line-break":
		w.top().line.WriteString("\n")
	case "s":
		n, err := strconv.Atoi(attr(e, "c"))
		if err != nil {
			n = 1
		}
		w.write(strings.Repeat(" ", max(0, min(n, maxSpaces))))
	case "list-item":
		if w.top().line.Len() == 0 {
			w.write("• ")
		}
	case "a":
		w.startLink(attr(e, "href"))
	case "text-box", "table-cell", "note-body":
		w.push()
	}
}

func (w *odtWriter) end(local string) {
	w.looks = w.looks[:max(0, len(w.looks)-1)]
	switch local {
	case "master-page":
		w.inPages--
	case "p", "h":
		w.inText = max(0, w.inText-1)
		w.top().endLine()
		w.out.Add(" ")
	case "a":
		w.endLink()
	case "text-box", "note-body":
		w.endBox()
	case "table-cell":
		w.endCell()
	case "table-row":
		w.top().endRow()
	case "table":
		w.top().endTable()
	}
}
