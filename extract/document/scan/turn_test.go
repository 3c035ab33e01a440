package scan

import (
	"image"
	"image/color"
	"testing"
)

func TestTurn(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3, 2))
	img.SetGray(2, 0, color.Gray{Y: 200}) // the upper right corner
	for quarters, want := range [][3]int{{2, 0, 2}, {1, 2, 3}, {0, 1, 2}, {0, 0, 3}} {
		pgm, rows := turn(img, quarters)
		got, err := decodePGM(pgm)
		if err != nil {
			t.Fatal(err)
		}
		if v := got.(*image.Gray).GrayAt(want[0], want[1]).Y; v != 200 || rows != want[2] || got.Bounds().Dy() != rows {
			t.Errorf("%d quarters: the corner at %v is %d, of %d rows", quarters, want[:2], v, rows)
		}
	}
	for _, bad := range []string{"", "P5\n9999999 9999999\n255\n", "P5\n10 10\n255\nshort", "P5\n-1 5\n255\n"} {
		if _, err := decodePGM([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
