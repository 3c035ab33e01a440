package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"path"
	"sort"
	"strings"

	"weaksignal/extract/document/draft"
)

// Inner reads a document within a document, with the name of its part as a hint.
type Inner func(ctx context.Context, data []byte, name string, lim draft.Limits) (*draft.Text, error)

// ReadDOCX reads Office Open XML: headers, then the body with its text boxes,
// tables, foot notes and imported parts, then footers; links from fields and
// relationships. Parts are found by the package's relationships, never by their
// names: building blocks (the glossary) hold a document of the same name. Deleted
// and hidden text, placeholders of form fields, and the fallback copies of text
// boxes are left out.
func ReadDOCX(ctx context.Context, data []byte, lim draft.Limits, inner Inner) (*draft.Text, error) {
	c, err := openContainer(data, draft.DOCX, lim)
	if err != nil {
		return nil, err
	}
	c.inner = inner
	main, err := c.mainPart(lim)
	if err != nil {
		return nil, err
	}
	t := &draft.Text{Format: draft.DOCX, Engine: "docx"}
	part, err := c.part(main)
	if err != nil || part == nil {
		return nil, draft.DamagedOr(err, draft.DOCX)
	}
	rels, err := c.relations(main, lim)
	if err != nil {
		return nil, err
	}
	styles, err := c.docxStyles(rels, part, lim)
	if err != nil {
		return nil, err
	}
	var body []string
	for _, p := range docxParts(main, part, rels) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		text, err := c.docxPart(ctx, p, t, styles, lim)
		if err != nil {
			return nil, err
		}
		body = append(body, text)
	}
	t.Body = strings.Join(body, "\n")
	t.Unpacked = lim.Unzip - c.left
	return t, nil
}

// relation is one entry of a part's relationships.
type relation struct {
	kind   string // last element of its type
	target string // a part's name, or an address where external is set
	extern bool
}

// relations of a part by id; those of the package for "".
func (c *container) relations(name string, lim draft.Limits) (map[string]relation, error) {
	part, err := c.part(path.Join(path.Dir(name), "_rels", path.Base("/"+name)+".rels"))
	if name == "" {
		part, err = c.part("_rels/.rels")
	}
	if err != nil {
		return nil, err
	}
	rels := map[string]relation{}
	err = c.xmlTokens(part, lim.Depth, func(tok xml.Token) error {
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" {
			return nil
		}
		r := relation{kind: path.Base(attr(e, "Type")), target: attr(e, "Target"), extern: attr(e, "TargetMode") == "External"}
		if !r.extern && r.kind != "hyperlink" && !strings.HasPrefix(r.target, "/") {
			r.target = path.Join(path.Dir(name), r.target)
		}
		rels[attr(e, "Id")] = r
		return nil
	})
	return rels, err
}

// mainPart is the part that the package's relationships name as its document.
// Without relationships, which a cut file has lost, it goes by its name.
func (c *container) mainPart(lim draft.Limits) (string, error) {
	rels, err := c.relations("", lim)
	if err != nil {
		return "", err
	}
	for _, id := range sortedKeys(rels) {
		if r := rels[id]; r.kind == "officeDocument" && !r.extern {
			return r.target, nil
		}
	}
	const usual = "word/document.xml"
	for _, f := range c.zip.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if strings.HasPrefix(path.Base(name), "document") && strings.HasSuffix(name, ".xml") && !strings.Contains(name, "glossary/") {
			return name, nil
		}
	}
	return usual, nil
}

// docxPartOf is one part with text and its relationships.
type docxPartOf struct {
	name    string
	content []byte // nil: not yet read
	rels    map[string]relation
}

