package pdfium

import (
	"image"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/requests"

	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/scan"
)

// To tell whether text shows on the page as drawn.
const (
	drawnDPI = 72.0
	// around a text's ink, in its heights, its background is looked at; a letter like I
	// fills its own box.
	aroundInk = 0.2
	// showsPart of the points around a text contrast with it where it shows. Black
	// lines printed over white text cover some 0.15.
	showsPart = 0.25
)

// onlyUnseen keeps those texts that the drawn page doesn't show: bounds and fill
// colours alone know nothing of a path's shape, of clipping, of gradients and of
// blending.
func (w *pageWalk) onlyUnseen(hidden []drawnText) []drawnText {
	if !slices.ContainsFunc(hidden, func(t drawnText) bool { return t.alike }) {
		return hidden
	}
	img, draws, cleanup, err := w.drawn()
	if err != nil {
		return slices.DeleteFunc(hidden, func(t drawnText) bool { return t.alike })
	}
	defer cleanup()
	return slices.DeleteFunc(hidden, func(t drawnText) bool { return t.alike && shows(img, draws(t.around()), t.ink.Colour) })
}

func (t drawnText) around() ink.Rectangle {
	b := t.ink.Box
	margin := max(1.5, aroundInk*(b.Top-b.Bottom))
	return ink.Box(b.Left-margin, b.Bottom-margin, b.Right+margin, b.Top+margin)
}

// drawn draws the page, and gives where a rectangle of the page lies on the picture.
func (w *pageWalk) drawn() (img *image.RGBA, draws func(ink.Rectangle) image.Rectangle, cleanup func(), err error) {
	turn, err := w.d.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: w.page})
	if err != nil {
		return nil, nil, nil, err
	}
	inches := (w.box.Right - w.box.Left) * (w.box.Top - w.box.Bottom) / (72 * 72)
	img, cleanup, err = w.d.drawPage(w.page, max(1, min(drawnDPI, math.Sqrt(scan.MaxPixels/inches))))
	if err != nil {
		return nil, nil, nil, err
	}
	return img, func(r ink.Rectangle) image.Rectangle {
		return onPicture(r, w.box, int(turn.PageRotation), img.Bounds())
	}, cleanup, nil
}

// onPicture gives where a rectangle of a page lies on its picture, which shows box
// turned clockwise by quarters.
func onPicture(r, box ink.Rectangle, quarters int, picture image.Rectangle) image.Rectangle {
	x1, y1, x2, y2 := r.Left-box.Left, r.Bottom-box.Bottom, r.Right-box.Left, r.Top-box.Bottom
	width, height := box.Right-box.Left, box.Top-box.Bottom
	for range quarters {
		x1, y1, x2, y2 = y1, width-x2, y2, width-x1
		width, height = height, width
	}
	sx, sy := float64(picture.Dx())/width, float64(picture.Dy())/height
	return image.Rect(int(x1*sx), int((height-y2)*sy), int(x2*sx)+1, int((height-y1)*sy)+1).Intersect(picture)
}

// shows reports whether enough of a part of a picture contrasts with a colour.
func shows(img *image.RGBA, part image.Rectangle, c ink.Colour) bool {
	n, own := 0, c.Luminance()
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			p := img.RGBAAt(x, y)
			behind := 0.2126*ink.Linear(p.R) + 0.7152*ink.Linear(p.G) + 0.0722*ink.Linear(p.B)
			if (max(own, behind)+0.05)/(min(own, behind)+0.05) >= ink.MinContrast {
				n++
			}
		}
	}
	return float64(n) >= showsPart*float64(part.Dx()*part.Dy()) && n > 0
}
