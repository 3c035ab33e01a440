package web

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/plain"
)

// ReadHTML reads a page with a tokenizer: no tree, so that no nesting is too deep.
// Scripts are left out, and so is what its styles hide.
func ReadHTML(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	return readPage(ctx, decodeHTML(data), nil, lim)
}

// readPage reads the source of a page; sheets are the style sheets beside it.
func readPage(ctx context.Context, source string, sheets []string, lim draft.Limits) (*draft.Text, error) {
	t := &draft.Text{Format: draft.HTML, Engine: "html"}
	w := &htmlWriter{text: t, rules: styleRules{}, page: htmlLook{size: defaultSize, colour: ink.Rgb(0, 0, 0), behind: ink.White()}}
	for _, sheet := range sheets {
		w.rules.addSheet(sheet)
	}
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(int(lim.Bytes) * 4)
	for n := 0; ; n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		kind := z.Next()
		if kind == html.ErrorToken {
			break // the end, or markup that is cut
		}
		w.token(z.Token())
		if w.body.Len() > lim.Chars*2 {
			t.Truncated = true
			break
		}
	}
	t.Body, t.Hidden = w.body.String(), w.out.Words()
	return t, nil
}

// defaultSize of a page's letters in points.
const defaultSize = 12

// decodeHTML decodes by byte order mark, UTF-8 validity, and the page's own
// declaration, in this order: declarations lie more often than bytes.
func decodeHTML(data []byte) string {
	if plain.ValidUTF8(data) && !bytes.HasPrefix(data, []byte("\xFF\xFE")) {
		return string(plain.TrimBOM(data))
	}
	if text, ok := plain.DecodeAny(data); ok && bytes.IndexByte(data[:min(len(data), 64)], 0) >= 0 {
		return text
	}
	enc, _, _ := charset.DetermineEncoding(data, "")
	text, _ := plain.DecodeWith(enc, data)
	return text
}

type htmlWriter struct {
	text  *draft.Text
	body  strings.Builder
	out   ink.Invisible
	skip  string // the element whose content is no text
	depth int    // of that element within itself
	sheet strings.Builder
	rules styleRules
	page  htmlLook
	open  []htmlElement
	pre   int
	href  string
	from  int
}

// htmlElement is an open element and how its text is drawn.
type htmlElement struct {
	name string
	look htmlLook
}

// maxOpen elements are followed; what is nested deeper looks as they do.
const maxOpen = 2000

func (w *htmlWriter) look() htmlLook {
	if n := len(w.open); n > 0 {
		return w.open[n-1].look
	}
	return w.page
}

func (w *htmlWriter) token(t html.Token) {
	switch t.Type {
	case html.StartTagToken, html.SelfClosingTagToken:
		w.start(t)
	case html.EndTagToken:
		w.end(t.Data)
	case html.TextToken:
		switch {
		case w.skip == "style":
			w.sheet.WriteString(t.Data)
		case w.skip != "":
		case w.look().ink().Hidden():
			w.out.Add(t.Data)
		case w.pre > 0:
			w.body.WriteString(t.Data)
		default:
			w.words(t.Data)
		}
	}
}

// words writes text with its white space collapsed.
func (w *htmlWriter) words(s string) {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '\f' })
	if len(fields) == 0 {
		w.gap()
		return
	}
	if strings.ContainsAny(s[:1], " \n\r\t\f") {
		w.gap()
	}
	w.body.WriteString(strings.Join(fields, " "))
	if strings.ContainsAny(s[len(s)-1:], " \n\r\t\f") {
		w.gap()
	}
}

func (w *htmlWriter) gap() {
	if w.body.Len() > 0 {
		w.body.WriteByte(' ')
	}
}

