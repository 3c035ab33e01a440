package scan

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

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/layout"
	"weaksignal/extract/document/ocr"
)

// Caps of OCR: a page of a résumé takes 3 to 4 seconds of one core, several times
// that where other programs have it too.
const (
	MaxPages     = 10
	scanPageTime = time.Minute
	DPI          = 250
	MaxPixels    = 12_000_000 // of a rendered page: A4 at 250 dpi has 6 million
	maxPicture   = 60_000_000 // pixels of a picture of the user's
)

// Time is what reading a document by OCR may take at most.
const Time = 2 * time.Minute

// Scanner reads pages by OCR.
type Scanner struct {
	Engine ocr.Engine
	All    bool // pages, because the text layer is worthless
	pages  int
	words  int
	sure   float64 // sum of confidences
}

// Wants reports whether a page is to be read by OCR.
func (s *Scanner) Wants(picture bool) bool {
	return s != nil && (picture || s.All) && s.pages < MaxPages
}

func (s *Scanner) Confidence() float64 { return s.sure / float64(max(s.words, 1)) }

// Read gives the blocks of each page of a picture whose pages have this height in
// points.
func (s *Scanner) Read(ctx context.Context, picture []byte, dpi int, height float64) ([][]layout.Block, error) {
	ctx, cancel := context.WithTimeout(ctx, scanPageTime)
	defer cancel()
	words, err := s.Engine.Read(ctx, picture, dpi)
	if err != nil {
		return nil, err
	}
	s.pages++
	if upright, rows := s.upright(ctx, words, picture, dpi); upright != nil {
		words = upright
		height = float64(rows) * 72 / float64(cmp.Or(dpi, DPI))
	}
	dpi = cmp.Or(dpi, DPI)
	var pages [][]layout.Glyph
	for _, w := range words {
		s.words++
		s.sure += w.Confidence
		for len(pages) < w.Page && len(pages) < MaxPages {
			pages = append(pages, nil)
		}
		if w.Page >= 1 && w.Page <= len(pages) {
			pages[w.Page-1] = append(pages[w.Page-1], seenGlyph(w, 72/float64(dpi), height))
		}
	}
	out := make([][]layout.Block, len(pages))
	for i, glyphs := range pages {
		out[i] = layout.Blocks(glyphs, layout.InkGap)
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

// Picture reads a file that is a picture.
func (s *Scanner) Picture(ctx context.Context, data []byte) (*draft.Text, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && int64(c.Width)*int64(c.Height) > maxPicture {
		return nil, &draft.Error{Status: draft.TooLarge, Format: draft.Image, Reason: fmt.Sprintf("a picture of %d by %d points", c.Width, c.Height), Remedy: "give it at 300 dpi"}
	}
	pages, err := s.Read(ctx, data, 0, float64(c.Height)*72/DPI)
	if err != nil {
		return nil, err
	}
	t := &draft.Text{Format: draft.Image, Engine: s.Engine.Name(), Pages: len(pages), Confidence: s.Confidence()}
	var body strings.Builder
	for i, blocks := range pages {
		t.AddPage(i+1, blocks, &body)
	}
	t.Body = body.String()
	return t, nil
}
