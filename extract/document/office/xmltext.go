package office

import (
	"encoding/xml"
	"errors"
	"strings"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// errEnough ends a part whose text has reached the cap.
var errEnough = errors.New("enough text")

// block collects the lines of a body, a text box or a table cell.
type block struct {
	lines []string
	line  strings.Builder
	// boxes anchored in the current paragraph follow it.
	boxes []box
	cells []string   // of the current table row
	rows  [][]string // of the current table
	open  bool       // within a paragraph
}

func (b *block) endLine() {
	if len(b.rows) > 0 {
		b.endTable() // its end was lost
	}
	b.lines = append(b.lines, b.line.String())
	b.line.Reset()
	for _, box := range inReadingOrder(b.boxes) {
		b.lines = append(b.lines, box.text)
	}
	b.boxes = nil
}

func (b *block) String() string {
	if b.endTable(); b.line.Len() > 0 || len(b.boxes) > 0 {
		b.endLine()
	}
	return strings.Join(b.lines, "\n")
}

// xmlFormat is what an XML part means in one format. An element that it skips is left
// out with all that it holds.
type xmlFormat interface {
	skips(local string) bool
	start(e xml.StartElement)
	end(local string)
	chars(s string) error
	done() string
}

// textOf is the text of an XML part.
func (c *container) textOf(part []byte, depth int, f xmlFormat) (string, error) {
	skipping := 0
	err := c.xmlTokens(part, depth, func(tok xml.Token) error {
		switch tok := tok.(type) {
		case xml.StartElement:
			if skipping > 0 || f.skips(tok.Name.Local) {
				skipping++
			} else {
				f.start(tok)
			}
		case xml.EndElement:
			if skipping > 0 {
				skipping--
			} else {
				f.end(tok.Name.Local)
			}
		case xml.CharData:
			if skipping == 0 {
				return f.chars(string(tok))
			}
		}
		return nil
	})
	if err != nil && err != errEnough {
		return "", err
	}
	return f.done(), nil
}

// xmlText collects the text of an XML part: blocks within blocks, and links.
type xmlText struct {
	text   *draft.Text
	max    int
	n      int
	blocks []*block
	links  []openLink
	out    ink.Invisible
}

func newXMLText(t *draft.Text, lim draft.Limits) *xmlText {
	return &xmlText{text: t, max: lim.Chars, blocks: []*block{{}}}
}

type openLink struct {
	url   string
	start *block
	from  int
}

func (w *xmlText) top() *block { return w.blocks[len(w.blocks)-1] }

func (w *xmlText) push() { w.blocks = append(w.blocks, &block{}) }

func (w *xmlText) pop() string {
	s := w.top().String()
	w.blocks = w.blocks[:len(w.blocks)-1]
	return s
}

// endBox closes a text box, which follows the paragraph that it is anchored in.
func (w *xmlText) endBox() {
	if len(w.blocks) > 1 {
		text := w.pop()
		w.top().boxes = append(w.top().boxes, box{text: text})
	}
}

func (w *xmlText) endCell() {
	if len(w.blocks) > 1 {
		cell := w.pop()
		w.top().cells = append(w.top().cells, cell)
	}
}

// done closes what a cut part left open.
func (w *xmlText) done() string {
	w.text.Hidden += w.out.Words()
	for len(w.blocks) > 1 {
		box := w.pop()
		w.top().lines = append(w.top().lines, box)
	}
	return w.top().String()
}

func (w *xmlText) write(s string) {
	w.n += len(s)
	w.top().line.WriteString(s)
}

// enough cuts a part whose text no later step would keep.
func (w *xmlText) enough() error {
	if w.n > w.max*2 {
		w.text.Truncated = true
		return errEnough
	}
	return nil
}

func (w *xmlText) startLink(url string) {
	w.links = append(w.links, openLink{url: url, start: w.top(), from: w.top().line.Len()})
}

func (w *xmlText) endLink() {
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

func (w *xmlText) link(url, anchor string) {
	if url != "" {
		w.text.Links = append(w.text.Links, draft.Link{URL: url, Anchor: anchor})
	}
}
