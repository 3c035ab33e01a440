package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"

	"weaksignal/extract/document/draft"
)

// container reads parts of a zip file under the caps: the bytes are counted while
// they are inflated, because the sizes that a header declares can lie.
type container struct {
	format draft.Format
	zip    *zip.Reader
	left   int64
	limit  int64
	inner  Inner // reads parts that a document imports; nil where it imports none
}

func openContainer(data []byte, f draft.Format, lim draft.Limits) (*container, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, draft.Damaged(f, err)
	}
	if len(z.File) > lim.Files {
		return nil, &draft.Error{Status: draft.TooLarge, Format: f, Remedy: draft.RemedyConvert,
			Reason: fmt.Sprintf("the container has %d entries, more than the limit of %d", len(z.File), lim.Files)}
	}
	return &container{format: f, zip: z, left: lim.Unzip, limit: lim.Unzip}, nil
}

// part returns the bytes of one entry; nil if there is none of the name.
func (c *container) part(name string) ([]byte, error) {
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	for _, f := range c.zip.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"), name) {
			return c.inflate(f)
		}
	}
	return nil, nil
}

func (c *container) inflate(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, draft.Damaged(c.format, fmt.Errorf("part %s: %w", path.Base(f.Name), err))
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, c.left+1))
	if int64(len(data)) > c.left {
		return nil, &draft.Error{Status: draft.TooLarge, Format: c.format, Remedy: draft.RemedyConvert,
			Reason: fmt.Sprintf("the container inflates to more than the limit of %d bytes", c.limit)}
	}
	c.left -= int64(len(data))
	// A part that ends too early still has text: what was inflated is read.
	if err != nil && len(data) == 0 {
		return nil, draft.Damaged(c.format, fmt.Errorf("part %s: %w", path.Base(f.Name), err))
	}
	return data, nil
}

// xmlTokens calls visit for every token of an XML part. Names are local, because
// producers differ in prefixes. Entities that the part declares itself are never
// expanded: encoding/xml knows the five of XML alone.
func (c *container) xmlTokens(part []byte, depth int, visit func(xml.Token) error) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	level := 0
	for {
		tok, err := d.RawToken()
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF), errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
			return nil // a cut part: what stood before is the text
		case err != nil:
			return draft.Damaged(c.format, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if level++; level > depth {
				return &draft.Error{Status: draft.TooLarge, Format: c.format, Remedy: draft.RemedyConvert,
					Reason: fmt.Sprintf("its XML is nested deeper than the limit of %d", depth)}
			}
		case xml.EndElement:
			level--
		}
		if err := visit(tok); err != nil {
			return err
		}
	}
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
