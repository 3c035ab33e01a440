package pool

import (
	"encoding/binary"
	"fmt"
	"io"
)

// maxFrame bounds what either side believes of a length: a worker that went mad
// must not make the parent allocate.
const maxFrame = 256 << 20

// writeFrame writes the parts of one message, each after its length.
func writeFrame(w io.Writer, parts ...[]byte) error {
	head := make([]byte, 0, 4*len(parts))
	for _, p := range parts {
		head = binary.BigEndian.AppendUint32(head, uint32(len(p)))
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a message of n parts.
func readFrame(r io.Reader, n int) ([][]byte, error) {
	head := make([]byte, 4*n)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	parts := make([][]byte, n)
	for i := range parts {
		size := binary.BigEndian.Uint32(head[4*i:])
		if size > maxFrame {
			return nil, fmt.Errorf("a message of %d bytes, more than %d", size, maxFrame)
		}
		parts[i] = make([]byte, size)
		if _, err := io.ReadFull(r, parts[i]); err != nil {
			return nil, err
		}
	}
	return parts, nil
}
