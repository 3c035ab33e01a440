package resume

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Parts of the smallest package that word processors open (ECMA-376, part 1, 11.2).
const (
	docxTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxOpen  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	docxClose = `</w:body></w:document>`
)

func writeDOCX(w io.Writer, d *Document) error {
	var b strings.Builder
	b.WriteString(docxOpen)
	paragraph(&b, d.Name, `<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>`)
	paragraph(&b, d.Contact, "")
	for _, s := range d.Sections {
		paragraph(&b, s.Heading, `<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>`)
		for _, l := range s.Lines {
			paragraph(&b, l, "")
		}
	}
	b.WriteString(docxClose)
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRelations}, {"word/document.xml", b.String()},
	} {
		// No time stamp: equal documents give equal bytes.
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(f, part.text)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", part.name, err)
		}
	}
	return z.Close()
}

func paragraph(b *strings.Builder, text, properties string) {
	var escaped bytes.Buffer
	xml.EscapeText(&escaped, []byte(text)) // a buffer never fails
	fmt.Fprintf(b, `<w:p><w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>`, properties, escaped.String())
}
