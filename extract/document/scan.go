package document

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // to know a picture's size before tesseract decodes it
	_ "image/png"
	"strings"
	"time"

	"weaksignal/extract/document/layout"
	"weaksignal/extract/document/ocr"
)

// Caps of OCR: a page of a résumé takes 3 to 4 seconds of one core, several times
// that where other programs have it too.
const (
	maxScanPages  = 10
	scanPageTime  = time.Minute
	scanDPI       = 250
	maxScanPixels = 12_000_000 // of a rendered page: A4 at 250 dpi has 6 million
	maxPicture    = 60_000_000 // pixels of a picture of the user's
)

// ScanTime is what reading a document by OCR may take at most.
const ScanTime = 2 * time.Minute

// scanner reads pages by OCR.
type scanner struct {
	engine ocr.Engine
	all    bool // pages, because the text layer is worthless
	pages  int
	words  int
	sure   float64 // sum of confidences
}

// wants reports whether a page is to be read by OCR.
func (s *scanner) wants(picture bool) bool {
	return s != nil && (picture || s.all) && s.pages < maxScanPages
}

func (s *scanner) confidence() float64 { return s.sure / float64(max(s.words, 1)) }

// read gives the blocks of each page of a picture whose pages have this height in
// points.
func (s *scanner) read(ctx context.Context, picture []byte, dpi int, height float64) ([][]layout.Block, error) {
	ctx, cancel := context.WithTimeout(ctx, scanPageTime)
	defer cancel()
	words, err := s.engine.Read(ctx, picture, dpi)
	if err != nil {
		return nil, err
	}
	s.pages++
	if upright, rows := s.upright(ctx, words, picture, dpi); upright != nil {
		words = upright
		height = float64(rows) * 72 / float64(cmp.Or(dpi, scanDPI))
	}
	dpi = cmp.Or(dpi, scanDPI)
	var pages [][]layout.Glyph
	for _, w := range words {
		s.words++
		s.sure += w.Confidence
		for len(pages) < w.Page && len(pages) < maxScanPages {
			pages = append(pages, nil)
		}
		if w.Page >= 1 && w.Page <= len(pages) {
			pages[w.Page-1] = append(pages[w.Page-1], seenGlyph(w, 72/float64(dpi), height))
		}
	}
	out := make([][]layout.Block, len(pages))
	for i, glyphs := range pages {
		out[i] = layout.Blocks(glyphs, inkGap)
	}
	return out, nil
}

// seenGlyph takes a word that OCR saw for one glyph. A line's box reaches from the
// feet of its descenders to the heads of its capitals, about the font's size.
func seenGlyph(w ocr.Word, scale, height float64) layout.Glyph {
	size := float64(w.LineHeight) * scale
	foot := height - float64(w.LineTop+w.LineHeight)*scale
	return layout.Glyph{Text: w.Text, Left: float64(w.Left) * scale, Right: float64(w.Left+w.Width) * scale,
		Base: foot + 0.22*size, Size: size, Apart: true}
}

// picture reads a file that is a picture.
func (s *scanner) picture(ctx context.Context, data []byte) (*Text, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && int64(c.Width)*int64(c.Height) > maxPicture {
		return nil, &Error{Status: TooLarge, Format: Image, Reason: fmt.Sprintf("a picture of %d by %d points", c.Width, c.Height), Remedy: "give it at 300 dpi"}
	}
	pages, err := s.read(ctx, data, 0, float64(c.Height)*72/scanDPI)
	if err != nil {
		return nil, err
	}
	t := &Text{Format: Image, Engine: s.engine.Name(), Pages: len(pages), Confidence: s.confidence()}
	var body strings.Builder
	for i, blocks := range pages {
		t.addPage(i+1, blocks, &body)
	}
	t.Body = body.String()
	return t, nil
}
