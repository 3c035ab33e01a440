package document

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"weaksignal/extract/document/layout"
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

// Pages that went into the scanner sideways or upside down are read as they lie
// upright.
func TestTurnedPagesAreReadUpright(t *testing.T) {
	if testing.Short() {
		t.Skip("takes four readings by OCR")
	}
	r := scanReader(t)
	picture, _, _ := photograph(t, r, "chromium.pdf")
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for quarters := range 3 {
		pgm, rows := turn(img, quarters)
		pages, err := (&scanner{engine: r.engines.OCR}).read(t.Context(), pgm, 150, float64(rows)*72/150)
		if err != nil || len(pages) != 1 {
			t.Fatal(len(pages), err)
		}
		got := 0
		for w, n := range words(layout.Text(pages[0])) {
			got += min(n, words(sourceText)[w])
		}
		if quarters == 0 {
			want = got
		}
		if got < want*9/10 || want < 50 {
			t.Errorf("%d quarters: %d words of the source are read, upright %d", quarters, got, want)
		}
	}
}
