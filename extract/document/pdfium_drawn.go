package document

import (
	"image"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/requests"
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

func (t drawnText) around() rectangle {
	b := t.ink.Box
	margin := max(1.5, aroundInk*(b.top-b.bottom))
	return rectangle{b.left - margin, b.bottom - margin, b.right + margin, b.top + margin}
}

// drawn draws the page, and gives where a rectangle of the page lies on the picture.
func (w *pageWalk) drawn() (img *image.RGBA, draws func(rectangle) image.Rectangle, cleanup func(), err error) {
	turn, err := w.d.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: w.page})
	if err != nil {
		return nil, nil, nil, err
	}
	inches := (w.box.right - w.box.left) * (w.box.top - w.box.bottom) / (72 * 72)
	img, cleanup, err = w.d.drawPage(w.page, max(1, min(drawnDPI, math.Sqrt(maxScanPixels/inches))))
	if err != nil {
		return nil, nil, nil, err
	}
	return img, func(r rectangle) image.Rectangle {
		return onPicture(r, w.box, int(turn.PageRotation), img.Bounds())
	}, cleanup, nil
}

// onPicture gives where a rectangle of a page lies on its picture, which shows box
// turned clockwise by quarters.
func onPicture(r, box rectangle, quarters int, picture image.Rectangle) image.Rectangle {
	x1, y1, x2, y2 := r.left-box.left, r.bottom-box.bottom, r.right-box.left, r.top-box.bottom
	width, height := box.right-box.left, box.top-box.bottom
	for range quarters {
		x1, y1, x2, y2 = y1, width-x2, y2, width-x1
		width, height = height, width
	}
	sx, sy := float64(picture.Dx())/width, float64(picture.Dy())/height
	return image.Rect(int(x1*sx), int((height-y2)*sy), int(x2*sx)+1, int((height-y1)*sy)+1).Intersect(picture)
}

// shows reports whether enough of a part of a picture contrasts with a colour.
func shows(img *image.RGBA, part image.Rectangle, c colour) bool {
	n, own := 0, c.luminance()
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			p := img.RGBAAt(x, y)
			behind := 0.2126*linear(p.R) + 0.7152*linear(p.G) + 0.0722*linear(p.B)
			if (max(own, behind)+0.05)/(min(own, behind)+0.05) >= minContrast {
				n++
			}
		}
	}
	return float64(n) >= showsPart*float64(part.Dx()*part.Dy()) && n > 0
}
