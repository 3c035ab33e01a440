package ledongthuc

import (
	"math"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/layout"
)

// pageGlyphs reads where a page draws which characters, with the library's
// interpreter and encodings. It serves the files that [unsuited] lets through:
// fonts with widths.
func pageGlyphs(page pdf.Page) *glyphWriter {
	w := &glyphWriter{state: state{ctm: ink.Identity(), scale: 1}, fonts: map[string]*font{}, page: page, tm: ink.Identity(), tlm: ink.Identity()}
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		w.operator(op, args)
	})
	return w
}

// glyph is what one code of a font shows.
type glyph struct {
	text  string
	width float64 // in thousandths of the font size
	// lost: it takes room, and what it shows is not known.
	lost bool
}

// font knows its glyphs by their codes: of one byte, or of two in a CID font.
type font struct {
	bytes   int
	encoder pdf.TextEncoding
	width   func(code int) float64
	glyphs  map[string]glyph
}

func newFont(f pdf.Font) *font {
	s := &font{bytes: 1, encoder: f.Encoder(), glyphs: map[string]glyph{}}
	if f.V.Key("Subtype").Name() == "Type0" {
		s.bytes = 2
		s.width = cidWidths(f.V.Key("DescendantFonts").Index(0))
		return s
	}
	first, widths := f.FirstChar(), f.Widths()
	s.width = func(code int) float64 {
		if i := code - first; i >= 0 && i < len(widths) {
			return widths[i]
		}
		return 0
	}
	return s
}

// cidWidths reads the array W of a CID font (ISO 32000-1, 9.7.4.3): "c [w1 w2 …]"
// gives the widths from code c on, "first last w" one width to a range.
func cidWidths(f pdf.Value) func(code int) float64 {
	type span struct {
		first, last int
		widths      pdf.Value // an array, or one number
	}
	var spans []span
	w := f.Key("W")
	for i := 0; i+1 < w.Len(); {
		first, next := int(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == pdf.Array {
			spans = append(spans, span{first, first + next.Len() - 1, next})
			i += 2
			continue
		}
		spans = append(spans, span{first, int(next.Int64()), w.Index(i + 2)})
		i += 3
	}
	normal := 1000.0
	if dw := f.Key("DW"); dw.Kind() != pdf.Null {
		normal = dw.Float64()
	}
	return func(code int) float64 {
		for _, s := range spans {
			if code < s.first || code > s.last {
				continue
			}
			if s.widths.Kind() == pdf.Array {
				return s.widths.Index(code - s.first).Float64()
			}
			return s.widths.Float64()
		}
		return normal
	}
}

// glyph gives what a code shows; each code is decoded once.
func (f *font) glyph(raw string) glyph {
	g, ok := f.glyphs[raw]
	if !ok {
		code := 0
		for i := range len(raw) {
			code = code<<8 | int(raw[i])
		}
		g = glyph{text: f.encoder.Decode(raw), width: f.width(code)}
		g.lost = g.width > 0 && f.lost(raw, g.text)
		f.glyphs[raw] = g
	}
	return g
}

// lost says whether a code's text cannot be believed: there is none; it is of a
// script that runs from right to left, which files hold in the order of the eye;
// or it is that of the code 256 below, because the library counts in the last byte
// alone where a table gives the Unicode of a range.
func (f *font) lost(raw, text string) bool {
	if text == "" || strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	}) {
		return true
	}
	return f.bytes == 2 && raw[0] > 0 && text == f.encoder.Decode(string([]byte{raw[0] - 1, raw[1]}))
}

// state is what q saves and Q brings back.
type state struct {
	ctm                                    ink.Matrix
	font                                   *font
	size, leading, char, word, scale, rise float64
}

// glyphWriter follows the operators that place text.
type glyphWriter struct {
	state
	page    pdf.Page
	fonts   map[string]*font
	tm, tlm ink.Matrix
	saved   []state
	glyphs  []layout.Glyph
	lost    int  // glyphs
	space   bool // the last one was a space
}

// maxSaved bounds the graphics states that a hostile page can stack up.
const maxSaved = 256

func (w *glyphWriter) operator(op string, args []pdf.Value) {
	switch n := numbers(args); op {
	case "q":
		if len(w.saved) < maxSaved {
			w.saved = append(w.saved, w.state)
		}
	case "Q":
		if len(w.saved) > 0 {
			w.state, w.saved = w.saved[len(w.saved)-1], w.saved[:len(w.saved)-1]
		}
	case "cm":
		if len(n) == 6 {
			w.ctm = ink.Matrix(n).Times(w.ctm)
		}
	case "BT":
		w.tm, w.tlm = ink.Identity(), ink.Identity()
	case "Tm":
		if len(n) == 6 {
			w.tm, w.tlm = ink.Matrix(n), ink.Matrix(n)
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

func (w *glyphWriter) textOperator(op string, args []pdf.Value, n []float64) {
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

func (w *glyphWriter) setState(op string, v float64) {
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

func (w *glyphWriter) setFont(name string) {
	f, ok := w.fonts[name]
	if !ok {
		f = newFont(w.page.Font(name))
		w.fonts[name] = f
	}
	w.font = f
}

func (w *glyphWriter) move(x, y float64) {
	w.tlm = ink.Matrix{1, 0, 0, 1, x, y}.Times(w.tlm)
	w.tm = w.tlm
}

func (w *glyphWriter) showArray(array pdf.Value) {
	for i := range array.Len() {
		switch v := array.Index(i); v.Kind() {
		case pdf.String:
			w.show(v.RawString())
		case pdf.Integer, pdf.Real:
			w.advance(-v.Float64() / 1000 * w.size * w.scale)
		}
	}
}

func (w *glyphWriter) advance(x float64) { w.tm = ink.Matrix{1, 0, 0, 1, x, 0}.Times(w.tm) }

func (w *glyphWriter) show(raw string) {
	if w.font == nil || raw == "" {
		return
	}
	for n := w.font.bytes; len(raw) >= n; raw = raw[n:] {
		g := w.font.glyph(raw[:n])
		if g.lost {
			w.lost++
		}
		advance := g.width / 1000 * w.size
		w.place(g.text, advance)
		advance += w.char
		if n == 1 && raw[0] == ' ' {
			advance += w.word
		}
		w.advance(advance * w.scale)
	}
}

// place records what a glyph of this width shows where the text stands now.
func (w *glyphWriter) place(text string, width float64) {
	if strings.TrimSpace(text) == "" {
		w.space = w.space || text != ""
		return
	}
	at := w.tm.Times(w.ctm)
	turn := layout.Quarters(at[0], at[1])
	length := width * w.scale * math.Hypot(at[0], at[1])
	x, y := layout.Upright(at[4]+w.rise*at[2], at[5]+w.rise*at[3], turn)
	g := layout.Glyph{Text: text, Left: min(x, x+length), Right: max(x, x+length), Base: y,
		Size: math.Abs(w.size) * math.Hypot(at[2], at[3]), Turn: turn, Apart: w.space}
	w.space = false
	w.glyphs = append(w.glyphs, g)
}

func numbers(args []pdf.Value) []float64 {
	n := make([]float64, len(args))
	for i, v := range args {
		n[i] = v.Float64()
	}
	return n
}
