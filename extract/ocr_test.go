package extract

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"weaksignal/extract/document"
	"weaksignal/extract/document/ocr"
)

// A machine that gets tesseract reads again only what needs it, and once.
func TestWhatNeedsOCRIsReadAgain(t *testing.T) {
	engine, err := ocr.Find(t.Context(), []string{"eng"})
	if err != nil {
		t.Skip(err)
	}
	folder := t.TempDir()
	img := image.NewGray(image.Rect(0, 0, 300, 200)) // a picture without a word
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, img); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"picture.png": picture.Bytes(), "text.txt": []byte("Ana Example\nExperience\nData engineer at Tidewell Logistics, Leeds, 2019 to 2024: moved nightly reports from spreadsheets into a warehouse and kept forty pipelines running.\nEducation\nBSc Statistics, University of Norwick, 2018\n")} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opt := Options{Key: bytes.Repeat([]byte("k"), 32), CacheDir: t.TempDir(), Workers: 1}
	ocrOf := func(opt Options) string {
		docs, err := Batch(t.Context(), []string{folder}, opt)
		if err != nil || len(docs) != 2 {
			t.Fatalf("%d documents, %v", len(docs), err)
		}
		if p := docs[0].Profile; p.Status != document.NoText {
			t.Errorf("the picture is %s, want no_text", p.Status)
		}
		if p := docs[1].Profile; p.OCR != "" || p.Status != document.Read {
			t.Errorf("the text is %s, OCR %q", p.Status, p.OCR)
		}
		return docs[0].Profile.OCR
	}
	if got := ocrOf(opt); got != noOCR {
		t.Errorf("without: %q, want %q", got, noOCR)
	}
	opt.OCR = engine
	want := "tesseract " + engine.Version + " eng"
	if got := ocrOf(opt); got != want {
		t.Errorf("with: %q, want %q", got, want)
	}
	// Known now: no worker has to start.
	opt.OCR.Path = filepath.Join(folder, "gone")
	if got := ocrOf(opt); got != want {
		t.Errorf("again: %q, want %q", got, want)
	}
}
