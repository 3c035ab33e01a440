package document

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // to know a picture's size before tesseract decodes it
	_ "image/png"
	"math"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

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

// page renders a page of a PDF and reads it.
func (s *scanner) page(ctx context.Context, d pdfiumDocument, n int) ([]layout.Block, error) {
	picture, dpi, err := d.render(n, scanDPI)
	if err != nil {
		return nil, err
	}
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return nil, damaged(PDF, err)
	}
	pages, err := s.read(ctx, picture, int(dpi), size.Height)
	if err != nil || len(pages) == 0 {
		return nil, err
	}
	return pages[0], nil
}

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

// render gives a page as a grey picture (PGM) and its resolution, which is less
// than asked for where the page is large.
func (d pdfiumDocument) render(n int, dpi float64) ([]byte, float64, error) {
	img, dpi, cleanup, err := d.picture(n, dpi)
	if err != nil {
		return nil, 0, err
	}
	defer cleanup()
	b := img.Bounds()
	out := append(make([]byte, 0, b.Dx()*b.Dy()+20), fmt.Sprintf("P5\n%d %d\n255\n", b.Dx(), b.Dy())...)
	for y := range b.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*b.Dx()]
		for x := 0; x < len(row); x += 4 {
			out = append(out, byte((299*int(row[x])+587*int(row[x+1])+114*int(row[x+2]))/1000))
		}
	}
	return out, dpi, nil
}

func (d pdfiumDocument) picture(n int, dpi float64) (*image.RGBA, float64, func(), error) {
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return nil, 0, nil, damaged(PDF, err)
	}
	if inches := size.Width * size.Height / (72 * 72); inches > 0 {
		dpi = math.Floor(min(dpi, math.Sqrt(maxScanPixels/inches)))
	}
	if dpi < 1 {
		return nil, 0, nil, damaged(PDF, fmt.Errorf("page %d is %.0f by %.0f points", n+1, size.Width, size.Height))
	}
	img, cleanup, err := d.drawPage(d.page(n), dpi)
	return img, dpi, cleanup, err
}

func (d pdfiumDocument) drawPage(p requests.Page, dpi float64) (*image.RGBA, func(), error) {
	page, err := d.RenderPageInDPI(&requests.RenderPageInDPI{Page: p, DPI: int(dpi)})
	if err != nil {
		return nil, nil, damaged(PDF, err)
	}
	img, ok := page.Result.RenderedImage.(*image.RGBA)
	if !ok {
		page.Cleanup()
		return nil, nil, damaged(PDF, fmt.Errorf("a page was drawn as %T", page.Result.RenderedImage))
	}
	return img, page.Cleanup, nil
}

// ReadScan reads a document whose text or error says Scan, by OCR. Pages with
// text of their own keep it, unless the whole text layer is worthless. What OCR
// does not read better is left as it was.
func (r *Reader) ReadScan(ctx context.Context, data []byte, name string, lim Limits) (*Text, error) {
	ctx, cancel := context.WithTimeout(ctx, ScanTime)
	defer cancel()
	plain, plainErr := r.Read(ctx, data, name, lim, true)
	if r.engines.OCR.Path == "" || plainErr == nil && !plain.Scan {
		return plain, plainErr
	}
	lim = lim.WithDefaults()
	scan := &scanner{engine: r.engines.OCR, all: plainErr != nil || len(plain.Pictures) == 0}
	seen, err := r.scan(ctx, data, name, lim, scan)
	switch {
	case err != nil && plainErr == nil:
		return plain, nil
	case err != nil:
		return nil, scanError(plainErr, err)
	case plainErr != nil && letters(seen.Body) <= maxScanLetters*max(seen.Pages, 1):
		return nil, scanError(plainErr, fmt.Errorf("%d letters", letters(seen.Body)))
	case plainErr == nil && (seen.Quality < plain.Quality || letters(seen.Body) < letters(plain.Body)/3):
		return plain, nil
	}
	return seen, nil
}

func (r *Reader) scan(ctx context.Context, data []byte, name string, lim Limits, scan *scanner) (*Text, error) {
	var t *Text
	var err error
	switch format, _ := detect(data, name); format {
	case PDF:
		t, err = guarded(ctx, PDF, func(ctx context.Context, data []byte, lim Limits) (*Text, error) {
			return r.second(ctx, data, lim, pdfLook{}, scan)
		}, data, lim)
	case Image:
		t, err = scan.picture(ctx, data)
	default:
		return nil, fmt.Errorf("OCR reads no %s", format)
	}
	if err != nil {
		return nil, err
	}
	t, err = finish(t, lim)
	if t != nil {
		t.Scan = false
	}
	return t, err
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

// scanError is the first reading's, with what OCR added.
func scanError(first, then error) error {
	e, ok := first.(*Error)
	if !ok {
		return first
	}
	out := *e
	out.Reason += "; by OCR: " + then.Error()
	if errors.Is(then, context.DeadlineExceeded) {
		out.Err = ErrEngine // a less busy machine may do it
	}
	out.Remedy = "look at the document; ask the applicant for a copy with text"
	return &out
}
