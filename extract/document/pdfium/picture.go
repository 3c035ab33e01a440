package pdfium

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/klippa-app/go-pdfium/requests"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

const pictureDPI = 150

func (e *Engine) Draw(data []byte, page int, blocks []draft.Block) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, draft.Damaged(draft.PDF, fmt.Errorf("pdfium: %v", p))
			e.drop()
		}
	}()
	doc, err := e.instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, pdfiumOpenError(err)
	}
	d := pdfiumDocument{Pdfium: e.instance, ref: doc.Document}
	defer func() { _, _ = d.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document}) }()
	img, _, cleanup, err := d.picture(page-1, pictureDPI)
	if err != nil {
		return nil, err
	}
	defer cleanup()
	turn, err := d.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: d.page(page - 1)})
	if err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	shown := d.shown(d.page(page - 1))
	for i, b := range blocks {
		if b.Page == page {
			box := ink.Box(b.Box.Left, b.Box.Bottom, b.Box.Right, b.Box.Top)
			mark(img, onPicture(box, shown, int(turn.PageRotation), img.Bounds()).Inset(-2), i+1)
		}
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, img); err != nil {
		return nil, draft.Damaged(draft.PDF, err)
	}
	return drawn.Bytes(), nil
}

// mark draws a block's frame and its number.
func mark(img *image.RGBA, r image.Rectangle, n int) {
	red := image.NewUniform(color.RGBA{R: 200, A: 255})
	for _, side := range []image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+1)}, {image.Pt(r.Min.X, r.Max.Y-1), r.Max},
		{r.Min, image.Pt(r.Min.X+1, r.Max.Y)}, {image.Pt(r.Max.X-1, r.Min.Y), r.Max},
	} {
		draw.Draw(img, side, red, image.Point{}, draw.Src)
	}
	digits(img, r.Min.Sub(image.Pt(0, 12)), fmt.Sprint(n), red)
}

// digits writes a number with figures of three by five squares.
func digits(img *image.RGBA, at image.Point, number string, ink image.Image) {
	const square = 2
	figures := [10]string{
		"111101101101111", "010110010010111", "111001111100111", "111001111001111", "101101111001001",
		"111100111001111", "111100111101111", "111001001001001", "111101111101111", "111101111001111",
	}
	for _, c := range number {
		for i, on := range figures[c-'0'] {
			if p := at.Add(image.Pt(i%3*square, i/3*square)); on == '1' {
				draw.Draw(img, image.Rectangle{p, p.Add(image.Pt(square, square))}, ink, image.Point{}, draw.Src)
			}
		}
		at.X += 4 * square
	}
}
