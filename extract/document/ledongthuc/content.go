package ledongthuc

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/layout"
)

// drawing follows the operators of a page's content that place text, and those that
// decide whether it is seen.
type drawing struct {
	state
	resources pdf.Value
	fonts     map[string]*font // of the resources
	tm, tlm   ink.Matrix
	saved     []state
	page      ink.Rectangle // that is shown; zero = not known
	read      int64         // bytes of content
	depth     int           // of forms
	space     bool          // the last glyph was a space

	glyphs   []layout.Glyph
	unsuited string  // why this engine does not read the page right; "" if it does
	faint    bool    // text may be drawn so that nobody sees it
	pictures float64 // points² that pictures cover
	areas    []area  // drawn so far
	path     ink.Rectangle
}

// state is what q saves and Q brings back.
type state struct {
	ctm                                    ink.Matrix
	font                                   *font
	size, leading, char, word, scale, rise float64
	fill                                   ink.Colour
	tints                                  bool // fill is given as shares of ink, not of light
	mode                                   int  // of rendering text
}

// area is a surface that text may lie on; its colour is not known of a picture.
type area struct {
	box    ink.Rectangle
	colour ink.Colour
}

const (
	// maxContent bytes of a page are looked through.
	maxContent = 8 << 20
	// maxSaved bounds the graphics states that a hostile page can stack up, maxForms the
	// forms within forms.
	maxSaved = 256
	maxForms = 4
)

// draw reads where a page draws which characters.
func draw(page pdf.Page) *drawing {
	d := &drawing{state: state{ctm: ink.Identity(), scale: 1, fill: ink.RGB(0, 0, 0)}, page: pageBox(page.V),
		resources: page.Resources(), fonts: map[string]*font{}, tm: ink.Identity(), tlm: ink.Identity(), path: noPath()}
	d.run(page.V.Key("Contents"))
	return d
}

// run reads a content stream, or the streams of an array, between which a token may not
// be broken.
func (d *drawing) run(contents pdf.Value) {
	streams := []pdf.Value{contents}
	if contents.Kind() == pdf.Array {
		streams = streams[:0]
		for i := range min(contents.Len(), draft.MaxLinks) {
			streams = append(streams, contents.Index(i))
		}
	}
	var all bytes.Buffer
	for _, stream := range streams {
		if stream.Kind() != pdf.Stream {
			continue
		}
		r := stream.Reader()
		n, _ := io.Copy(&all, io.LimitReader(r, maxContent-d.read))
		_ = r.Close()
		all.WriteByte('\n')
		if d.read += n; d.read >= maxContent { // too much to look through twice
			d.fail("much content")
			d.faint = true
			return
		}
	}
	tokens(all.Bytes(), func(op string, args []operand) bool {
		d.operator(op, args)
		return d.unsuited == "" || !d.faint
	})
}

func (d *drawing) fail(reason string) {
	if d.unsuited == "" {
		d.unsuited = reason
	}
}

func (d *drawing) operator(op string, args []operand) {
	switch op {
	case "q":
		if len(d.saved) < maxSaved {
			d.saved = append(d.saved, d.state)
		}
	case "Q":
		if n := len(d.saved); n > 0 {
			d.state, d.saved = d.saved[n-1], d.saved[:n-1]
		}
	case "cm":
		if m, ok := matrixOf(args); ok {
			d.ctm = m.Times(d.ctm)
		}
	case "Do":
		if len(args) == 1 {
			d.object(d.resources.Key("XObject").Key(args[0].text))
		}
	case "ID":
		d.picture()
	case "BDC":
		if replaces(args) {
			d.fail("text in place of glyphs")
		}
	case "Tr":
		if len(args) == 1 {
			d.mode = int(args[0].value)
		}
	default:
		if !d.inkOperator(op, args) {
			d.textOperator(op, args)
		}
	}
}

func (d *drawing) textOperator(op string, args []operand) {
	switch op {
	case "BT":
		d.tm, d.tlm = ink.Identity(), ink.Identity()
	case "Tm":
		if m, ok := matrixOf(args); ok {
			d.tm, d.tlm = m, m
		}
	case "Td", "TD":
		if len(args) == 2 {
			if op == "TD" {
				d.leading = -args[1].value
			}
			d.move(args[0].value, args[1].value)
		}
	case "T*":
		d.move(0, -d.leading)
	case "Tf":
		if len(args) == 2 {
			d.font, d.size = d.fontOf(args[0].text), args[1].value
		}
	case "TL", "Tc", "Tw", "Tz", "Ts":
		if len(args) == 1 {
			d.setState(op, args[0].value)
		}
	case "Tj", "TJ":
		d.show(args)
	case "'", `"`:
		if n := len(args); n == 3 {
			d.word, d.char = args[0].value, args[1].value
		}
		d.move(0, -d.leading)
		d.show(args[max(0, len(args)-1):])
	}
}

// longestLigature is the number of letters that one glyph may show.
const longestLigature = 3

