package sheet

import (
	"math"
	"strconv"
	"testing"
)

// contrast is WCAG 2.1's ratio of two colours, 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	l := func(hex string) float64 {
		n, err := strconv.ParseUint(hex, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		channel := func(c uint64) float64 {
			x := float64(c) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*channel(n>>16&255) + 0.7152*channel(n>>8&255) + 0.0722*channel(n&255)
	}
	x, y := l(a), l(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for _, c := range [][2]string{{inkBody, InkWhite}, {inkMuted, InkWhite}, {InkWhite, FillHead}, {FillHead, InkWhite}, {InkLink, InkWhite},
		{InkAlert, FillAlert}, {InkCalm, FillCalm}, {inkDoubt, fillDoubt}, {inkBody, FillInput}} {
		if got := contrast(t, c[0], c[1]); got < 4.5 {
			t.Errorf("%s on %s has a contrast of %.2f, want 4.5 at least", c[0], c[1], got)
		}
	}
	for _, c := range []string{ChartWeak, ChartRelated, ChartBar, ChartAlert, ChartCalm, ChartDoubt} {
		if got := contrast(t, c, InkWhite); got < 3 {
			t.Errorf("chart colour %s has a contrast of %.2f to the page, want 3 at least", c, got)
		}
	}
}
