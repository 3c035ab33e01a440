package lookup

import (
	"encoding/binary"
	"strings"

	"weaksignal/extract/decision/table"
)

// Labels is a dictionary of the texts that a column repeats. Each spelling is looked at
// once: it is trimmed, and spellings with one key are one text, named as first met.
// Code 0 is "".
type Labels struct {
	key     func(text string) string // nil = texts differ where their letters do
	byCell  map[string]uint32        // index of spellings by cell, untrimmed
	cells   []string                 // by spelling
	codes   []uint32                 // by spelling
	byKey   map[string]uint32        // code by key
	Names   []string                 // by code
	Variant []string                 // by code: a second spelling; "" = none
	// recent is the last spelling of each slot, since few texts repeat in most columns: a
	// look at it is cheaper than hashing the cell.
	recent [1024]uint32
}

func NewLabels() *Labels {
	return &Labels{byCell: map[string]uint32{"": 0}, cells: []string{""}, codes: []uint32{0}, byKey: map[string]uint32{"": 0}, Names: []string{""}, Variant: []string{""}}
}

// NewFolded is a dictionary in which spellings that differ by case, spaces, underscores
// and hyphens only are one text.
func NewFolded() *Labels {
	l := NewLabels()
	l.key = func(text string) string { return strings.ReplaceAll(Fold(text), " ", "") }
	return l
}

// Of is the code of a cell's text.
func (l *Labels) Of(cell []byte) uint32 {
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
func (l *Labels) spelling(cell string) uint32 {
	i := uint32(len(l.cells))
	l.byCell[cell] = i
	l.cells = append(l.cells, cell)
	l.codes = append(l.codes, l.text(string(table.Text([]byte(cell)))))
	return i
}

// text is the code of a trimmed text.
func (l *Labels) text(name string) uint32 {
	key := name
	if l.key != nil {
		key = l.key(name)
	}
	c, known := l.byKey[key]
	switch {
	case !known:
		c = uint32(len(l.Names))
		l.byKey[key] = c
		l.Names, l.Variant = append(l.Names, name), append(l.Variant, "")
	case l.Names[c] != name && l.Variant[c] == "":
		l.Variant[c] = name
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

// Memo keeps what a text means, so that each text of a dictionary is read once.
type Memo[T any] struct {
	texts *Labels
	read  func(code uint32, text string) T
	known []T // by code
}

func NewMemo[T any](texts *Labels, read func(code uint32, text string) T) *Memo[T] {
	return &Memo[T]{texts: texts, read: read}
}

// of the text with a code.
func (m *Memo[T]) Of(code uint32) T {
	for int(code) >= len(m.known) {
		next := uint32(len(m.known))
		m.known = append(m.known, m.read(next, m.texts.Names[next]))
	}
	return m.known[code]
}
