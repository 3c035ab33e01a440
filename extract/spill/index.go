package spill

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"sort"
)

// Key is half of a SHA-256: any bits of it are a hash.
type Key [16]byte

// Entry is what an index holds of a key.
type Entry struct{ A, B int32 }

const (
	entryBytes = len(Key{}) + 8
	// chunk is what a partition gathers before it is written.
	chunk = 170 * entryBytes
	// block is how many sorted entries are read at once.
	block = 128
	// partitions of an index, so that one of ten million entries sorts a megabyte at a time.
	partitions = 256
	// filterBits a key: two keys in a hundred that are not there are looked up all the same.
	filterBits = 8
)

// Index finds entries by keys. It is filled, sealed, and asked, by one goroutine at a
// time.
type Index struct {
	parts []partition
	raw   File
	n     int

	sorted  File
	entries int      // sorted
	fences  []uint64 // how the first key of each block begins
	filter  []uint64
	at      int // the block that is read, −1 = none
	read    []byte
}

// partition is the entries of some keys: chunks in the file, and what follows them.
type partition struct {
	chunks []int64
	rest   []byte
}

// NewIndex makes an empty index.
func NewIndex() *Index { return Partitioned(partitions) }

// Partitioned is NewIndex in so many partitions.
func Partitioned(parts int) *Index { return &Index{parts: make([]partition, parts), at: -1} }

// Add notes an entry.
func (x *Index) Add(k Key, e Entry) error {
	p := &x.parts[int(binary.BigEndian.Uint16(k[:]))*len(x.parts)>>16]
	p.rest = append(p.rest, k[:]...)
	p.rest = binary.LittleEndian.AppendUint32(p.rest, uint32(e.A))
	p.rest = binary.LittleEndian.AppendUint32(p.rest, uint32(e.B))
	x.n++
	if len(p.rest) < chunk {
		return nil
	}
	at, err := x.raw.Append(p.rest)
	p.chunks, p.rest = append(p.chunks, at), p.rest[:0]
	return err
}

// Seal ends the filling. Of a key it keeps, in the order in which they were added and
// each once, the entries of the first so many different A; 0 keeps all.
func (x *Index) Seal(most int) error {
	words := 1
	for words*64 < x.n*filterBits {
		words *= 2
	}
	x.filter = make([]uint64, words)
	for i := range x.parts {
		if err := x.sortPart(&x.parts[i], most); err != nil {
			return err
		}
		x.parts[i] = partition{}
	}
	x.parts = nil
	return x.raw.Close()
}

func (x *Index) sortPart(p *partition, most int) error {
	all := make([]byte, len(p.chunks)*chunk, len(p.chunks)*chunk+len(p.rest))
	for i, at := range p.chunks {
		if _, err := x.raw.ReadAt(all[i*chunk:(i+1)*chunk], at); err != nil {
			return err
		}
	}
	all = append(all, p.rest...)
	order := make([]int32, len(all)/entryBytes)
	for i := range order {
		order[i] = int32(i)
	}
	key := func(i int32) []byte { return all[int(i)*entryBytes:][:len(Key{})] }
	slices.SortStableFunc(order, func(a, b int32) int { return bytes.Compare(key(a), key(b)) })
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && bytes.Equal(key(order[i]), key(order[j])) {
			j++
		}
		if err := x.keep(all, order[i:j], most); err != nil {
			return err
		}
		i = j
	}
	return nil
}

// keep writes the entries of one key.
func (x *Index) keep(all []byte, same []int32, most int) error {
	k := Key(all[int(same[0])*entryBytes:])
	first := binary.LittleEndian.Uint32(k[8:])
	second := binary.LittleEndian.Uint32(k[12:])
	for i := range uint32(4) {
		bit := int(first+i*second) & (len(x.filter)*64 - 1)
		x.filter[bit/64] |= 1 << (bit % 64)
	}
	var seen map[Entry]bool // of a key with several entries
	var different []int32
	for _, i := range same {
		e := all[int(i)*entryBytes:][:entryBytes]
		entry := entryOf(e)
		if len(same) > 1 {
			if seen[entry] {
				continue
			}
			if known := slices.Contains(different, entry.A); !known && most > 0 && len(different) == most {
				continue
			} else if !known && most > 0 {
				different = append(different, entry.A)
			}
			if seen == nil {
				seen = map[Entry]bool{}
			}
			seen[entry] = true
		}
		if x.entries%block == 0 {
			x.fences = append(x.fences, binary.BigEndian.Uint64(k[:]))
		}
		x.entries++
		if _, err := x.sorted.Append(e); err != nil {
			return err
		}
	}
	return nil
}

func entryOf(e []byte) Entry {
	return Entry{int32(binary.LittleEndian.Uint32(e[len(Key{}):])), int32(binary.LittleEndian.Uint32(e[len(Key{})+4:]))}
}

// Of appends the entries of a key to into.
func (x *Index) Of(k Key, into []Entry) ([]Entry, error) {
	if !x.possible(k) {
		return into, nil
	}
	// Entries of the key may begin in the block before the first that begins with it.
	begin := binary.BigEndian.Uint64(k[:])
	at := max(sort.Search(len(x.fences), func(i int) bool { return x.fences[i] >= begin })-1, 0)
	for ; at < len(x.fences) && x.fences[at] <= begin; at++ {
		if err := x.load(at); err != nil {
			return into, err
		}
		n := len(x.read) / entryBytes
		key := func(i int) []byte { return x.read[i*entryBytes:][:len(k)] }
		for i := sort.Search(n, func(i int) bool { return bytes.Compare(key(i), k[:]) >= 0 }); i < n; i++ {
			if !bytes.Equal(key(i), k[:]) {
				return into, nil
			}
			into = append(into, entryOf(x.read[i*entryBytes:]))
		}
	}
	return into, nil
}

// possible is false for most keys that are not there.
func (x *Index) possible(k Key) bool {
	first := binary.LittleEndian.Uint32(k[8:])
	second := binary.LittleEndian.Uint32(k[12:])
	for i := range uint32(4) {
		if bit := int(first+i*second) & (len(x.filter)*64 - 1); x.filter[bit/64]&(1<<(bit%64)) == 0 {
			return false
		}
	}
	return true
}

func (x *Index) load(at int) error {
	if x.at == at {
		return nil
	}
	n := min(block, x.entries-at*block) * entryBytes
	x.at, x.read = at, slices.Grow(x.read[:0], n)[:n]
	_, err := x.sorted.ReadAt(x.read, int64(at)*block*int64(entryBytes))
	if err != nil {
		x.at = -1
	}
	return err
}

// Close frees the index.
func (x *Index) Close() error {
	return errors.Join(x.raw.Close(), x.sorted.Close())
}
