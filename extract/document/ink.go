package document

import (
	"math"
	"strconv"
	"strings"
	"sync"
)

// ink is how a piece of text is drawn, as far as its format says. One rule, hidden,
// tells for every format what a person would not see; each format's reader only
// fills in what it knows.
type ink struct {
	// Off: the format's own way of not showing text (vanish, display:none, a layer
	// that is switched off, the rendering mode without ink).
	Off bool
	// Size of the letters on the page in points; 0 = not known.
	Size float64
	// Colour of the letters, and of what lies behind them.
	Colour, Behind colour
	// Box of the text and Page that is shown of its page; both zero = not known.
	Box, Page rectangle
}

// rectangle on a page, in points.
type rectangle struct{ left, bottom, right, top float64 }

// colour of 0 to 1 a channel. The zero value is not known.
type colour struct {
	known            bool
	red, green, blue float64
	clear            bool // nothing is drawn
}

const (
	// minSize in points: a letter of 2 points is 0.5 mm high, below what is legible
	// in print and on a screen that shows a page.
	minSize = 2.5
	// minContrast is the ratio of luminances by WCAG 2 (1 to 21). White on #F0F0F0
	// has 1.14; the faintest grey that designs use for text, #CCCCCC on white, 1.6.
	minContrast = 1.15
)

// hidden reports whether a person would not see the text. What is not known hides
// nothing.
func (i ink) hidden() bool {
	switch {
	case i.Off, i.Colour.clear:
		return true
	case i.Size > 0 && i.Size < minSize:
		return true
	case i.Page != rectangle{} && i.Box != rectangle{} && !i.Box.meets(i.Page):
		return true
	}
	return i.Colour.known && i.Behind.known && contrast(i.Colour, i.Behind) < minContrast
}

// meets reports whether the middle half of a box lies on the page at least in part:
// letters reach over a page's edge by accident, whole lines don't.
func (r rectangle) meets(page rectangle) bool {
	x, y := (r.right-r.left)/4, (r.top-r.bottom)/4
	return r.right-x > page.left && r.left+x < page.right && r.top-y > page.bottom && r.bottom+y < page.top
}

func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2, in [0,1].
func (c colour) luminance() float64 {
	return 0.2126*linear(channel(c.red)) + 0.7152*linear(channel(c.green)) + 0.0722*linear(channel(c.blue))
}

func channel(v float64) uint8 { return uint8(math.Round(255 * min(max(v, 0), 1))) }

// linear is the light of a channel of sRGB, in [0,1].
func linear(v uint8) float64 { return light()[v] }

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

func rgb(red, green, blue float64) colour {
	return colour{known: true, red: red, green: green, blue: blue}
}

func white() colour { return rgb(1, 1, 1) }

// hexColour reads RRGGBB or RGB, with or without #.
func hexColour(s string) (colour, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	if len(s) == 8 { // with alpha, as CSS writes it
		if s[6:] == "00" {
			return colour{known: true, clear: true}, true
		}
		s = s[:6]
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return colour{}, false
	}
	return rgb(float64(n>>16)/255, float64(n>>8&255)/255, float64(n&255)/255), true
}

// invisible gathers the words that readers leave out as hidden.
type invisible struct{ text strings.Builder }

// maxInvisible bytes are kept to be counted: a résumé hides some hundred words.
const maxInvisible = 1 << 20

func (v *invisible) add(s string) {
	if v.text.Len() < maxInvisible {
		v.text.WriteString(s)
	}
}

func (v *invisible) words() int { return countWords(v.text.String()) }
