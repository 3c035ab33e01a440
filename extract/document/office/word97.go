package office

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/plain"
)

// ReadDOC reads the format of Word 97 to 2003, and of Word 6 and 95: the text lies in
// pieces, which a table puts in order ([MS-DOC] 2.4.1, "Retrieving Text"). Headers
// are read first, then the body, notes and text boxes; comments are left out, and so
// are hidden and deleted runs.
func ReadDOC(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	streams, err := oleStreams(data, lim)
	if err != nil {
		return nil, err
	}
	d := &wordFile{main: streams["WordDocument"], text: &draft.Text{Format: draft.DOC, Engine: "doc"}}
	if err := d.open(streams); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	d.looks = d.runLooks()
	w := &wordWriter{text: d.text, max: lim.Chars * 2}
	for _, s := range d.stories() {
		for _, p := range d.pieces {
			if !d.write(w, p, s) {
				break
			}
		}
		w.endStory()
	}
	d.text.Body, d.text.Hidden = w.out.String(), w.hidden.Words()
	return d.text, nil
}

// oleStreams reads the streams of a compound file that hold text.
func oleStreams(data []byte, lim draft.Limits) (map[string][]byte, error) {
	file, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, draft.Damaged(draft.DOC, err)
	}
	streams := map[string][]byte{}
	for n := 0; n < lim.Files; n++ {
		entry, err := file.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, draft.Damaged(draft.DOC, err)
		}
		switch entry.Name {
		case "WordDocument", "0Table", "1Table":
			if len(entry.Path) > 0 || streams[entry.Name] != nil {
				continue // of a document that is embedded
			}
			content, err := io.ReadAll(io.LimitReader(entry, lim.Bytes))
			if err != nil && len(content) == 0 {
				return nil, draft.Damaged(draft.DOC, err)
			}
			streams[entry.Name] = content
		}
	}
	if len(streams["WordDocument"]) == 0 {
		return nil, &draft.Error{Status: draft.Unreadable, Format: draft.DOC, Reason: "a file of an Office program without a document of Word in it", Remedy: draft.RemedyConvert}
	}
	return streams, nil
}

// wordFile is a document of Word by its file information block (FIB).
type wordFile struct {
	main, table []byte
	text        *draft.Text
	old         bool // Word 6 or 95: one byte a character, all in one piece
	pieces      []wordPiece
	counts      [8]int // characters of each story, in the order of the file
	looks       []wordLook
}

// wordPiece is a run of characters [from, to) of the document at an offset of the file.
type wordPiece struct {
	from, to, at int
	narrow       bool // one byte a character, Windows-1252
}

// Offsets and flags of the FIB.
const (
	fibMagic      = 0xA5EC
	fibOldMagic   = 0xA5DC
	fibVersion    = 0x02
	fibFlags      = 0x0A
	fibComplex    = 0x0004
	fibEncrypted  = 0x0100
	fibTable1     = 0x0200
	fibFirst      = 0x18 // of the text, in Word 6 and 95
	fibCountsOld  = 0x34
	fibCounts     = 0x4C
	fibHeaders    = 0xF2
	fibRunFormats = 0xFA
	fibPieces     = 0x1A2
	minWord97     = 0xC1 // version
)

func (d *wordFile) open(streams map[string][]byte) error {
	magic := d.short(0)
	if magic != fibMagic && magic != fibOldMagic || len(d.main) < fibCounts {
		return draft.Damaged(draft.DOC, errors.New("no file information block"))
	}
	flags := d.short(fibFlags)
	if flags&fibEncrypted != 0 {
		return &draft.Error{Status: draft.Unreadable, Format: draft.DOC, Reason: "protected by a password", Remedy: draft.RemedyPassword}
	}
	d.old = d.short(fibVersion) < minWord97
	at := fibCounts
	if d.old {
		at = fibCountsOld
	}
	for i := range d.counts {
		if n := d.long(at + 4*i); n >= 0 && n <= len(d.main) {
			d.counts[i] = n
		}
	}
	if d.old {
		if flags&fibComplex != 0 {
			return &draft.Error{Status: draft.Unreadable, Format: draft.DOC, Reason: "saved by Word 95 or older in pieces, which are not read", Remedy: draft.RemedyConvert}
		}
		d.pieces = []wordPiece{{0, len(d.main), d.long(fibFirst), true}}
		return nil
	}
	d.table = streams["0Table"]
	if flags&fibTable1 != 0 {
		d.table = streams["1Table"]
	}
	return d.readPieces(part(d.table, d.long(fibPieces), d.long(fibPieces+4)))
}

