package dataset

import "math"

// codes is a column of small non-negative integers that widens from one to two
// to four bytes when a code asks for it.
type codes struct {
	b1 []uint8
	b2 []uint16
	b4 []uint32
}

func (c *codes) len() int { return len(c.b1) + len(c.b2) + len(c.b4) }

// add appends one code; only one of the three slices is in use at any time.
func (c *codes) add(code uint32) {
	switch {
	case c.b4 != nil:
		c.b4 = append(c.b4, code)
	case c.b2 != nil && code <= math.MaxUint16:
		c.b2 = append(c.b2, uint16(code))
	case c.b2 == nil && code <= math.MaxUint8:
		c.b1 = append(c.b1, uint8(code))
	default:
		c.widen(code)
	}
}

func (c *codes) widen(code uint32) {
	n := c.len()
	if code <= math.MaxUint16 {
		wide := make([]uint16, n, n+n/4+1)
		for i, v := range c.b1 {
			wide[i] = uint16(v)
		}
		c.b1, c.b2 = nil, append(wide, uint16(code))
		return
	}
	wide := make([]uint32, n, n+n/4+1)
	for i := range wide {
		wide[i] = c.At(i)
	}
	c.b1, c.b2, c.b4 = nil, nil, append(wide, code)
}

func (c *codes) At(i int) uint32 {
	switch {
	case c.b4 != nil:
		return c.b4[i]
	case c.b2 != nil:
		return uint32(c.b2[i])
	}
	return uint32(c.b1[i])
}

// Labels is a dictionary-coded text column. Code 0 is "", the unknown.
type Labels struct {
	codes
	Names []string
	index map[string]uint32
}

func newLabels() *Labels {
	return &Labels{Names: []string{""}, index: map[string]uint32{"": 0}}
}

func (l *Labels) code(s string) uint32 {
	c, ok := l.index[s]
	if !ok {
		c = uint32(len(l.Names))
		l.Names = append(l.Names, s)
		l.index[s] = c
	}
	return c
}

func (l *Labels) addLabel(s string) { l.add(l.code(s)) }

// levels is a dictionary-coded numeric column: values are kept without loss.
// Code 0 is the unknown.
type levels struct {
	codes
	values []float64
	index  map[uint64]uint32
}

func newLevels() *levels {
	return &levels{values: []float64{math.NaN()}, index: map[uint64]uint32{}}
}

func (l *levels) addValue(v float64) {
	if math.IsNaN(v) {
		l.add(0)
		return
	}
	v += 0 // −0 and 0 are one level
	bits := math.Float64bits(v)
	c, ok := l.index[bits]
	if !ok {
		c = uint32(len(l.values))
		l.values = append(l.values, v)
		l.index[bits] = c
	}
	l.add(c)
}

// pair gives the two values of a column that holds no others, the smaller one first. A
// column of 0 or of 1 alone is such a pair too.
func (l *levels) pair() (low, high float64, ok bool) {
	known := l.values[1:]
	switch {
	case len(known) == 2:
		return min(known[0], known[1]), max(known[0], known[1]), true
	case len(known) == 0, len(known) == 1 && (known[0] == 0 || known[0] == 1):
		return 0, 1, true
	}
	return 0, 0, false
}
