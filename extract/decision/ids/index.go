package ids

// Index finds applications by the hash of their key, made by [Hash.Near]. It is an
// open table of the applications' numbers plus one: a look-up costs one cache miss where
// a map costs two and thrice the memory, and none where neighbouring rows have
// neighbouring ids or are the same application's.
type Index struct {
	slots []uint32 // len is a power of two
	keys  []Hash   // by application
	last  uint32   // the application found last
}

// NewIndex is an empty one.
func NewIndex() *Index { return &Index{slots: make([]uint32, 1024)} }

// Len counts the applications.
func (x *Index) Len() int { return len(x.keys) }

// Of returns the application with a key; if there is none, it becomes the next.
func (x *Index) Of(key Hash) (app uint32, known bool) {
	if int(x.last) < len(x.keys) && x.keys[x.last] == key {
		return x.last, true
	}
	if 2*len(x.keys) >= len(x.slots) {
		x.Grow(len(x.keys))
	}
	i := x.slot(key)
	if s := x.slots[i]; s > 0 {
		x.last = s - 1
		return x.last, true
	}
	x.last = uint32(len(x.keys))
	x.keys = append(x.keys, key)
	x.slots[i] = x.last + 1
	return x.last, false
}

// slot is where a key stands or, if it is new, belongs.
func (x *Index) slot(key Hash) uint64 {
	mask := uint64(len(x.slots) - 1)
	i := uint64(key) & mask
	for x.slots[i] > 0 && x.keys[x.slots[i]-1] != key {
		i = (i + 1) & mask
	}
	return i
}

// Grow makes room for more applications beyond those there are.
func (x *Index) Grow(more int) {
	size := len(x.slots)
	for size < 2*(len(x.keys)+more+1) {
		size *= 2
	}
	x.slots = make([]uint32, size)
	for app, key := range x.keys {
		x.slots[x.slot(key)] = uint32(app + 1)
	}
}

// golden spreads the bits of a number: 2^64 by the golden ratio.
const golden = 0x9e3779b97f4a7c15

// Hash is FNV-1a over the parts, each closed by a separator.
type Hash uint64

// NewHash is that of nothing.
func NewHash() Hash { return 14695981039346656037 }

// Part mixes in one part.
func (h Hash) Part(s []byte) Hash {
	for _, c := range s {
		h = (h ^ Hash(c)) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}

// Near closes a hash with an id: nothing may be mixed in after it, where it would collide.
// Ids that differ in the last byte only, as those of
// neighbouring rows do, differ in its last four bits only: an index by it finds them in
// the same lines of memory.
func (h Hash) Near(id []byte) Hash {
	last := byte(0)
	if n := len(id); n > 0 {
		id, last = id[:n-1], id[n-1]
	}
	k := uint64(h.Part(id)) * golden
	return Hash(k ^ k>>32 ^ uint64(last))
}

// Number mixes in a number.
func (h Hash) Number(v uint64) Hash {
	for range 8 {
		h = (h ^ Hash(v&0xff)) * 1099511628211
		v >>= 8
	}
	return h
}
