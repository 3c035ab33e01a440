package office

import (
	"bytes"
	"context"

	"weaksignal/extract/document/draft"
)

// readFlatWord reads a document of Word that is one XML file: "Word 2003 XML", or the
// parts of a package in one file. Only its body is read.
func ReadWordXML(_ context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	start, end := bytes.Index(data, []byte("<w:body")), bytes.LastIndex(data, []byte("</w:body>"))
	if start < 0 {
		return nil, draft.DamagedOr(nil, draft.WordXML)
	}
	if end < start {
		end = len(data)
	}
	body := data[start:end]
	t := &draft.Text{Format: draft.WordXML, Engine: "wordxml"}
	c := &container{format: draft.WordXML, left: lim.Unzip, limit: lim.Unzip}
	w := &docxWriter{xmlText: newXMLText(t, lim), behind: backdrop(body)}
	unread := func(string) string {
		t.Unread = "a part that the document imports was not read"
		return ""
	}
	w.chunk, w.diagram = unread, func(string) string { return "" }
	text, err := c.textOf(body, lim.Depth, w)
	if err != nil {
		return nil, err
	}
	t.Body = text
	return t, nil
}

// LooksWordXML tells such a file by what stands before its body.
func LooksWordXML(data []byte) bool {
	head := data[:min(len(data), 8192)]
	return (bytes.Contains(head, []byte("wordDocument")) || bytes.Contains(head, []byte("pkg:package")) || bytes.Contains(head, []byte(`progid="Word.Document"`))) &&
		bytes.Contains(data, []byte("<w:body"))
}
