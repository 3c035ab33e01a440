package ink

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"weaksignal/extract/document/draft"
)

// Ink is how a piece of text is drawn, as far as its format says. One rule, hidden,
// tells for every format what a person would not see; each format's reader only
// fills in what it knows.
type Ink struct {
	// Off: the format's own way of not showing text (vanish, display:none, a layer
	// that is switched off, the rendering mode without ink).
	Off bool
	// Size of the letters on the page in points; 0 = not known.
	Size float64
	// Colour of the letters, and of what lies behind them.
	Colour, Behind Colour
	// Box of the text and Page that is shown of its page; both zero = not known.
	Box, Page Rectangle
}

// Rectangle on a page, in points.
type Rectangle struct{ Left, Bottom, Right, Top float64 }

// Box is the rectangle with these sides.
func Box(left, bottom, right, top float64) Rectangle { return Rectangle{left, bottom, right, top} }

// Colour of 0 to 1 a channel. The zero value is not known.
type Colour struct {
	Known            bool
	Red, Green, Blue float64
	Clear            bool // nothing is drawn
}

const (
	// minSize in points: a letter of 2 points is 0.5 mm high, below what is legible
	// in print and on a screen that shows a page.
	MinSize = 2.5
	// minContrast is the ratio of luminances by WCAG 2 (1 to 21). White on #F0F0F0
	// has 1.14; the faintest grey that designs use for text, #CCCCCC on white, 1.6.
	MinContrast = 1.15
)

// Hidden reports whether a person would not see the text. What is not known hides
// nothing.
func (i Ink) Hidden() bool {
	switch {
	case i.Off, i.Colour.Clear:
		return true
	case i.Size > 0 && i.Size < MinSize:
		return true
	case i.Page != Rectangle{} && i.Box != Rectangle{} && !i.Box.meets(i.Page):
		return true
	}
	return i.Colour.Known && i.Behind.Known && contrast(i.Colour, i.Behind) < MinContrast
}

// meets reports whether the middle half of a box lies on the page at least in part:
// letters reach over a page's edge by accident, whole lines don't.
func (r Rectangle) meets(page Rectangle) bool {
	x, y := (r.Right-r.Left)/4, (r.Top-r.Bottom)/4
	return r.Right-x > page.Left && r.Left+x < page.Right && r.Top-y > page.Bottom && r.Bottom+y < page.Top
}

func contrast(a, b Colour) float64 {
	x, y := a.Luminance(), b.Luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Luminance is the relative luminance of WCAG 2, in [0,1].
func (c Colour) Luminance() float64 {
	return 0.2126*Linear(channel(c.Red)) + 0.7152*Linear(channel(c.Green)) + 0.0722*Linear(channel(c.Blue))
}

func channel(v float64) uint8 { return uint8(math.Round(255 * min(max(v, 0), 1))) }

// Linear is the light of a channel of sRGB, in [0,1].
func Linear(v uint8) float64 { return light()[v] }

var light = sync.OnceValue(func() *[256]float64 {
	var out [256]float64
	for i := range out {
		if v := float64(i) / 255; v <= 0.03928 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return &out
})

func Rgb(red, green, blue float64) Colour {
	return Colour{Known: true, Red: red, Green: green, Blue: blue}
}

func White() Colour { return Rgb(1, 1, 1) }

// HexColour reads RRGGBB or RGB, with or without #.
func HexColour(s string) (Colour, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	if len(s) == 8 { // with alpha, as CSS writes it
		if s[6:] == "00" {
			return Colour{Known: true, Clear: true}, true
		}
		s = s[:6]
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return Colour{}, false
	}
	return Rgb(float64(n>>16)/255, float64(n>>8&255)/255, float64(n&255)/255), true
}

// Invisible gathers the words that readers leave out as hidden.
type Invisible struct{ text strings.Builder }

// maxInvisible bytes are kept to be counted: a résumé hides some hundred words.
const maxInvisible = 1 << 20

func (v *Invisible) Add(s string) {
	if v.text.Len() < maxInvisible {
		v.text.WriteString(s)
	}
}

func (v *Invisible) Words() int { return draft.CountWords(v.text.String()) }
