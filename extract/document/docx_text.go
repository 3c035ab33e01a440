package document

import (
	"encoding/xml"
	"errors"
	"strings"
)

// errEnough ends a part whose text has reached the cap.
var errEnough = errors.New("enough text")

// block collects the lines of a body, a text box or a table cell.
type block struct {
	lines []string
	line  strings.Builder
	// boxes anchored in the current paragraph follow it.
	boxes []string
	cells []string // of the current table row
}

func (b *block) endLine() {
	b.lines = append(b.lines, b.line.String())
	b.line.Reset()
	b.lines = append(b.lines, b.boxes...)
	b.boxes = nil
}

func (b *block) String() string {
	if b.line.Len() > 0 || len(b.boxes) > 0 {
		b.endLine()
	}
	return strings.Join(b.lines, "\n")
}

// endRow writes a table row: cells of one line stand on one line with tabs
// between them (an entry and its dates); cells of several lines, as in a layout
// of columns, follow one another.
func (b *block) endRow() {
	oneLine := true
	var cells []string
	for _, cell := range b.cells {
		cell = strings.Trim(cell, "\n")
		oneLine = oneLine && !strings.Contains(cell, "\n")
		if cell != "" {
			cells = append(cells, cell)
		}
	}
	b.cells = nil
	if oneLine {
		b.lines = append(b.lines, strings.Join(cells, "\t"))
	} else {
		b.lines = append(b.lines, cells...)
	}
}

// docxWriter turns the tokens of one part into text.
type docxWriter struct {
	rels   map[string]string
	text   *Text
	max    int
	n      int
	blocks []*block
	skip   int // depth inside what is left out
	inText bool
	vanish bool // the current run is hidden
	field  strings.Builder
	instr  bool
	links  []openLink
}

type openLink struct {
	url   string
	start *block
	from  int
}

func (w *docxWriter) top() *block { return w.blocks[len(w.blocks)-1] }

func (w *docxWriter) done() string {
	for len(w.blocks) > 1 {
		w.pop()
	}
	return w.top().String()
}

func (w *docxWriter) pop() string {
	s := w.top().String()
	w.blocks = w.blocks[:len(w.blocks)-1]
	return s
}

func (w *docxWriter) token(tok xml.Token) error {
	switch tok := tok.(type) {
	case xml.StartElement:
		if w.skip > 0 || skipped(tok.Name.Local) {
			w.skip++
			return nil
		}
		w.start(tok)
	case xml.EndElement:
		if w.skip > 0 {
			w.skip--
			return nil
		}
		w.end(tok.Name.Local)
	case xml.CharData:
		if w.skip > 0 {
			return nil
		}
		return w.chars(string(tok))
	}
	return nil
}

// skipped elements hold copies, deleted text or no text.
func skipped(local string) bool {
	switch local {
	case "Fallback", "delText", "moveFrom", "del", "binData":
		return true
	}
	return false
}

func (w *docxWriter) chars(s string) error {
	switch {
	case w.instr:
		w.field.WriteString(s)
	case w.inText && !w.vanish:
		w.write(s)
	}
	if w.n > w.max*2 {
		w.text.Truncated = true
		return errEnough
	}
	return nil
}

func (w *docxWriter) write(s string) {
	w.n += len(s)
	w.top().line.WriteString(s)
}

func (w *docxWriter) start(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		w.inText = true
	case "instrText":
		w.instr = true
	case "r":
		w.vanish = false
	case "vanish":
		w.vanish = attr(e, "val") != "0" && attr(e, "val") != "false"
	case "tab", "ptab":
		if len(e.Attr) == 0 || attr(e, "val") == "" {
			w.write("\t") // w:tab with a value is a tab stop of the paragraph's format
		}
	case "br", "cr":
		w.top().line.WriteString("\n")
	case "noBreakHyphen":
		w.write("-")
	case "numPr":
		if w.top().line.Len() == 0 {
			w.write("• ")
		}
	case "hyperlink":
		w.links = append(w.links, openLink{url: w.rels[attr(e, "id")], start: w.top(), from: w.top().line.Len()})
	case "hlinkClick":
		w.link(w.rels[attr(e, "id")], "")
	case "txbxContent", "tc":
		w.blocks = append(w.blocks, &block{})
	case "fldSimple":
		w.link(fieldURL(attr(e, "instr")), "")
	case "fldChar":
		if attr(e, "fldCharType") != "begin" {
			w.link(fieldURL(w.field.String()), "")
		}
		w.field.Reset()
	}
}

func (w *docxWriter) end(local string) {
	switch local {
	case "t":
		w.inText = false
	case "instrText":
		w.instr = false
	case "p":
		w.top().endLine()
	case "hyperlink":
		w.endLink()
	case "txbxContent":
		if len(w.blocks) > 1 {
			box := w.pop()
			w.top().boxes = append(w.top().boxes, box)
		}
	case "tc":
		if len(w.blocks) > 1 {
			cell := w.pop()
			w.top().cells = append(w.top().cells, cell)
		}
	case "tr":
		w.top().endRow()
	}
}

func (w *docxWriter) endLink() {
	if len(w.links) == 0 {
		return
	}
	l := w.links[len(w.links)-1]
	w.links = w.links[:len(w.links)-1]
	anchor := ""
	if text := w.top().line.String(); l.start == w.top() && l.from <= len(text) {
		anchor = text[l.from:]
	}
	w.link(l.url, anchor)
}

func (w *docxWriter) link(url, anchor string) {
	if url != "" {
		w.text.Links = append(w.text.Links, Link{URL: url, Anchor: anchor})
	}
}

// fieldURL is the address of a HYPERLINK field, "" for another field.
func fieldURL(instr string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(instr), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `"`) {
		if end := strings.IndexByte(rest[1:], '"'); end >= 0 {
			return rest[1 : 1+end]
		}
	}
	if strings.HasPrefix(rest, `\`) || rest == "" {
		return "" // a link within the document
	}
	return strings.Fields(rest)[0]
}
