package extract

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/extract/document"
)

// fixtures of extract/document, one per format that is read.
var fixtures = []string{"libreoffice.pdf", "pdflatex.pdf", "chromium.pdf", "libreoffice.docx", "libreoffice.odt", "libreoffice.rtf", "resume.html"}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("document", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// damaged makes files that were truncated, cut in the middle, and flipped in a few
// bytes, the same ones each time.
func damaged(t testing.TB) map[string]string {
	rng := rand.New(rand.NewPCG(1, 2))
	files, each := map[string]string{}, 4
	if raceEnabled { // many get a reading process of their own
		each = 1
	}
	for _, name := range fixtures {
		data, ext := fixture(t, name), filepath.Ext(name)
		for i := range each {
			at := rng.IntN(len(data))
			files[fmt.Sprintf("%s-truncated-%d%s", name, i, ext)] = string(data[:at])
			to := at + rng.IntN(len(data)-at)
			files[fmt.Sprintf("%s-cut-%d%s", name, i, ext)] = string(data[:at]) + string(data[to:])
			flipped := bytes.Clone(data)
			for range 1 + rng.IntN(30) {
				flipped[rng.IntN(len(flipped))] ^= byte(1 << rng.IntN(8))
			}
			files[fmt.Sprintf("%s-flipped-%d%s", name, i, ext)] = string(flipped)
		}
	}
	return files
}

func zipped(t testing.TB, parts map[string]string) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// pdfOf writes a PDF from objects, with its cross-reference table.
func pdfOf(objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.String()
}

func stream(content string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
}

// attacks are what damages or occupies a careless reader.
func attacks(t testing.TB) map[string]string {
	const font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 0/Widths[0]>>"
	page := func(contents string) string {
		return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>/Contents " + contents + ">>"
	}
	const para = `<w:p><w:r><w:t>text</w:t></w:r></w:p>`
	docx := func(body string) string {
		return zipped(t, map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`})
	}
	much := func(text string, times int) string {
		if raceEnabled { // go test reads all of it
			times /= 20
		}
		return strings.Repeat(text, times)
	}
	return map[string]string{
		"page-tree-cycle.pdf":     pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 9>>"),
		"parent-cycle.pdf":        pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>", "<</Type/Page/Parent 2 0 R>>"),
		"object-cycle.pdf":        pdfOf("<</Type/Catalog/Pages 2 0 R>>", "2 0 R"),
		"length-cycle.pdf":        pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page("5 0 R"), font, "<</Length 5 0 R>>\nstream\nBT ET\nendstream"),
		"giant-count.pdf":         pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2000000000>>"),
		"giant-size.pdf":          strings.Replace(pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "/Size 3", "/Size 4000000000", 1),
		"giant-xref-stream.pdf":   "%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 9999999/W[1 2 1]/Index[0 9999999]/Root 1 0 R/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF",
		"prev-cycle.pdf":          strings.Replace(pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "/Size 3", "/Prev 120/Size 3", 1),
		"deep-arrays.pdf":         pdfOf("<</Type/Catalog/Pages 2 0 R>>", much("[", 2_000_000)),
		"deep-contents.pdf":       pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page("5 0 R"), font, stream(much("q ", 1_000_000)+"BT /F 9 Tf (x) Tj ET")),
		"header-only.pdf":         "%PDF-1.7\n",
		"flate-bomb.docx":         docx(much(" ", 150<<20)),
		"many-entries.docx":       manyEntries(t),
		"deep.docx":               docx(much("<w:p>", 200_000)),
		"entities.docx":           zipped(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>`}),
		"external-entity.docx":    zipped(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>`}),
		"much-text.docx":          docx(much(para, 300_000)),
		"no-document.docx":        zipped(t, map[string]string{"word/document.xml": ""}),
		"deep.rtf":                `{\rtf1 ` + much("{", 1_000_000),
		"giant-binary.rtf":        `{\rtf1 \bin2147483647 x}`,
		"negative-binary.rtf":     `{\rtf1 \bin-5 text}`,
		"deep.html":               "<html>" + much("<div>", 1_000_000) + "text",
		"one-long-attribute.html": "<html><a href=\"" + much("x", 5<<20),
		"spaces.odt": zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "styles.xml": "<a/>",
			"content.xml": `<d><text:p>` + much(`<text:s text:c="2000000000"/>`, 1000) + `</text:p></d>`}),
	}
}

func manyEntries(t testing.TB) string {
	parts := map[string]string{"word/document.xml": "<a/>"}
	for i := range 5000 {
		parts[fmt.Sprintf("word/media/%d", i)] = ""
	}
	return zipped(t, parts)
}

// TestDamageCostsItsOwnRow reads a folder of damaged and hostile files with good
// ones among them.
func TestDamageCostsItsOwnRow(t *testing.T) {
	dir := t.TempDir()
	files := damaged(t)
	for name, content := range attacks(t) {
		files["attack-"+name] = content
	}
	for i, name := range fixtures {
		files[fmt.Sprintf("a-good-%d-%s", i, name)] = string(fixture(t, name))
		files[fmt.Sprintf("z-good-%d-%s", i, name)] = string(fixture(t, name))
	}
	write(t, dir, files)
	opt := testOptions()
	start := time.Now()
	docs := mustBatch(t, opt, dir)
	if len(docs) != len(files) {
		t.Errorf("%d rows for %d files", len(docs), len(files))
	}
	status := map[document.Status]int{}
	for _, d := range docs {
		p := d.Profile
		status[p.Status]++
		switch {
		case strings.Contains(d.Rel, "-good-") && p.Status != document.Read:
			t.Errorf("%s: %s (%s), want it read whatever stands beside it", d.Rel, p.Status, p.Reason)
		case p.Status == "" || p.Status != document.Read && (p.Reason == "" || p.Remedy == ""):
			t.Errorf("%s: status %q, reason %q, remedy %q", d.Rel, p.Status, p.Reason, p.Remedy)
		case p.Status == document.TimedOut:
			t.Errorf("%s: not read within %s", d.Rel, opt.Timeout)
		}
	}
	t.Logf("%d files in %s: %v", len(files), time.Since(start).Round(time.Millisecond), status)
}