// readPieces reads the table of pieces: after the properties (1) comes the table (2).
func (d *wordFile) readPieces(clx []byte) error {
	for len(clx) >= 5 && clx[0] == 1 {
		clx = part(clx, 3+int(binary.LittleEndian.Uint16(clx[1:])), len(clx))
	}
	if len(clx) < 5 || clx[0] != 2 {
		return draft.Damaged(draft.DOC, errors.New("no table of pieces"))
	}
	table := part(clx, 5, int(binary.LittleEndian.Uint32(clx[1:])))
	n := (len(table) - 4) / 12
	for i := range max(0, n) {
		p := wordPiece{from: int(binary.LittleEndian.Uint32(table[4*i:])), to: int(binary.LittleEndian.Uint32(table[4*i+4:]))}
		fc := binary.LittleEndian.Uint32(table[4*(n+1)+8*i+2:])
		p.narrow, p.at = fc&(1<<30) != 0, int(fc&^(3<<30))
		if p.narrow {
			p.at /= 2
		}
		if p.to > p.from {
			d.pieces = append(d.pieces, p)
		}
	}
	if len(d.pieces) == 0 {
		return draft.Damaged(draft.DOC, errors.New("no pieces of text"))
	}
	return nil
}

// story is a range of characters of the document.
type story struct{ from, to int }

// stories in the order of reading. The file has body, foot notes, headers, macros,
// comments, end notes, text boxes, and text boxes of headers.
func (d *wordFile) stories() []story {
	var at [9]int
	for i, n := range d.counts {
		at[i+1] = at[i] + n
	}
	if at[8] == 0 {
		return []story{{0, len(d.main)}}
	}
	headers, footers := d.headers(at[2])
	all := headers
	for _, i := range []int{7, 0, 6, 1, 5} {
		if d.counts[i] > 0 {
			all = append(all, story{at[i], at[i+1]})
		}
	}
	return append(all, footers...)
}

// headers and footers of all sections: after six separators of notes come six texts
// a section, of even, odd and first pages. Start is where their story begins.
func (d *wordFile) headers(start int) (headers, footers []story) {
	plc := part(d.table, d.long(fibHeaders), d.long(fibHeaders+4))
	for i := 6; 4*i+8 <= len(plc) && i < 6*maxSections; i++ {
		s := story{start + int(binary.LittleEndian.Uint32(plc[4*i:])), start + int(binary.LittleEndian.Uint32(plc[4*i+4:]))}
		switch {
		case s.to <= s.from || s.to > start+d.counts[2]:
		case i%6 == 2, i%6 == 3, i%6 == 5:
			footers = append(footers, s)
		default:
			headers = append(headers, s)
		}
	}
	return headers, footers
}

// maxSections of which headers are read.
const maxSections = 50

// write writes what a story has of a piece, look by look, and reports whether more
// may be written.
func (d *wordFile) write(w *wordWriter, p wordPiece, s story) bool {
	from, to := max(p.from, s.from), min(p.to, s.to)
	width := 2
	if p.narrow {
		width = 1
	}
	for from < to {
		at := p.at + (from-p.from)*width
		look, until := d.lookAt(at)
		n := to - from
		if until > at {
			n = min(n, (until-at+width-1)/width)
		}
		raw := part(d.main, at, n*width)
		if len(raw) == 0 {
			return true // a piece beyond the end of a cut file
		}
		if !look.deleted {
			w.write(decodeWord(raw, p.narrow), look.hidden)
		}
		if w.out.Len() > w.max {
			d.text.Truncated = true
			return false
		}
		from += n
	}
	return true
}