// replaces reports whether a mark gives words in place of glyphs, such as of icons, which
// this engine passes over; of ligatures the glyphs say the same.
func replaces(args []operand) bool {
	i := slices.IndexFunc(args, func(a operand) bool { return a.kind == name && a.text == "ActualText" })
	if i < 0 || i+1 == len(args) {
		return false
	}
	words := args[i+1].text
	if rest, ok := strings.CutPrefix(words, "\xFE\xFF"); ok {
		words = fromUTF16(rest, 0)
	}
	return draft.Letters(words) > longestLigature
}

func (d *drawing) setState(op string, v float64) {
	switch op {
	case "TL":
		d.leading = v
	case "Tc":
		d.char = v
	case "Tw":
		d.word = v
	case "Tz":
		d.scale = v / 100
	case "Ts":
		d.rise = v
	}
}

func matrixOf(args []operand) (m ink.Matrix, ok bool) {
	if len(args) != len(m) {
		return m, false
	}
	for i := range m {
		m[i] = args[i].value
	}
	return m, true
}

func (d *drawing) fontOf(name string) *font {
	f, ok := d.fonts[name]
	if !ok {
		f = newFont(pdf.Font{V: d.resources.Key("Font").Key(name)})
		d.fonts[name] = f
	}
	return f
}

// object draws a picture, or a form: content with resources of its own.
func (d *drawing) object(x pdf.Value) {
	switch x.Key("Subtype").Name() {
	case "Image":
		d.picture()
	case "Form":
		if d.depth == maxForms || !x.Key("OC").IsNull() {
			d.fail("text may stand in a form")
			d.faint = true
			return
		}
		before := *d
		if r := x.Key("Resources"); r.Kind() == pdf.Dict {
			d.resources, d.fonts = r, map[string]*font{}
		}
		if m := x.Key("Matrix"); m.Len() == 6 {
			d.ctm = ink.Matrix{m.Index(0).Float64(), m.Index(1).Float64(), m.Index(2).Float64(), m.Index(3).Float64(), m.Index(4).Float64(), m.Index(5).Float64()}.Times(d.ctm)
		}
		d.depth++
		d.run(x)
		d.depth--
		d.state, d.resources, d.fonts, d.saved = before.state, before.resources, before.fonts, before.saved
	}
}

// isPicture reports whether the page may be a picture of a page.
func (d *drawing) isPicture() bool {
	size := (d.page.Right - d.page.Left) * (d.page.Top - d.page.Bottom)
	return draft.CountLetters(d.glyphs) <= draft.MaxScanLetters && (size <= 0 || d.pictures >= draft.MinPicture*size)
}

func (d *drawing) move(x, y float64) {
	d.tlm = ink.Matrix{1, 0, 0, 1, x, y}.Times(d.tlm)
	d.tm = d.tlm
}

// advance moves on along the line.
func (d *drawing) advance(x float64) {
	d.tm[4] += x * d.tm[0]
	d.tm[5] += x * d.tm[1]
}

// show draws strings with the moves between them.
func (d *drawing) show(args []operand) {
	for _, a := range args {
		switch {
		case a.kind == number:
			d.advance(-a.value / 1000 * d.size * d.scale)
		case a.kind == text && a.text != "":
			d.showString(a.text)
		}
	}
}

func (d *drawing) showString(raw string) {
	if d.font == nil || d.font.unsuited != "" {
		d.judge()
		reason := "text without a font"
		if d.font != nil {
			reason = d.font.unsuited
		}
		d.fail(reason)
		return
	}
	at, seen := d.tm, false
	for n := d.font.bytes; len(raw) >= n; raw = raw[n:] {
		g := d.font.glyph(raw[:n])
		if g.lost {
			d.fail("glyphs without a character")
		}
		advance := g.width / 1000 * d.size
		seen = d.place(g.text, advance) || seen
		advance += d.char
		if n == 1 && raw[0] == ' ' {
			advance += d.word
		}
		d.advance(advance * d.scale)
	}
	if seen {
		end := d.tm
		d.tm = at
		d.judge()
		d.tm = end
	}
}

// place records what a glyph of this width shows where the text stands now, and says
// whether it is more than a space.
func (d *drawing) place(text string, width float64) bool {
	if strings.TrimSpace(text) == "" {
		d.space = d.space || text != ""
		return false
	}
	at := d.tm.Times(d.ctm)
	turn := layout.Quarters(at[0], at[1])
	length := width * d.scale * math.Hypot(at[0], at[1])
	x, y := layout.Upright(at[4]+d.rise*at[2], at[5]+d.rise*at[3], turn)
	d.glyphs = append(d.glyphs, layout.Glyph{Text: text, Left: min(x, x+length), Right: max(x, x+length), Base: y,
		Size: math.Abs(d.size) * math.Hypot(at[2], at[3]), Turn: turn, Apart: d.space})
	d.space = false
	return true
}
