package ledongthuc

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// glyph is what one code of a font shows.
type glyph struct {
	text  string
	width float64 // in thousandths of the font size
	// lost: it takes room, and what it shows is not known.
	lost bool
}

// font knows its glyphs by their codes: of one byte, or of two in a CID font.
type font struct {
	unsuited string // why its text cannot be read here; "" if it can
	bytes    int
	unicodes map[string]string // by its ToUnicode; nil where it has none
	encoder  pdf.TextEncoding  // for codes that are not there; nil where it has none
	names    map[int]string    // of glyphs by code, where its encoding lists differences; else nil
	based    bool              // the differences are from a named encoding
	icons    bool              // its glyphs are no letters
	width    func(code int) float64
	glyphs   map[string]glyph
}

// newFont reads a font's tables. What a font may lack:
//
//   - the library knows the named encodings, and takes one of its own for Latin 1;
//   - of CID fonts only Identity-H is known, two bytes a code with a table of Unicode;
//   - glyphs have their places by widths that stand in the file.
func newFont(f pdf.Font) *font {
	s := &font{unsuited: unsuitedFont(f.V), bytes: 1, glyphs: map[string]glyph{}, icons: iconFont(f.BaseFont())}
	if s.unsuited != "" {
		return s
	}
	if table := f.V.Key("ToUnicode"); table.Kind() == pdf.Stream {
		s.unicodes = readUnicodes(table)
	}
	if f.V.Key("Subtype").Name() == "Type0" {
		s.bytes = 2
		s.width = cidWidths(f.V.Key("DescendantFonts").Index(0))
		return s
	}
	encoding := f.V.Key("Encoding")
	if encoding.Kind() != pdf.Null {
		s.encoder = f.Encoder()
	} else if s.unicodes == nil {
		if s.names = builtin(f.V); s.names == nil {
			s.unsuited = "an encoding of its own"
		}
	}
	if encoding.Kind() == pdf.Dict {
		s.names, s.based = differences(encoding.Key("Differences")), encoding.Key("BaseEncoding").Kind() == pdf.Name
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

func unsuitedFont(font pdf.Value) string {
	subtype, encoding := font.Key("Subtype").Name(), font.Key("Encoding")
	hasUnicode := font.Key("ToUnicode").Kind() == pdf.Stream
	switch {
	case subtype == "Type0" && encoding.Name() != "Identity-H":
		return "a CID font with a character map of its own"
	case subtype == "Type0" && !hasUnicode:
		return "a CID font without Unicode"
	case subtype == "Type0" && font.Key("DescendantFonts").Len() != 1:
		return "a CID font without glyphs"
	case subtype == "Type0" && font.Key("DescendantFonts").Index(0).Key("W").Len() > maxWidths:
		return "a CID font with a giant table of widths"
	case subtype == "Type0":
		return ""
	case subtype == "Type3":
		return "a Type 3 font"
	case font.Key("Widths").Len() == 0:
		return "a font without widths"
	}
	return ""
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

const (
	maxUnicodeBytes = 4 << 20 // of a font's table
	maxUnicodes     = 1 << 16 // its entries
)

// readUnicodes reads a ToUnicode table (ISO 32000-1, 9.10.3). The library's own reading
// counts ranges in the last byte alone.
func readUnicodes(table pdf.Value) map[string]string {
	r := table.Reader()
	defer r.Close()
	data, _ := io.ReadAll(io.LimitReader(r, maxUnicodeBytes)) // what was inflated of a cut table is used
	codes := map[string]string{}
	tokens(data, func(op string, args []operand) bool {
		switch op {
		case "endbfchar":
			for ; len(args) >= 2; args = args[2:] {
				codes[args[0].text] = fromUTF16(args[1].text, 0)
			}
		case "endbfrange":
			for len(args) >= 3 {
				args = readRange(codes, args)
			}
		}
		return len(codes) < maxUnicodes
	})
	return codes
}

// readRange reads "<first> <last> <unicode>" or "<first> <last> [<unicode> …]".
func readRange(codes map[string]string, args []operand) (rest []operand) {
	first, last := args[0].text, args[1].text
	from, to, list := codeOf(first), codeOf(last), args[2].kind == open
	args = args[2:]
	if list {
		args = args[1:]
	}
	for i := 0; from+i <= to && len(args) > 0 && len(codes) < maxUnicodes; i++ {
		if list && args[0].kind == shut {
			break
		}
		code := []byte(first)
		for at, v := len(code)-1, from+i; at >= 0; at, v = at-1, v>>8 {
			code[at] = byte(v)
		}
		if list {
			codes[string(code)] = fromUTF16(args[0].text, 0)
			args = args[1:]
		} else {
			codes[string(code)] = fromUTF16(args[0].text, i)
		}
	}
	for list && len(args) > 0 && args[0].kind != shut {
		args = args[1:]
	}
	return args[min(1, len(args)):]
}

func codeOf(raw string) int {
	v := 0
	for i := range min(len(raw), 4) {
		v = v<<8 | int(raw[i])
	}
	return v
}

// fromUTF16 decodes big-endian UTF-16; add is added to its last unit.
func fromUTF16(raw string, add int) string {
	if len(raw) == 1 {
		return string(rune(int(raw[0]) + add))
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	if n := len(units); n > 0 {
		units[n-1] += uint16(add)
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// glyph gives what a code shows; each code is decoded once.
func (f *font) glyph(raw string) glyph {
	g, ok := f.glyphs[raw]
	if !ok {
		g.text, ok = f.unicodes[raw]
		switch {
		case ok:
		case f.encoder == nil && f.names != nil:
			g.text = spelled(f.names[codeOf(raw)])
		case f.named(codeOf(raw)):
			g.text = f.encoder.Decode(raw)
		}
		g.width = f.width(codeOf(raw))
		g.lost = g.width > 0 && unknown(g.text) && !f.icons
		f.glyphs[raw] = g
	}
	return g
}

// named reports whether the library's encoder knows a code. For a code whose glyph has a
// name that it does not know, such as g44, or none, it gives the code itself.
func (f *font) named(code int) bool {
	if f.encoder == nil || f.names == nil {
		return f.encoder != nil
	}
	glyph, ok := f.names[code]
	if !ok {
		return f.based && code >= ' ' && code <= '~'
	}
	return glyph == string(rune(code)) || !strings.ContainsAny(glyph, "0123456789") || f.encoder.Decode(string([]byte{byte(code)})) != string(rune(code))
}

// differences reads "code name name … code name …" (ISO 32000-1, 9.6.6.1).
func differences(list pdf.Value) map[int]string {
	names := map[int]string{}
	code := 0
	for i := range min(list.Len(), 2*256) {
		switch v := list.Index(i); v.Kind() {
		case pdf.Integer:
			code = int(v.Int64())
		case pdf.Name:
			names[code] = v.Name()
			code++
		}
	}
	return names
}

// iconFont tells the fonts whose glyphs are pictures of telephones and letters.
func iconFont(name string) bool {
	name = strings.ToLower(name)
	for _, icons := range []string{"awesome", "icon", "dingbat", "wingdings", "emoji"} {
		if strings.Contains(name, icons) {
			return true
		}
	}
	return false
}

// unknown says whether a code's text cannot be believed: there is none, or it is of a
// script that runs from right to left, which files hold in the order of the eye.
func unknown(text string) bool {
	return text == "" || strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
}
