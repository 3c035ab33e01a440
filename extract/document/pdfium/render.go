package pdfium

import (
	"context"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/requests"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/layout"
	"weaksignal/extract/document/scan"
)

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
		return nil, 0, nil, draft.Damaged(draft.PDF, err)
	}
	if inches := size.Width * size.Height / (72 * 72); inches > 0 {
		dpi = math.Floor(min(dpi, math.Sqrt(scan.MaxPixels/inches)))
	}
	if dpi < 1 {
		return nil, 0, nil, draft.Damaged(draft.PDF, fmt.Errorf("page %d is %.0f by %.0f points", n+1, size.Width, size.Height))
	}
	img, cleanup, err := d.drawPage(d.page(n), dpi)
	return img, dpi, cleanup, err
}

func (d pdfiumDocument) drawPage(p requests.Page, dpi float64) (*image.RGBA, func(), error) {
	page, err := d.RenderPageInDPI(&requests.RenderPageInDPI{Page: p, DPI: int(dpi)})
	if err != nil {
		return nil, nil, draft.Damaged(draft.PDF, err)
	}
	img, ok := page.Result.RenderedImage.(*image.RGBA)
	if !ok {
		page.Cleanup()
		return nil, nil, draft.Damaged(draft.PDF, fmt.Errorf("a page was drawn as %T", page.Result.RenderedImage))
	}
	return img, page.Cleanup, nil
}

// scanned renders a page and has it read by OCR.
func (d pdfiumDocument) scanned(ctx context.Context, eye *scan.Scanner, n int) ([]layout.Block, error) {
	picture, dpi, err := d.render(n, scan.DPI)
	if err != nil {
		return nil, err
	}
	size, err := d.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	pages, err := eye.Read(ctx, picture, int(dpi), size.Height)
	if err != nil || len(pages) == 0 {
		return nil, err
	}
	return pages[0], nil
}