func (w *htmlWriter) start(t html.Token) {
	switch {
	case w.skip != "":
		if t.Data == w.skip && t.Type == html.StartTagToken {
			w.depth++
		}
		return
	case noText(t.Data) && t.Type == html.StartTagToken:
		w.skip, w.depth = t.Data, 1
		return
	}
	w.enter(t)
	switch t.Data {
	case "br":
		w.body.WriteByte('\n')
	case "td", "th":
		w.body.WriteByte('\t')
	case "li":
		w.body.WriteString("\n• ")
	case "pre", "textarea":
		w.pre++
		w.body.WriteByte('\n')
	case "a":
		w.endLink()
		if w.href, w.from = htmlAttr(t, "href"), w.body.Len(); w.look().ink().Hidden() {
			w.href = ""
		}
	case "link":
		if strings.EqualFold(htmlAttr(t, "rel"), "stylesheet") {
			w.page.behind = ink.Colour{} // a sheet that is not here may colour the page
		}
	default:
		if blockElement(t.Data) {
			w.body.WriteByte('\n')
		}
	}
}

func (w *htmlWriter) end(name string) {
	if w.skip != "" {
		if name == w.skip {
			if w.depth--; w.depth == 0 {
				if name == "style" {
					w.rules.addSheet(w.sheet.String())
					w.sheet.Reset()
				}
				w.skip = ""
			}
		}
		return
	}
	w.leave(name)
	switch name {
	case "a":
		w.endLink()
	case "pre", "textarea":
		w.pre = max(0, w.pre-1)
		w.body.WriteByte('\n')
	default:
		if blockElement(name) {
			w.body.WriteByte('\n')
		}
	}
}

func (w *htmlWriter) endLink() {
	if w.href != "" {
		w.text.Links = append(w.text.Links, draft.Link{URL: w.href, Anchor: w.body.String()[w.from:]})
	}
	w.href = ""
}

func htmlAttr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// enter opens an element, and closes what it ends by itself.
func (w *htmlWriter) enter(t html.Token) {
	switch {
	case t.Data == "li", t.Data == "tr", t.Data == "td", t.Data == "th", t.Data == "dt", t.Data == "dd", t.Data == "option":
		w.closeWithin(t.Data, "ul", "ol", "table", "dl", "select")
	case blockElement(t.Data):
		w.closeWithin("p", "div", "td", "li")
	}
	look := w.look()
	if style := w.rules.matching(t.Data, htmlAttr(t, "id"), htmlAttr(t, "class")); style != "" {
		look = look.declare(style)
	}
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			look.off = true
		case "style":
			look = look.declare(a.Val)
		case "bgcolor":
			look.behind = cssColour(strings.ToLower(a.Val), look.behind)
		case "color":
			look.colour = cssColour(strings.ToLower(a.Val), look.colour)
		case "background":
			look.behind = ink.Colour{}
		}
	}
	if !voidElement(t.Data) && t.Type == html.StartTagToken && len(w.open) < maxOpen {
		w.open = append(w.open, htmlElement{t.Data, look})
	}
}

// closeWithin closes the innermost element of the name, unless one of walls stands
// between.
func (w *htmlWriter) closeWithin(name string, walls ...string) {
	for i := len(w.open) - 1; i >= 0; i-- {
		switch {
		case w.open[i].name == name:
			w.open = w.open[:i]
			return
		case slices.Contains(walls, w.open[i].name):
			return
		}
	}
}

// leave closes an element and what is open in it. An end without a start is passed
// over.
func (w *htmlWriter) leave(name string) {
	for i := len(w.open) - 1; i >= max(0, len(w.open)-maxUnclosed); i-- {
		if w.open[i].name == name {
			w.open = w.open[:i]
			return
		}
	}
}

// maxUnclosed elements are looked through for the start of one that ends.
const maxUnclosed = 64

// noText tells the elements whose content is not shown on a page.
func noText(name string) bool {
	switch name {
	case "script", "style", "noscript", "template", "svg", "title", "iframe", "object":
		return true
	}
	return false
}

func voidElement(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

func blockElement(name string) bool {
	switch name {
	case "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
		"nav", "ol", "p", "section", "summary", "table", "tbody", "thead", "tfoot", "tr", "ul":
		return true
	}
	return false
}
