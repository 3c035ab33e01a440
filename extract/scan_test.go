package extract

import (
	"testing"

	"weaksignal/extract/document"
)

// TestScansAreNotRead: a picture of a page with a scanner's mark has no text
// layer; the same few words without the picture are a document too thin to be one.
func TestScansAreNotRead(t *testing.T) {
	page := func(contents string) string {
		return pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>/XObject<</I 6 0 R>>>>/Contents 5 0 R>>",
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 33/Widths[500 500]>>", stream(contents),
			"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream")
	}
	const mark = "BT /F 9 Tf 20 20 Td (Scanned with a telephone) Tj ET"
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"scan.pdf": page("q 600 0 0 800 0 0 cm /I Do Q " + mark), "logo.pdf": page("q 60 0 0 80 0 0 cm /I Do Q " + mark), "bare.pdf": page("q 600 0 0 800 0 0 cm /I Do Q"),
	})
	docs := mustBatch(t, testOptions(), dir)
	for i, want := range []document.Status{document.NoText, document.Doubtful, document.NoText} { // bare, logo, scan
		if p := docs[i].Profile; p.Status != want || want == document.NoText && p.Remedy == "" {
			t.Errorf("%s: %s (%s), want %s", docs[i].Rel, p.Status, p.Reason, want)
		}
	}
}
