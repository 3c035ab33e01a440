package document

import (
	"bytes"
	"context"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// readHTML reads a page with a tokenizer: no tree, so that no nesting is too deep.
// Scripts, styles and hidden elements are left out.
func readHTML(ctx context.Context, data []byte, lim Limits) (*Text, error) {
	t := &Text{Format: HTML, Engine: "html"}
	w := &htmlWriter{text: t}
	z := html.NewTokenizer(strings.NewReader(decodeHTML(data)))
	z.SetMaxBuf(int(lim.Bytes) * 4)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
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
	t.Body = w.body.String()
	return t, nil
}

// decodeHTML decodes by byte order mark, UTF-8 validity, and the page's own
// declaration, in this order: declarations lie more often than bytes.
func decodeHTML(data []byte) string {
	if validUTF8(data) && !bytes.HasPrefix(data, []byte("\xFF\xFE")) {
		return string(trimBOM(data))
	}
	if text, ok := decodeAny(data); ok && bytes.IndexByte(data[:min(len(data), 64)], 0) >= 0 {
		return text
	}
	enc, _, _ := charset.DetermineEncoding(data, "")
	text, _ := decodeWith(enc, data)
	return text
}

type htmlWriter struct {
	text  *Text
	body  strings.Builder
	skip  string // the element whose content is left out
	depth int    // of that element within itself
	pre   int
	href  string
	from  int
}

func (w *htmlWriter) token(t html.Token) {
	switch t.Type {
	case html.StartTagToken, html.SelfClosingTagToken:
		w.start(t)
	case html.EndTagToken:
		w.end(t.Data)
	case html.TextToken:
		if w.skip != "" {
			return
		}
		if w.pre > 0 {
			w.body.WriteString(t.Data)
			return
		}
		w.words(t.Data)
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
	case hiddenElement(t) && t.Type == html.StartTagToken && !voidElement(t.Data):
		w.skip, w.depth = t.Data, 1
		return
	}
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
		w.href, w.from = htmlAttr(t, "href"), w.body.Len()
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
				w.skip = ""
			}
		}
		return
	}
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
		w.text.Links = append(w.text.Links, Link{URL: w.href, Anchor: w.body.String()[w.from:]})
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

func hiddenElement(t html.Token) bool {
	switch t.Data {
	case "script", "style", "noscript", "template", "svg", "title", "iframe", "object":
		return true
	}
	for _, a := range t.Attr {
		style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
		if a.Key == "hidden" || a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "mso-hide:all")) {
			return true
		}
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
