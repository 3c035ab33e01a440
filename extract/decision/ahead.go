package decision

import (
	"errors"
	"io"
)

// blockBytes is about how much text the scanner hands over at once: enough to
// make the hand-over cheap, little enough to stay in the cache.
const blockBytes = 128 << 10

// ahead scans a CSV file on a goroutine of its own, so that cutting the text into
// cells and understanding them go on at the same time. Order and content are
// those of the scanner.
type ahead struct {
	s      *csvScanner
	full   chan *block
	free   chan *block
	stop   chan struct{}
	now    *block
	record int // of now
	first  int // rows before now
	cells  [][]byte
}

// block is a run of records in one buffer.
type block struct {
	text   []byte
	ends   []uint32 // of each cell in text
	cells  []uint32 // number of cells up to and with each record
	broken []bool   // by record: errQuote
	err    error    // after the records; io.EOF at the end
	done   int64    // bytes of the file up to here
}

// scanAhead starts the scanner; close ends it.
func scanAhead(s *csvScanner) *ahead {
	a := &ahead{s: s, full: make(chan *block, 2), free: make(chan *block, 4), stop: make(chan struct{}), now: &block{}, first: s.count}
	for range cap(a.free) {
		a.free <- &block{}
	}
	go a.scan()
	return a
}

func (a *ahead) scan() {
	defer close(a.full)
	for {
		var b *block
		select {
		case b = <-a.free:
		case <-a.stop:
			return
		}
		b.fill(a.s)
		select {
		case a.full <- b:
		case <-a.stop:
			return
		}
		if b.err != nil {
			return
		}
	}
}

// fill takes in records until the block is full or the file ends.
func (b *block) fill(s *csvScanner) {
	b.text, b.ends, b.cells, b.broken = b.text[:0], b.ends[:0], b.cells[:0], b.broken[:0]
	for len(b.text) < blockBytes && b.err == nil {
		cells, err := s.next()
		if err != nil && !errors.Is(err, errQuote) {
			b.err = err
			break
		}
		for _, c := range cells {
			b.text = append(b.text, c...)
			b.ends = append(b.ends, uint32(len(b.text)))
		}
		b.cells = append(b.cells, uint32(len(b.ends)))
		b.broken = append(b.broken, err != nil)
	}
	b.done = s.done()
}

func (a *ahead) next() ([][]byte, error) {
	for a.record == len(a.now.cells) {
		if a.now.err != nil {
			return nil, a.now.err
		}
		a.first += a.record
		a.record = 0
		if a.now.text != nil {
			a.free <- a.now
		}
		b, ok := <-a.full
		if !ok {
			return nil, io.ErrUnexpectedEOF // closed while reading: a fault of the caller
		}
		a.now = b
	}
	b, from, start := a.now, uint32(0), uint32(0)
	if a.record > 0 {
		from = b.cells[a.record-1]
	}
	if from > 0 {
		start = b.ends[from-1]
	}
	a.cells = a.cells[:0]
	for _, end := range b.ends[from:b.cells[a.record]] {
		a.cells = append(a.cells, b.text[start:end:end])
		start = end
	}
	a.record++
	if b.broken[a.record-1] {
		return a.cells, errQuote
	}
	return a.cells, nil
}

func (a *ahead) row() int     { return a.first + a.record }
func (a *ahead) hidden() bool { return false }

// progress is how many bytes the records so far had, by blocks, and the size of
// the file, 0 if it is not known.
func (a *ahead) progress() (done, size int64) { return a.now.done, a.s.size }

// close stops the scanner before its file is closed.
func (a *ahead) close() error {
	close(a.stop)
	for range a.full {
	}
	return a.s.close()
}
