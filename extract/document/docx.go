package document

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"path"
	"sort"
	"strings"
)

// readDOCX reads Office Open XML: headers, then the body with its text boxes,
// tables and foot notes, then footers; links from fields and relationships.
// Deleted and hidden text and the fallback copies of text boxes are left out.
func readDOCX(ctx context.Context, data []byte, lim Limits) (*Text, error) {
	c, err := openContainer(data, DOCX, lim)
	if err != nil {
		return nil, err
	}
	main := mainPart(c.zip)
	if main == "" {
		main = "word/document.xml"
	}
	t := &Text{Format: DOCX, Engine: "docx"}
	var body []string
	for _, name := range docxParts(c.zip, main) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		text, err := c.docxPart(name, t, lim)
		if err != nil {
			return nil, err
		}
		body = append(body, text)
	}
	t.Body = strings.Join(body, "\n")
	return t, nil
}

// mainPart is the part that the package's relationships name as its document.
func mainPart(z *zip.Reader) string {
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/document.xml") || strings.HasSuffix(f.Name, "/document2.xml") {
			return f.Name
		}
	}
	return ""
}

// docxParts lists the parts that hold text: headers, body, notes, footers.
func docxParts(z *zip.Reader, main string) []string {
	dir := path.Dir(main)
	var before, after []string
	for _, f := range z.File {
		base := path.Base(f.Name)
		if path.Dir(f.Name) != dir || !strings.HasSuffix(base, ".xml") {
			continue
		}
		switch {
		case strings.HasPrefix(base, "header"):
			before = append(before, f.Name)
		case strings.HasPrefix(base, "footer"), base == "footnotes.xml", base == "endnotes.xml":
			after = append(after, f.Name)
		}
	}
	sort.Strings(before)
	sort.Strings(after)
	return append(append(before, main), after...)
}

func (c *container) docxPart(name string, t *Text, lim Limits) (string, error) {
	part, err := c.part(name)
	if err != nil || part == nil {
		return "", err
	}
	rels, err := c.relations(name, lim)
	if err != nil {
		return "", err
	}
	return c.textOf(part, lim.Depth, &docxWriter{xmlText: newXMLText(t, lim), rels: rels})
}

// relations maps relationship ids of a part to their targets.
func (c *container) relations(name string, lim Limits) (map[string]string, error) {
	part, err := c.part(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"))
	if err != nil {
		return nil, err
	}
	rels := map[string]string{}
	err = c.xmlTokens(part, lim.Depth, func(tok xml.Token) error {
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/hyperlink") {
			rels[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	})
	return rels, err
}
