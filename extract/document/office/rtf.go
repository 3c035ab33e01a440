package office

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// ReadRTF reads Rich Text Format: one pass over groups, control words and bytes
// in the code page of their font. What a word processor does not print
// (destinations, hidden and deleted text) is left out; headers, footers, notes
// and text boxes are read.
func ReadRTF(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	r := &rtfReader{
		data: data[max(0, bytes.Index(data, []byte(`{\rtf`))):], lim: lim,
		text: &draft.Text{Format: draft.RTF, Engine: "rtf"}, fonts: map[int]encoding.Encoding{},
		state: rtfState{skipAfter: 1, codePage: codePage(1252)},
	}
	r.page = r.state.codePage
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	r.flush()
	r.text.Body, r.text.Hidden = r.body.String(), r.out.Words()
	return r.text, nil
}

// rtfState is what a group restores at its end.
type rtfState struct {
	skip      bool // a destination that holds no text
	bullet    bool // the mark of a list's entry, in a font that need not be known
	hidden    bool
	deleted   bool
	colour    int  // of the letters, in the table of colours
	shaded    bool // a colour lies behind the letters
	size      float64
	fontTable bool
	colours   bool // within the table of colours
	field     bool // the instruction of a field
	skipAfter int  // characters that stand for a \u in old readers
	codePage  encoding.Encoding
	font      int
	link      string // address to be given to what follows
	linkFrom  int
}

type rtfReader struct {
	data  []byte
	pos   int
	lim   draft.Limits
	text  *draft.Text
	body  strings.Builder
	bytes []byte // of one code page, not yet decoded
	state rtfState
	saved []rtfState
	fonts map[int]encoding.Encoding
	page  encoding.Encoding // of the document
	// colours of the document by number; entry is the one that is being read.
	colours []ink.Colour
	entry   ink.Colour
	out     ink.Invisible
	instr   strings.Builder
	// high half of a surrogate pair written as two \u.
	high rune
	// pending characters to skip after a \u.
	pending int
	star    bool
	tall    bool // the table cell has more than one paragraph
}

func (r *rtfReader) read(ctx context.Context) error {
	for n := 0; r.pos < len(r.data); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if r.body.Len() > r.lim.Chars*2 {
			r.text.Truncated = true
			return nil
		}
		c := r.data[r.pos]
		r.pos++
		switch c {
		case '{':
			if len(r.saved) >= r.lim.Depth {
				return &draft.Error{Status: draft.TooLarge, Format: draft.RTF, Reason: fmt.Sprintf("its groups are nested deeper than the limit of %d", r.lim.Depth), Remedy: draft.RemedyConvert}
			}
			r.flush()
			r.pending = 0
			r.saved = append(r.saved, r.state)
			r.star = false
		case '}':
			if r.endGroup() {
				return nil
			}
		case '\\':
			r.control()
		case '\r', '\n', 0:
		default:
			r.star = false
			r.byte(c)
		}
	}
	return nil
}

// endGroup reports whether the document's own group has ended.
func (r *rtfReader) endGroup() bool {
	r.flush()
	r.pending = 0
	if len(r.saved) == 0 {
		return true
	}
	ended := r.state
	r.state = r.saved[len(r.saved)-1]
	r.saved = r.saved[:len(r.saved)-1]
	switch {
	case ended.field && !r.state.field:
		r.state.link, r.state.linkFrom = fieldURL(r.instr.String()), r.body.Len()
	case ended.link != "" && r.state.link == "":
		body := r.body.String()
		r.text.Links = append(r.text.Links, draft.Link{URL: ended.link, Anchor: body[min(ended.linkFrom, len(body)):]})
	}
	return len(r.saved) == 0
}

// control reads one control word or symbol.
func (r *rtfReader) control() {
	if r.pos >= len(r.data) {
		return
	}
	c := r.data[r.pos]
	if !isLetter(c) {
		r.pos++
		r.symbol(c)
		return
	}
	start := r.pos
	for r.pos < len(r.data) && isLetter(r.data[r.pos]) && r.pos-start < 32 {
		r.pos++
	}
	name := string(r.data[start:r.pos])
	value, has := r.number()
	if r.pos < len(r.data) && r.data[r.pos] == ' ' {
		r.pos++
	}
	star := r.star
	r.star = false
	r.word(name, value, has, star)
}

func (r *rtfReader) number() (int, bool) {
	start := r.pos
	if r.pos < len(r.data) && r.data[r.pos] == '-' {
		r.pos++
	}
	for r.pos < len(r.data) && r.data[r.pos] >= '0' && r.data[r.pos] <= '9' && r.pos-start < 11 {
		r.pos++
	}
	n, err := strconv.Atoi(string(r.data[start:r.pos]))
	if err != nil {
		r.pos = start
		return 0, false
	}
	return n, true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func (r *rtfReader) symbol(c byte) {
	switch c {
	case '*':
		r.star = true
		return
	case '\'':
		if r.pos+2 <= len(r.data) {
			if b, err := strconv.ParseUint(string(r.data[r.pos:r.pos+2]), 16, 8); err == nil {
				r.byte(byte(b))
			}
			r.pos += 2
		}
	case '\\', '{', '}':
		r.byte(c)
	case '~':
		r.write(" ")
	case '_':
		r.write("-")
	case '\r', '\n':
		r.write("\n")
	}
	r.star = false
}

// byte takes one byte of the current code page.
func (r *rtfReader) byte(b byte) {
	if r.pending > 0 {
		r.pending--
		return
	}
	r.bytes = append(r.bytes, b)
}

// flush decodes the bytes gathered: some characters have two.
func (r *rtfReader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	raw := r.bytes
	r.bytes = r.bytes[:0]
	if r.state.codePage == nil { // the Symbol fonts, whose characters have private codes
		var b strings.Builder
		for _, c := range raw {
			b.WriteRune(0xF000 + rune(c))
		}
		r.emit(b.String())
		return
	}
	s, err := r.state.codePage.NewDecoder().Bytes(raw)
	if err == nil {
		r.emit(string(s))
	}
}

// maxColours of a document's table: Word's limit is 255, others' are higher.
const maxColours = 4096

// look is how text is drawn now.
func (r *rtfReader) look() ink.Ink {
	i := ink.Ink{Off: r.state.hidden, Size: r.state.size}
	if n := r.state.colour; n > 0 && n < len(r.colours) && !r.state.shaded {
		i.Colour, i.Behind = r.colours[n], ink.White()
	}
	return i
}

func (r *rtfReader) write(s string) {
	r.flush()
	r.emit(s)
}

func (r *rtfReader) emit(s string) {
	switch {
	case r.state.field:
		if r.instr.Len() < 4096 {
			r.instr.WriteString(s)
		}
	case r.state.bullet:
		if strings.TrimSpace(s) != "" && !strings.HasSuffix(r.body.String(), "• ") {
			r.body.WriteString("• ")
		}
	case r.state.colours:
		for range min(strings.Count(s, ";"), maxColours-len(r.colours)) {
			r.colours = append(r.colours, r.entry)
			r.entry = ink.Colour{}
		}
	case r.state.skip, r.state.deleted, r.state.fontTable:
	case r.look().Hidden():
		r.out.Add(s)
	default:
		r.body.WriteString(s)
	}
}
