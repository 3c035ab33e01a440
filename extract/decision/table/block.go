package table

import "encoding/binary"

// block is a run of rows on their way between processes: for each a flag (1 = hidden), the
// number of its cells, and each cell after its length.
type block []byte

func (b block) add(cells [][]byte, hidden bool) block {
	flag := byte(0)
	if hidden {
		flag = 1
	}
	b = binary.AppendUvarint(append(b, flag), uint64(len(cells)))
	for _, c := range cells {
		b = append(binary.AppendUvarint(b, uint64(len(c))), c...)
	}
	return b
}

// take cuts the first row off; its cells point into the block and are added to into. ok is
// false for what add did not write.
func (b *block) take(into [][]byte) (cells [][]byte, hidden, ok bool) {
	rest := *b
	if len(rest) == 0 {
		return nil, false, false
	}
	hidden, rest = rest[0] == 1, rest[1:]
	count, n := binary.Uvarint(rest)
	if n <= 0 {
		return nil, false, false
	}
	rest = rest[n:]
	for range count {
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) {
			return nil, false, false
		}
		into, rest = append(into, rest[n:n+int(size):n+int(size)]), rest[n+int(size):]
	}
	*b = rest
	return into, hidden, true
}
