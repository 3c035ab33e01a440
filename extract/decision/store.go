package decision

import (
	"math"
	"slices"
	"strings"
	"unsafe"
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

// labels is a dictionary of repeating texts. Code 0 is "".
type labels struct {
	code   map[string]uint32
	names  []string
	recent recent
}

// recent remembers the code that the last text of each shape had, since few texts
// repeat in most columns: a look at it is cheaper than hashing the text.
type recent [64]uint32

// slot of a text by its length and three of its bytes.
func (recent) slot(s []byte) int {
	n := len(s)
	return (n + int(s[0])*7 + int(s[n-1])*13 + int(s[n/2])*29) & 63
}

func newLabels() *labels {
	return &labels{code: map[string]uint32{"": 0}, names: []string{""}}
}

func (l *labels) of(s []byte) uint32 {
	if len(s) == 0 {
		return 0
	}
	k := l.recent.slot(s)
	if c := l.recent[k]; string(s) == l.names[c] {
		return c
	}
	c, ok := l.code[string(s)]
	if !ok {
		t := string(s)
		c = uint32(len(l.names))
		l.code[t] = c
		l.names = append(l.names, t)
	}
	l.recent[k] = c
	return c
}

// folded is a dictionary in which spellings that differ by case, spaces,
// underscores and hyphens only are one entry, named as first met.
type folded struct {
	raw   map[string]uint32
	key   map[string]uint32
	names []string
	// variants holds, by code, a second spelling; "" = none.
	variants []string
	recent   recent
	spelt    []string // by slot of recent: the spelling
}

func newFolded() *folded {
	return &folded{raw: map[string]uint32{"": 0}, key: map[string]uint32{"": 0}, names: []string{""}, variants: []string{""}, spelt: make([]string, len(recent{}))}
}

func (l *folded) of(s []byte) uint32 {
	if len(s) == 0 {
		return 0
	}
	slot := l.recent.slot(s)
	if string(s) == l.spelt[slot] {
		return l.recent[slot]
	}
	if c, ok := l.raw[string(s)]; ok {
		l.recent[slot], l.spelt[slot] = c, string(s)
		return c
	}
	t := string(s)
	k := strings.ReplaceAll(normaliseText(t), " ", "")
	c, ok := l.key[k]
	if !ok {
		c = uint32(len(l.names))
		l.key[k] = c
		l.names = append(l.names, t)
		l.variants = append(l.variants, "")
	} else if l.variants[c] == "" {
		l.variants[c] = t
	}
	l.raw[t] = c
	return c
}

// hash is FNV-1a over the parts, each closed by a separator.
type hash uint64

func newHash() hash { return 14695981039346656037 }

func (h hash) part(s []byte) hash {
	for _, c := range s {
		h = (h ^ hash(c)) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}

// number mixes in a number.
func (h hash) number(v uint64) hash {
	for range 8 {
		h = (h ^ hash(v&0xff)) * 1099511628211
		v >>= 8
	}
	return h
}
