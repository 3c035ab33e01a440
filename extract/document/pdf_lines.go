package document

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pageLines reads a page's text in the order of its content stream, as the
// library's GetPlainText does and with the library's interpreter and encodings,
// but keeps lines whole: GetPlainText ends a line with every change of font,
// which tears "Engineer, Contoso 2019" into three. It serves the files that
// [unsuited] lets through: simple fonts with widths.
func pageLines(page pdf.Page) (string, []run) {
	w := &lineWriter{fonts: map[string]*simpleFont{}, page: page, ctm: identity(), tm: identity(), tlm: identity(), scale: 1}
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		w.operator(op, args)
	})
	return w.out.String(), w.runs
}

// run is one piece of text and where it begins on the page.
type run struct {
	x, y float64
	text string
}

// matrix is a PDF transformation [a b c d e f].
type matrix [6]float64

func identity() matrix { return matrix{1, 0, 0, 1, 0, 0} }

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// simpleFont has one byte per glyph.
type simpleFont struct {
	encoder pdf.TextEncoding
	widths  [256]float64 // in thousandths of the font size
}

func newSimpleFont(f pdf.Font) *simpleFont {
	s := &simpleFont{encoder: f.Encoder()}
	first := f.FirstChar()
	for i, w := range f.Widths() {
		if code := first + i; code >= 0 && code < len(s.widths) {
			s.widths[code] = w
		}
	}
	return s
}

// lineWriter follows the operators that place text.
type lineWriter struct {
	page                                   pdf.Page
	fonts                                  map[string]*simpleFont
	font                                   *simpleFont
	size, leading, char, word, scale, rise float64
	ctm, tm, tlm                           matrix
	saved                                  []matrix
	out                                    strings.Builder
	runs                                   []run
	x, y                                   float64 // where the last text ended, on the page
	started, space                         bool
}

// maxSaved bounds the graphics states that a hostile page can stack up.
const maxSaved = 256

func (w *lineWriter) operator(op string, args []pdf.Value) {
	switch n := numbers(args); op {
	case "q":
		if len(w.saved) < maxSaved {
			w.saved = append(w.saved, w.ctm)
		}
	case "Q":
		if len(w.saved) > 0 {
			w.ctm, w.saved = w.saved[len(w.saved)-1], w.saved[:len(w.saved)-1]
		}
	case "cm":
		if len(n) == 6 {
			w.ctm = matrix(n).times(w.ctm)
		}
	case "BT":
		w.tm, w.tlm = identity(), identity()
	case "Tm":
		if len(n) == 6 {
			w.tm, w.tlm = matrix(n), matrix(n)
		}
	case "Td", "TD":
		if len(n) == 2 {
			if op == "TD" {
				w.leading = -n[1]
			}
			w.move(n[0], n[1])
		}
	case "T*":
		w.move(0, -w.leading)
	case "Tf":
		if len(args) == 2 {
			w.setFont(args[0].Name())
			w.size = args[1].Float64()
		}
	default:
		w.textOperator(op, args, n)
	}
}

func (w *lineWriter) textOperator(op string, args []pdf.Value, n []float64) {
	switch op {
	case "TL", "Tc", "Tw", "Tz", "Ts":
		if len(n) == 1 {
			w.setState(op, n[0])
		}
	case "Tj", "'", `"`:
		if len(args) == 0 {
			return
		}
		if op != "Tj" {
			w.move(0, -w.leading)
		}
		w.show(args[len(args)-1].RawString())
	case "TJ":
		if len(args) == 1 {
			w.showArray(args[0])
		}
	}
}

func (w *lineWriter) setState(op string, v float64) {
	switch op {
	case "TL":
		w.leading = v
	case "Tc":
		w.char = v
	case "Tw":
		w.word = v
	case "Tz":
		w.scale = v / 100
	case "Ts":
		w.rise = v
	}
}

func (w *lineWriter) setFont(name string) {
	f, ok := w.fonts[name]
	if !ok {
		f = newSimpleFont(w.page.Font(name))
		w.fonts[name] = f
	}
	w.font = f
}

func (w *lineWriter) move(x, y float64) {
	w.tlm = matrix{1, 0, 0, 1, x, y}.times(w.tlm)
	w.tm = w.tlm
}

func (w *lineWriter) showArray(array pdf.Value) {
	for i := range array.Len() {
		switch v := array.Index(i); v.Kind() {
		case pdf.String:
			w.show(v.RawString())
		case pdf.Integer, pdf.Real:
			w.advance(-v.Float64() / 1000 * w.size * w.scale)
		}
	}
}

func (w *lineWriter) advance(x float64) { w.tm = matrix{1, 0, 0, 1, x, 0}.times(w.tm) }

func (w *lineWriter) show(raw string) {
	if w.font == nil || raw == "" {
		return
	}
	at := w.tm.times(w.ctm)
	height := math.Abs(w.size) * math.Hypot(at[2], at[3])
	text := w.font.encoder.Decode(raw)
	w.separate(at[4], at[5], height, text)
	w.out.WriteString(text)
	w.runs = append(w.runs, run{at[4], at[5], text})
	w.space = strings.HasSuffix(text, " ")
	for i := range len(raw) {
		width := w.font.widths[raw[i]]/1000*w.size + w.char
		if raw[i] == ' ' {
			width += w.word
		}
		w.advance(width * w.scale)
	}
	end := w.tm.times(w.ctm)
	w.x, w.y, w.started = end[4], end[5], true
}

// Shares of the font's height: text that stands this much higher or lower is
// another line (superscripts stay), that much further right is another word, and
// that much further left has gone back to a new column.
const (
	newLine  = 0.5
	newWord  = 0.15
	goneBack = 1.0
)

func (w *lineWriter) separate(x, y, height float64, text string) {
	switch gap := x - w.x; {
	case !w.started:
	case math.Abs(y-w.y) > newLine*height, gap < -goneBack*height:
		w.out.WriteByte('\n')
	case gap > newWord*height && !w.space && !strings.HasPrefix(text, " "):
		w.out.WriteByte(' ')
	}
}

func numbers(args []pdf.Value) []float64 {
	n := make([]float64, len(args))
	for i, v := range args {
		n[i] = v.Float64()
	}
	return n
}
