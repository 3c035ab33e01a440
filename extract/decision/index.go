package decision

// appIndex finds applications by the hash of their key, made by [hash.near]. It is an
// open table of the applications' numbers plus one: a look-up costs one cache miss where
// a map costs two and thrice the memory, and none where neighbouring rows have
// neighbouring ids or are the same application's.
type appIndex struct {
	slots []uint32 // len is a power of two
	keys  []hash   // by application
	last  uint32   // the application found last
}

func newAppIndex() *appIndex { return &appIndex{slots: make([]uint32, 1024)} }

// of returns the application with a key; if there is none, it becomes the next.
func (x *appIndex) of(key hash) (app uint32, known bool) {
	if int(x.last) < len(x.keys) && x.keys[x.last] == key {
		return x.last, true
	}
	if 2*len(x.keys) >= len(x.slots) {
		x.grow(len(x.keys))
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
func (x *appIndex) slot(key hash) uint64 {
	mask := uint64(len(x.slots) - 1)
	i := uint64(key) & mask
	for x.slots[i] > 0 && x.keys[x.slots[i]-1] != key {
		i = (i + 1) & mask
	}
	return i
}

// grow makes room for more applications beyond those there are.
func (x *appIndex) grow(more int) {
	size := len(x.slots)
	for size < 2*(len(x.keys)+more+1) {
		size *= 2
	}
	x.slots = make([]uint32, size)
	for app, key := range x.keys {
		x.slots[x.slot(key)] = uint32(app + 1)
	}
}
