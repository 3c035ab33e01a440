package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
	"unicode"

	"golang.org/x/net/html/charset"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/plain"
)

// ReadMHTML reads a web archive: a MIME message whose first page is the document.
// Word and job boards write it under the name .doc.
func ReadMHTML(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	m := &archive{left: lim.Unzip, depth: lim.Depth}
	if err := m.entity(mimeHead(plain.TrimBOM(data))); err != nil && m.page == nil {
		return nil, draft.Damaged(draft.MHTML, err)
	}
	if m.page == nil {
		return nil, draft.DamagedOr(nil, draft.MHTML)
	}
	t, err := readPage(ctx, decodePage(m.page, m.label), m.sheets, lim)
	if err != nil {
		return nil, err
	}
	t.Format, t.Engine = draft.MHTML, "mhtml"
	return t, nil
}

// archive is what is wanted of a MIME message.
type archive struct {
	left   int64 // bytes that may still be decoded
	depth  int
	page   []byte
	label  string // the page's charset by its header
	plain  bool   // the page is plain text so far
	sheets []string
}

// mimeHead splits a message at its empty line. Lines before the first header (some
// programs write one) are passed over.
func mimeHead(data []byte) (textproto.MIMEHeader, io.Reader) {
	data = bytes.TrimLeftFunc(data, unicode.IsSpace)
	r := bufio.NewReader(bytes.NewReader(data))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return nil, r
	}
	return head, r
}

var errNested = errors.New("nested too deep or too long")

// entity reads one part, or those within it. The first page is taken, and every
// style sheet; plain text only where there is no page.
func (m *archive) entity(head textproto.MIMEHeader, body io.Reader) error {
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/html"
	}
	if m.depth--; m.depth < 0 {
		return errNested
	}
	defer func() { m.depth++ }()
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return m.parts(multipart.NewReader(body, params["boundary"]))
	case kind == "text/html", kind == "application/xhtml+xml":
		if m.page != nil && !m.plain {
			return nil
		}
		m.page, err = m.decode(head, body)
		m.label, m.plain = params["charset"], false
		return err
	case kind == "text/css":
		sheet, err := m.decode(head, body)
		m.sheets = append(m.sheets, string(sheet))
		return err
	case kind == "text/plain" && m.page == nil:
		text, err := m.decode(head, body)
		m.page, m.label, m.plain = append(append([]byte("<pre>"), bytes.ReplaceAll(text, []byte("<"), []byte("&lt;"))...), "</pre>"...), params["charset"], true
		return err
	}
	return nil
}

func (m *archive) parts(r *multipart.Reader) error {
	for {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := m.entity(part.Header, part); err != nil && m.page == nil {
			return err
		}
	}
}

// decode undoes the transfer encoding, under the cap. A part that is cut has what
// stands before.
func (m *archive) decode(head textproto.MIMEHeader, body io.Reader) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(head.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body) // it passes over line ends
	}
	data, err := io.ReadAll(io.LimitReader(body, m.left+1))
	if int64(len(data)) > m.left {
		return nil, errNested
	}
	m.left -= int64(len(data))
	if len(data) > 0 {
		err = nil
	}
	return data, err
}

// decodePage decodes a page by the charset that stands beside it, unless it is UTF-8.
func decodePage(data []byte, label string) string {
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && !plain.ValidUTF8(data) {
		text, _ := plain.DecodeWith(enc, data)
		return text
	}
	return decodeHTML(data)
}

// LooksMHTML tells a web archive by its header. A message that somebody was sent has
// a recipient, and is none.
func LooksMHTML(text string) (is bool, reason string) {
	head, _, ok := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n"), "\n\n")
	if !ok {
		return false, ""
	}
	head = "\n" + strings.ToLower(head)
	if !strings.Contains(head, "\nmime-version:") && !strings.Contains(head, "\ncontent-location:") || !strings.Contains(head, "\ncontent-type:") {
		return false, ""
	}
	if strings.Contains(head, "\nto:") || strings.Contains(head, "\nreceived:") || strings.Contains(head, "\ndelivered-to:") {
		return false, "a message of a mail program"
	}
	return strings.Contains(head, "multipart/") || strings.Contains(head, "text/html"), ""
}
