package spill

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"io"
	"slices"
)

// runBytes are sorted in memory at once.
const runBytes = 4 << 20

// Sorter orders texts, each with a number, by their bytes and then by the number. What
// has been added is sorted in runs, and [Sorter.Each] merges the runs.
type Sorter struct {
	texts []byte
	run   []item
	file  File
	runs  [][2]int64 // first byte, and the one after the last
	limit int        // bytes of a run; 0 = runBytes
}

type item struct{ from, to, n int32 }

// Add takes in a text.
func (s *Sorter) Add(text string, n int32) error {
	from := len(s.texts)
	s.texts = append(s.texts, text...)
	s.run = append(s.run, item{int32(from), int32(len(s.texts)), n})
	if len(s.texts)+12*len(s.run) < cmp.Or(s.limit, runBytes) {
		return nil
	}
	return s.endRun()
}

func (s *Sorter) endRun() error {
	slices.SortFunc(s.run, func(a, b item) int {
		return cmp.Or(bytes.Compare(s.texts[a.from:a.to], s.texts[b.from:b.to]), cmp.Compare(a.n, b.n))
	})
	begin := s.file.Len()
	var head []byte
	for _, i := range s.run {
		head = binary.AppendUvarint(binary.AppendUvarint(head[:0], uint64(i.to-i.from)), uint64(uint32(i.n)))
		if _, err := s.file.Append(head, s.texts[i.from:i.to]); err != nil {
			return err
		}
	}
	s.runs = append(s.runs, [2]int64{begin, s.file.Len()})
	s.texts, s.run = s.texts[:0], s.run[:0]
	return nil
}

// Each gives what was added, in order. The text is valid during the call. It may be
// called again.
func (s *Sorter) Each(do func(text []byte, n int32) error) error {
	if len(s.run) > 0 {
		if err := s.endRun(); err != nil {
			return err
		}
	}
	var h merge
	for _, r := range s.runs {
		m := &merged{in: bufio.NewReaderSize(io.NewSectionReader(&s.file, r[0], r[1]-r[0]), 32<<10)}
		if more, err := m.next(); err != nil {
			return err
		} else if more {
			h = append(h, m)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		if err := do(h[0].text, h[0].n); err != nil {
			return err
		}
		more, err := h[0].next()
		switch {
		case err != nil:
			return err
		case more:
			heap.Fix(&h, 0)
		default:
			heap.Pop(&h)
		}
	}
	return nil
}

// Close frees what was sorted.
func (s *Sorter) Close() error { return s.file.Close() }

// merged is a run under way.
type merged struct {
	in   *bufio.Reader
	text []byte
	n    int32
}

func (m *merged) next() (more bool, err error) {
	length, err := binary.ReadUvarint(m.in)
	if err == io.EOF {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	n, err := binary.ReadUvarint(m.in)
	if err != nil {
		return false, err
	}
	m.n = int32(uint32(n))
	m.text = slices.Grow(m.text[:0], int(length))[:length]
	_, err = io.ReadFull(m.in, m.text)
	return err == nil, err
}

// merge is a heap of runs.
type merge []*merged

func (h merge) Len() int { return len(h) }
func (h merge) Less(i, j int) bool {
	return cmp.Or(bytes.Compare(h[i].text, h[j].text), cmp.Compare(h[i].n, h[j].n)) < 0
}
func (h merge) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *merge) Push(x any)   { *h = append(*h, x.(*merged)) }
func (h *merge) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
