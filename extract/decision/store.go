package decision

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unsafe"
	"weaksignal/extract/decision/table"
)

// textColumn holds one string per application in one buffer. Nothing is ever
// overwritten, so a string handed out stays as it is.
type textColumn struct {
	buf []byte
	end []uint32
}

// add appends one string; false if the column would pass 4 GB.
func (c *textColumn) add(s []byte) bool {
	if uint64(len(c.buf))+uint64(len(s)) > math.MaxUint32 {
		return false
	}
	c.buf = append(c.buf, s...)
	c.end = append(c.end, uint32(len(c.buf)))
	return true
}

func (c *textColumn) bytes(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = c.end[i-1]
	}
	return c.buf[from:c.end[i]]
}

// reserve makes room for rows more strings of the mean length so far.
func (c *textColumn) reserve(rows int) {
	mean := len(c.buf)/max(len(c.end), 1) + 1
	c.end = slices.Grow(c.end, rows)
	c.buf = slices.Grow(c.buf, min(rows*mean, math.MaxUint32))
}

// at is the string of application i without a copy.
func (c *textColumn) at(i int) string {
	b := c.bytes(i)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// labels is a dictionary of the texts that a column repeats. Each spelling is looked at
// once: it is trimmed, and spellings with one key are one text, named as first met.
// Code 0 is "".
type labels struct {
	key     func(text string) string // nil = texts differ where their letters do
	byCell  map[string]uint32        // index of spellings by cell, untrimmed
	cells   []string                 // by spelling
	codes   []uint32                 // by spelling
	byKey   map[string]uint32        // code by key
	names   []string                 // by code
	variant []string                 // by code: a second spelling; "" = none
	// recent is the last spelling of each slot, since few texts repeat in most columns: a
	// look at it is cheaper than hashing the cell.
	recent [1024]uint32
}

func newLabels() *labels {
	return &labels{byCell: map[string]uint32{"": 0}, cells: []string{""}, codes: []uint32{0}, byKey: map[string]uint32{"": 0}, names: []string{""}, variant: []string{""}}
}

// newFolded is a dictionary in which spellings that differ by case, spaces, underscores
// and hyphens only are one text.
func newFolded() *labels {
	l := newLabels()
	l.key = func(text string) string { return strings.ReplaceAll(normaliseText(text), " ", "") }
	return l
}

// of is the code of a cell's text.
func (l *labels) of(cell []byte) uint32 {
	if len(cell) == 0 {
		return 0
	}
	k := slot(cell)
	i := l.recent[k]
	if string(cell) != l.cells[i] {
		var ok bool
		if i, ok = l.byCell[string(cell)]; !ok {
			i = l.spelling(string(cell))
		}
		l.recent[k] = i
	}
	return l.codes[i]
}

// spelling adds one that was not met before.
func (l *labels) spelling(cell string) uint32 {
	i := uint32(len(l.cells))
	l.byCell[cell] = i
	l.cells = append(l.cells, cell)
	l.codes = append(l.codes, l.text(string(table.Text([]byte(cell)))))
	return i
}

// text is the code of a trimmed text.
func (l *labels) text(name string) uint32 {
	key := name
	if l.key != nil {
		key = l.key(name)
	}
	c, known := l.byKey[key]
	switch {
	case !known:
		c = uint32(len(l.names))
		l.byKey[key] = c
		l.names, l.variant = append(l.names, name), append(l.variant, "")
	case l.names[c] != name && l.variant[c] == "":
		l.variant[c] = name
	}
	return c
}

// slot of a cell that is not empty, by its first and its last bytes.
func slot(cell []byte) int {
	const golden = 0x9e3779b97f4a7c15 // 2^64 by the golden ratio spreads the bits
	h := uint64(len(cell))
	if n := len(cell); n >= 8 {
		h ^= binary.LittleEndian.Uint64(cell) ^ binary.LittleEndian.Uint64(cell[n-8:])*golden
	} else {
		for _, c := range cell {
			h = h<<8 | uint64(c)
		}
	}
	return int(h * golden >> 54)
}

// memo keeps what a text means, so that each text of a dictionary is read once.
type memo[T any] struct {
	texts *labels
	read  func(code uint32, text string) T
	known []T // by code
}

func newMemo[T any](texts *labels, read func(code uint32, text string) T) *memo[T] {
	return &memo[T]{texts: texts, read: read}
}

// of the text with a code.
func (m *memo[T]) of(code uint32) T {
	for int(code) >= len(m.known) {
		next := uint32(len(m.known))
		m.known = append(m.known, m.read(next, m.texts.names[next]))
	}
	return m.known[code]
}