func decodeWord(raw []byte, narrow bool) string {
	if narrow {
		text, _ := plain.DecodeWith(charmap.Windows1252, raw)
		return text
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

func (d *wordFile) short(at int) int {
	if at+2 > len(d.main) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(d.main[at:]))
}

func (d *wordFile) long(at int) int {
	if at+4 > len(d.main) {
		return 0
	}
	return int(int32(binary.LittleEndian.Uint32(d.main[at:])))
}

// part is n bytes from an offset, or as many as there are.
func part(data []byte, at, n int) []byte {
	if at < 0 || n < 0 || at >= len(data) {
		return nil
	}
	return data[at:min(len(data), at+min(n, len(data)))]
}

// wordField is an open field: its instruction, then the text that it shows.
type wordField struct {
	instruction *strings.Builder // nil once the result began
	url         string
	from        int
}

// wordWriter turns the characters of a story into lines. Marks of Word are single
// control characters.
type wordWriter struct {
	text   *draft.Text
	max    int
	out    strings.Builder
	hidden ink.Invisible
	fields []wordField
	cell   int  // where the current cell begins
	tall   bool // it has more than one paragraph
	cells  int  // of the current row before it
}

// maxFields within one another.
const maxFields = 64

func (w *wordWriter) write(s string, hidden bool) {
	for _, r := range s {
		switch {
		case r == 0x13 && len(w.fields) < maxFields:
			w.fields = append(w.fields, wordField{instruction: &strings.Builder{}})
		case r == 0x14, r == 0x15:
			w.endInstruction(r == 0x15)
		case len(w.fields) > 0 && w.fields[len(w.fields)-1].instruction != nil:
			if f := w.fields[len(w.fields)-1].instruction; f.Len() < 4096 {
				f.WriteRune(r)
			}
		case hidden:
			if r < ' ' {
				r = ' '
			}
			w.hidden.Add(string(r))
		default:
			w.mark(r)
		}
	}
}

func (w *wordWriter) mark(r rune) {
	switch {
	case r == '\r', r == 0x0B, r == 0x0C, r == 0x0E:
		w.out.WriteByte('\n')
		w.tall = true
	case r == 0x07:
		w.endCell()
	case r == 0x1E:
		w.out.WriteByte('-')
	case r == '\t', r >= ' ':
		w.out.WriteRune(r)
	}
}

// endCell ends a cell, or the row where the cell is empty. Where a row's first cell
// begins the text does not say: it counts as one line.
func (w *wordWriter) endCell() {
	switch {
	case w.out.Len() == w.cell:
		w.out.WriteByte('\n')
		w.cells = 0
	case w.tall && w.cells > 0:
		w.out.WriteByte('\n')
		w.cells++
	default:
		w.out.WriteByte('\t')
		w.cells++
	}
	w.cell, w.tall = w.out.Len(), false
}

// endInstruction ends a field's instruction, and the field itself where done is set.
func (w *wordWriter) endInstruction(done bool) {
	n := len(w.fields)
	if n == 0 {
		return
	}
	f := &w.fields[n-1]
	if f.instruction != nil {
		f.url, f.from = fieldURL(f.instruction.String()), w.out.Len()
		if strings.Contains(f.instruction.String(), "FORMDROPDOWN") {
			w.text.Unread = "the choice of a form's list is not read from this format"
		}
		f.instruction = nil
	}
	if !done {
		return
	}
	if f.url != "" {
		w.text.Links = append(w.text.Links, draft.Link{URL: f.url, Anchor: w.out.String()[f.from:]})
	}
	w.fields = w.fields[:n-1]
}

func (w *wordWriter) endStory() {
	w.fields = nil
	w.out.WriteByte('\n')
	w.cell, w.tall, w.cells = w.out.Len(), false, 0
}