// docxParts lists the parts that are printed: headers that a section names, body,
// notes, footers. A file without relationships has its headers by their names.
func docxParts(main string, content []byte, rels map[string]relation) []docxPartOf {
	used := string(content)
	var before, after []docxPartOf
	for _, id := range sortedKeys(rels) {
		r := rels[id]
		switch {
		case r.extern:
		case r.kind == "header" && strings.Contains(used, `"`+id+`"`):
			before = append(before, docxPartOf{name: r.target})
		case r.kind == "footer" && strings.Contains(used, `"`+id+`"`), r.kind == "footnotes", r.kind == "endnotes":
			after = append(after, docxPartOf{name: r.target})
		}
	}
	byName := func(p []docxPartOf) { sort.Slice(p, func(i, j int) bool { return p[i].name < p[j].name }) }
	byName(before)
	byName(after)
	return append(append(before, docxPartOf{main, content, rels}), after...)
}

func (c *container) docxPart(ctx context.Context, p docxPartOf, t *draft.Text, styles *docxStyles, lim draft.Limits) (string, error) {
	var err error
	if p.content == nil {
		if p.content, err = c.part(p.name); err != nil || p.content == nil {
			return "", err
		}
		if p.rels, err = c.relations(p.name, lim); err != nil {
			return "", err
		}
	}
	w := &docxWriter{xmlText: newXMLText(t, lim), rels: p.rels, styles: styles, behind: backdrop(p.content)}
	w.chunk = func(id string) string { return c.chunk(ctx, p.rels[id], t, lim) }
	w.diagram = func(id string) string { return c.diagram(p.rels[id], lim) }
	return c.textOf(p.content, lim.Depth, w)
}

// maxChunks within chunks: a document that imports itself would never end.
const maxChunks = 2

// chunk is the text of a part that is imported as it is: HTML, MHTML, RTF, plain text
// or another document. Word shows it as part of the body.
func (c *container) chunk(ctx context.Context, r relation, t *draft.Text, lim draft.Limits) string {
	const unread = "a part that the document imports was not read"
	part, err := c.part(r.target)
	if r.extern || err != nil || part == nil || lim.Nested >= maxChunks {
		t.Unread = unread
		return ""
	}
	lim.Nested++
	lim.Unzip = c.left // one cap for all that the file unpacks to
	inner, err := c.inner(ctx, part, r.target, lim)
	if err != nil {
		t.Unread = unread
		return ""
	}
	if inner.Unpacked > 0 {
		c.left = max(0, c.left-inner.Unpacked)
	}
	t.Links = append(t.Links, inner.Links...)
	t.Hidden += inner.Hidden
	t.Truncated = t.Truncated || inner.Truncated
	if inner.Unread != "" {
		t.Unread = inner.Unread
	}
	return inner.Body
}

// diagram is the text of a SmartArt drawing, a line a paragraph.
func (c *container) diagram(r relation, lim draft.Limits) string {
	part, err := c.part(r.target)
	if r.extern || err != nil || part == nil {
		return ""
	}
	var b strings.Builder
	in := false
	err = c.xmlTokens(part, lim.Depth, func(tok xml.Token) error {
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local == "t" && tok.Name.Space == "a"
		case xml.EndElement:
			if in = false; tok.Name.Local == "p" && b.Len() > 0 {
				b.WriteByte('\n')
			}
		case xml.CharData:
			if in && b.Len() < lim.Chars {
				b.Write(tok)
			}
		}
		return nil
	})
	if err != nil {
		return ""
	}
	return b.String()
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// IsWordPackage reports whether a package declares a document of Word, whatever its
// parts are called.
func IsWordPackage(z *zip.Reader) bool {
	types, _ := (&container{format: draft.DOCX, zip: z, left: maxTypes}).part("[Content_Types].xml")
	for _, kind := range []string{"wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "ms-word.document.macroEnabled.main+xml", "ms-word.template.macroEnabledTemplate.main+xml"} {
		if bytes.Contains(types, []byte(kind)) {
			return true
		}
	}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/document.xml") || strings.HasSuffix(f.Name, "/document2.xml") {
			return true
		}
	}
	return false
}

// maxTypes bytes are inflated of a package's list of types.
const maxTypes = 1 << 20
