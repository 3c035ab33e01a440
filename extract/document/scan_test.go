package document

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ocr"
)

// scanReader reads by OCR, or skips the test where there is none.
func scanReader(t *testing.T) *Reader {
	t.Helper()
	engine, err := ocr.Find(t.Context(), []string{"eng"})
	if err != nil {
		t.Skip(err)
	}
	r := NewReader(Engines{OCR: engine})
	t.Cleanup(r.Close)
	return r
}

// photograph renders the first page of a fixture as a JPEG.
func photograph(t *testing.T, r *Reader, name string) (picture []byte, width, height int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	page, err := r.Picture(t.Context(), data, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), img.Bounds().Dx(), img.Bounds().Dy()
}

// scanned is a PDF of one page that shows a picture, with a scanner's mark.
func scanned(jpeg []byte, width, height int) []byte {
	content := "q 595 0 0 842 0 0 cm /I Do Q BT /F 6 Tf 10 5 Td (Scanned by Example) Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream", width, height, len(jpeg), jpeg),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, xref)
	return b.Bytes()
}

func TestScansAreReadByOCR(t *testing.T) {
	r := scanReader(t)
	picture, width, height := photograph(t, r, "libreoffice.pdf")
	for name, data := range map[string][]byte{"a scanned page": scanned(picture, width, height), "a picture": picture} {
		t.Run(name, func(t *testing.T) {
			var e *draft.Error
			if _, err := r.Read(t.Context(), data, "scan", draft.DefaultLimits(), false); !asError(err, &e) || e.Status != draft.NoText || !e.Scan {
				t.Fatalf("without OCR: %v; want no text, and that OCR would help", err)
			}
			got, err := r.ReadScan(t.Context(), data, "scan", draft.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(got.Engine, "tesseract ") || got.Confidence < 0.5 || got.Confidence > 1 || got.Scan || len(got.Blocks) == 0 {
				t.Errorf("engine %q, confidence %.2f, scan %v, %d blocks", got.Engine, got.Confidence, got.Scan, len(got.Blocks))
			}
			for _, word := range []string{"Rotterdam", "Econometrics", "Education"} {
				if !strings.Contains(strings.ToLower(got.Body), strings.ToLower(word)) {
					t.Errorf("%q is not in\n%s", word, got.Body)
				}
			}
		})
	}
	data, err := os.ReadFile(filepath.Join("testdata", "pdflatex.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.ReadScan(t.Context(), data, "resume.pdf", draft.DefaultLimits()); err != nil || got.Engine != draft.EnginePDFium {
		t.Errorf("a text layer of its own: got %+v, %v; want it kept", got, err)
	}
}

func asError(err error, e **draft.Error) bool {
	found, ok := err.(*draft.Error)
	*e = found
	return ok
}

// Pages that went into the scanner sideways or upside down are read as they lie
// upright.
func TestTurnedPagesAreReadUpright(t *testing.T) {
	if testing.Short() {
		t.Skip("takes four readings by OCR")
	}
	r := scanReader(t)
	picture, _, _ := photograph(t, r, "chromium.pdf")
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for quarters := range 3 {
		var turned bytes.Buffer
		if err := png.Encode(&turned, turnedBy(img, quarters)); err != nil {
			t.Fatal(err)
		}
		text, err := r.ReadScan(t.Context(), turned.Bytes(), "cv.png", draft.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for w, n := range words(text.Body) {
			got += min(n, words(sourceText)[w])
		}
		if quarters == 0 {
			want = got
		}
		if got < want*9/10 || want < 50 {
			t.Errorf("%d quarters: %d words of the source are read, upright %d", quarters, got, want)
		}
	}
}

// turnedBy is a picture turned clockwise by quarters.
func turnedBy(img image.Image, quarters int) image.Image {
	for range quarters {
		b := img.Bounds()
		out := image.NewGray(image.Rect(0, 0, b.Dy(), b.Dx()))
		for y := range b.Dy() {
			for x := range b.Dx() {
				out.Set(b.Dy()-1-y, x, img.At(b.Min.X+x, b.Min.Y+y))
			}
		}
		img = out
	}
	return img
}
