package scan

import (
	"bytes"
	"context"
	"fmt"
	"image"

	"weaksignal/extract/document/ocr"
)

// unsure is the mean confidence under which a page may be upside down: of pages that
// are not, tesseract is sure to 0.9, of those that are to 0.4.
const unsure = 0.6

// upright reads a picture again that seems to be turned, and gives its words and its
// height in points of the picture; nil where that says no more than the first reading.
func (s *Scanner) upright(ctx context.Context, words []ocr.Word, picture []byte, dpi int) ([]ocr.Word, int) {
	if sure(words) >= unsure && !onSide(words) {
		return nil, 0
	}
	quarters, err := s.Engine.Turned(ctx, picture)
	if err != nil || quarters == 0 {
		return nil, 0
	}
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		if img, err = decodePGM(picture); err != nil {
			return nil, 0
		}
	}
	turned, rows := turn(img, quarters)
	again, err := s.Engine.Read(ctx, turned, dpi)
	if err != nil || sure(again)*float64(len(again)) < sure(words)*float64(len(words))/2 {
		return nil, 0
	}
	return again, rows
}

// sure is the mean confidence of words; 1 of none, which turning does not mend.
func sure(words []ocr.Word) float64 {
	if len(words) == 0 {
		return 1
	}
	sum := 0.0
	for _, w := range words {
		sum += w.Confidence
	}
	return sum / float64(len(words))
}

// onSide reports whether most longer words are higher than wide.
func onSide(words []ocr.Word) bool {
	long, high := 0, 0
	for _, w := range words {
		if len(w.Text) >= 4 {
			long++
			if w.Height > w.Width {
				high++
			}
		}
	}
	return 2*high > long
}

// turn gives a picture turned clockwise by quarters, in grey as PGM, and its rows.
func turn(img image.Image, quarters int) ([]byte, int) {
	b := img.Bounds()
	width, height := b.Dx(), b.Dy()
	if quarters%2 == 1 {
		width, height = height, width
	}
	out := append(make([]byte, 0, width*height+20), fmt.Sprintf("P5\n%d %d\n255\n", width, height)...)
	for y := range height {
		for x := range width {
			px, py := x, y
			switch quarters {
			case 1:
				px, py = y, b.Dy()-1-x
			case 2:
				px, py = b.Dx()-1-x, b.Dy()-1-y
			case 3:
				px, py = b.Dx()-1-y, x
			}
			r, g, bl, _ := img.At(b.Min.X+px, b.Min.Y+py).RGBA()
			out = append(out, byte((299*r+587*g+114*bl)/1000>>8))
		}
	}
	return out, height
}

// decodePGM reads what [pdfiumDocument.render] makes.
func decodePGM(data []byte) (image.Image, error) {
	var width, height, top int
	if _, err := fmt.Fscanf(bytes.NewReader(data), "P5\n%d %d\n%d\n", &width, &height, &top); err != nil {
		return nil, fmt.Errorf("read PGM: %w", err)
	}
	if width <= 0 || height <= 0 || width > maxPicture/height || len(data) < width*height {
		return nil, fmt.Errorf("read PGM: %d by %d points in %d bytes", width, height, len(data))
	}
	return &image.Gray{Pix: data[len(data)-width*height:], Stride: width, Rect: image.Rect(0, 0, width, height)}, nil
}
