package document

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"weaksignal/extract/document/draft"
)

// samples are documents of every format that is read, under a name that says nothing.
func samples(t testing.TB) map[draft.Format][]byte {
	t.Helper()
	file := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return map[draft.Format][]byte{
		draft.PDF: file("libreoffice.pdf"), draft.DOCX: file("libreoffice.docx"), draft.ODT: file("libreoffice.odt"), draft.RTF: file("libreoffice.rtf"),
		draft.HTML: file("resume.html"), draft.DOC: file("libreoffice.doc"), draft.TXT: []byte(sourceText), draft.MD: []byte("# A\n\n" + sourceText),
		draft.MHTML: []byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"=_b\"\n\n--=_b\nContent-Type: text/html; charset=utf-8\n" +
			"Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>caf=C3=A9</p><p class=3D\"x\">unseen</p></body></html>\n" +
			"--=_b\nContent-Type: text/css\n\n.x { display: none }\n--=_b--\n"),
		draft.WordXML: []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:body><w:p><w:r><w:t>one file</w:t></w:r></w:p></w:body></w:wordDocument>`),
	}
}

// A format that is in the table and never detected is dead; one that is detected and
// not in the table is not read.
func TestEveryFormatIsDetected(t *testing.T) {
	all := samples(t)
	for f := range formats() {
		if all[f] == nil {
			t.Errorf("no sample of %s", f)
		}
	}
	r := testReader(t)
	for f, data := range all {
		name := "document"
		if f == draft.MD {
			name += ".md" // told by its name alone
		}
		if got, _ := detect(data, name); got != f {
			t.Errorf("a document of %s is taken for %q", f, got)
		}
		if text, err := r.Read(t.Context(), data, name, draft.Limits{}, false); err != nil || text.Format != f {
			t.Errorf("%s: %+v, %v", f, text, err)
		}
	}
}

// FuzzEveryFormat runs whatever the bytes are taken for.
func FuzzEveryFormat(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
		f.Add(data[:len(data)/2])
		f.Add(bytes.Replace(data, []byte("word"), []byte("w0rd"), 1))
	}
	r := testReader(f)
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, r, data, "document") })
}

func TestDocumentsAreToldByContent(t *testing.T) {
	all := samples(t)
	for _, c := range []struct {
		name string
		data []byte
		want draft.Format
	}{
		{"cv.doc", all[draft.MHTML], draft.MHTML}, {"cv.doc", all[draft.RTF], draft.RTF}, {"cv.doc", all[draft.HTML], draft.HTML}, {"cv.doc", all[draft.DOCX], draft.DOCX}, {"cv.docx", all[draft.DOC], draft.DOC},
		{"cv.pdf", all[draft.DOCX], draft.DOCX}, {"cv.txt", all[draft.PDF], draft.PDF}, {"cv.pdf", all[draft.TXT], draft.TXT}, {"cv.doc", all[draft.WordXML], draft.WordXML}, {"cv.docx", all[draft.ODT], draft.ODT},
		{"letter.eml", []byte("MIME-Version: 1.0\nTo: a@example.org\nContent-Type: text/html\n\n<p>x</p>"), draft.Unknown},
	} {
		if got, _ := detect(c.data, c.name); got != c.want {
			t.Errorf("%s is taken for %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWebArchiveIsReadAsItsPage(t *testing.T) {
	text, err := ReadBytes(t.Context(), samples(t)[draft.MHTML], "cv.doc", draft.Limits{})
	if err != nil || text.Body != "café" || text.Hidden != 1 {
		t.Errorf("%+v, %v", text, err)
	}
}
