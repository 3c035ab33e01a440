package decision

import (
	"math"
	"slices"
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
