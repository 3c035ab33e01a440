package ledongthuc

import (
	"io"
	"math"
	"strconv"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// maxLookBytes of a page's content are looked through.
const maxLookBytes = 8 << 20

// lookAt looks at the layers and at the content of every page that will be read.
func lookAt(r *pdf.Reader, lim draft.Limits) ink.Look {
	l := ink.Look{Known: true, Count: r.NumPage()}
	readLayers(&l, r.Trailer().Key("Root").Key("OCProperties"))
	var groups, off int
	for n := 1; n <= min(r.NumPage(), lim.Pages); n++ {
		page := r.Page(n)
		if len(l.Off) > 0 {
			g, o := offGroups(&l, page.Resources().Key("Properties"))
			groups, off = groups+g, off+o
		}
		faint := faintContent(page.V.Key("Contents"), pageBox(page.V)) || faintForms(page.Resources(), 3)
		l.Faint, l.Pages = l.Faint || faint, append(l.Pages, faint)
	}
	l.OffGroups = groups > 0 && off == groups
	return l
}

// offGroups counts the membership dictionaries of a page, which show content by the
// state of several layers, and those that are off.
func offGroups(l *ink.Look, properties pdf.Value) (groups, off int) {
	for _, name := range properties.Keys() {
		group := properties.Key(name)
		if group.Key("Type").Name() != "OCMD" {
			continue
		}
		groups++
		if !showsGroup(l, group) {
			off++
		}
	}
	return groups, off
}

// showsGroup applies the policy of a membership dictionary; without layers it shows.
func showsGroup(l *ink.Look, group pdf.Value) bool {
	layers := group.Key("OCGs")
	names := []string{layers.Key("Name").Text()}
	if layers.Kind() == pdf.Array {
		names = names[:0]
		for i := range min(layers.Len(), draft.MaxLinks) {
			names = append(names, layers.Index(i).Key("Name").Text())
		}
	}
	on := 0
	for _, name := range names {
		if !l.Off[name] {
			on++
		}
	}
	switch {
	case len(names) == 0 || layers.IsNull():
		return true
	case group.Key("P").Name() == "AllOn":
		return on == len(names)
	case group.Key("P").Name() == "AnyOff":
		return on < len(names)
	case group.Key("P").Name() == "AllOff":
		return on == 0
	}
	return on > 0
}

// readLayers reads which optional content the document's own configuration switches off
// ([ISO 32000-1] 8.11.4).
func readLayers(l *ink.Look, properties pdf.Value) {
	groups, config := properties.Key("OCGs"), properties.Key("D")
	if groups.Len() == 0 {
		return
	}
	state := map[string]bool{} // on, by name
	set := func(list pdf.Value, on bool) {
		for i := range min(list.Len(), draft.MaxLinks) {
			state[list.Index(i).Key("Name").Text()] = on
		}
	}
	set(groups, config.Key("BaseState").Name() != "OFF")
	set(config.Key("ON"), true)
	set(config.Key("OFF"), false)
	l.Off = map[string]bool{}
	for name, on := range state {
		if !on {
			l.Off[name] = true
		}
	}
}

// pageBox is the box of a page that is shown, its own or inherited; zero where none
// is given.
func pageBox(page pdf.Value) ink.Rectangle {
	var box ink.Rectangle
	for _, name := range []string{"MediaBox", "CropBox"} {
		for v, n := page, 0; n < 20 && !v.IsNull(); v, n = v.Key("Parent"), n+1 {
			if r := v.Key(name); r.Len() == 4 {
				x1, y1, x2, y2 := r.Index(0).Float64(), r.Index(1).Float64(), r.Index(2).Float64(), r.Index(3).Float64()
				box = ink.Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
				break
			}
		}
	}
	return box
}

// faintForms looks at the forms that a page draws, whose place on it is not followed.
func faintForms(resources pdf.Value, depth int) bool {
	objects := resources.Key("XObject")
	for _, name := range objects.Keys() {
		form := objects.Key(name)
		if form.Key("Subtype").Name() != "Form" {
			continue
		}
		if !form.Key("OC").IsNull() || depth == 0 || faintContent(form, ink.Rectangle{}) || faintForms(form.Key("Resources"), depth-1) {
			return true
		}
	}
	return false
}

// faintContent runs over a content stream, or an array of them, and reports whether
// text may be drawn white, tiny, without ink or off the page. What it takes for faint
// by mistake only costs a second look.
func faintContent(contents pdf.Value, page ink.Rectangle) bool {
	s := &inkScan{page: page, state: inkState{ctm: ink.Identity()}, tm: ink.Identity(), line: ink.Identity()}
	streams := []pdf.Value{contents}
	if contents.Kind() == pdf.Array {
		streams = streams[:0]
		for i := range min(contents.Len(), draft.MaxLinks) {
			streams = append(streams, contents.Index(i))
		}
	}
	for _, stream := range streams {
		if stream.Kind() != pdf.Stream {
			continue
		}
		r := stream.Reader()
		data, _ := io.ReadAll(io.LimitReader(r, maxLookBytes-s.read))
		_ = r.Close()
		if s.read += int64(len(data)); s.read >= maxLookBytes {
			return true // too much to look through twice
		}
		if s.run(data); s.faint {
			return true
		}
	}
	return false
}

// inkState is the part of the graphics state that decides whether text is seen.
type inkState struct {
	ctm   ink.Matrix
	white bool
	bare  bool // the rendering mode without ink
	size  float64
	lead  float64
}

// inkScan follows the operators of a content stream that matter for it.
type inkScan struct {
	page     ink.Rectangle
	state    inkState
	saved    []inkState
	tm, line ink.Matrix
	args     [8]float64
	n        int
	faint    bool
	read     int64
}

// run reads tokens: numbers are kept, strings and names passed over, operators acted on.
func (s *inkScan) run(data []byte) {
	for i := 0; i < len(data) && !s.faint; {
		switch c := data[i]; {
		case c == '(':
			i = afterString(data, i)
		case c == '<' && i+1 < len(data) && data[i+1] != '<':
			for i < len(data) && data[i] != '>' {
				i++
			}
		case c == '%':
			for i < len(data) && data[i] != '\n' && data[i] != '\r' {
				i++
			}
		case c == '/':
			for i++; i < len(data) && !delimiter(data[i]); i++ {
			}
		case c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+':
			from := i
			for i++; i < len(data) && !delimiter(data[i]); i++ {
			}
			if v, err := strconv.ParseFloat(string(data[from:i]), 64); err == nil && s.n < len(s.args) {
				s.args[s.n] = v
				s.n++
			}
		case !delimiter(c):
			from := i
			for i++; i < len(data) && !delimiter(data[i]); i++ {
			}
			s.operator(string(data[from:i]))
			s.n = 0
		default:
			i++
		}
	}
}

func delimiter(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', '\f', 0, '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// afterString is where a string in brackets ends.
func afterString(data []byte, i int) int {
	depth := 0
	for ; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(data)
}

func (s *inkScan) operator(op string) {
	a := s.args[:s.n]
	switch op {
	case "q":
		if len(s.saved) < maxSaved {
			s.saved = append(s.saved, s.state)
		}
	case "Q":
		if n := len(s.saved); n > 0 {
			s.state, s.saved = s.saved[n-1], s.saved[:n-1]
		}
	case "cm":
		if len(a) == 6 {
			s.state.ctm = ink.Matrix(a[:6]).Times(s.state.ctm)
		}
	case "g", "rg", "k", "sc", "scn":
		s.state.white = whitish(op, a)
	case "cs":
		s.state.white = false
	case "gs":
		// a graphics state may make ink transparent; it seldom is for text
	case "Tr":
		s.state.bare = len(a) == 1 && a[0] >= 3
	default:
		s.text(op, a)
	}
}

// whitish colours are those that a white page may swallow, in any colour space.
func whitish(op string, a []float64) bool {
	switch len(a) {
	case 0:
		return false
	case 4:
		return op != "rg" && a[0]+a[1]+a[2]+a[3] < 0.3
	}
	for _, v := range a {
		if v < 0.9 {
			return false
		}
	}
	return true
}

func (s *inkScan) text(op string, a []float64) {
	switch op {
	case "BT":
		s.tm, s.line = ink.Identity(), ink.Identity()
	case "Tf":
		if len(a) > 0 {
			s.state.size = a[len(a)-1]
		}
	case "TL":
		if len(a) == 1 {
			s.state.lead = a[0]
		}
	case "Tm":
		if len(a) == 6 {
			s.tm = ink.Matrix(a[:6])
			s.line = s.tm
		}
	case "Td", "TD":
		if len(a) == 2 {
			if op == "TD" {
				s.state.lead = -a[1]
			}
			s.next(a[0], a[1])
		}
	case "T*":
		s.next(0, -s.state.lead)
	case "'", `"`:
		s.next(0, -s.state.lead)
		s.show()
	case "Tj", "TJ":
		s.show()
	}
}

func (s *inkScan) next(x, y float64) {
	s.line = ink.Matrix{1, 0, 0, 1, x, y}.Times(s.line)
	s.tm = s.line
}

// show judges where and how a string begins to be drawn.
func (s *inkScan) show() {
	at := s.tm.Times(s.state.ctm)
	size := math.Abs(s.state.size) * math.Hypot(at[2], at[3])
	s.faint = s.state.white || s.state.bare || s.page != ink.Rectangle{} && (size < ink.MinSize || s.outside(at[4], at[5], size))
}

func (s *inkScan) outside(x, y, size float64) bool {
	return x < s.page.Left-size/2 || x > s.page.Right || y < s.page.Bottom-size/2 || y > s.page.Top
}
