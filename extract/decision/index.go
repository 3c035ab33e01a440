package decision

// appIndex finds applications by the hash of their key, made by [hash.near]. It is an open table of
// one word a slot (the hash's upper half, and the application's number plus one),
// which costs one cache miss a look-up where a map costs two and twice the memory.
type appIndex struct {
	slots []uint64 // len is a power of two
	keys  []hash   // by application
}

func newAppIndex() *appIndex { return &appIndex{slots: make([]uint64, 1024)} }

// of returns the application with a key; if there is none, it becomes the next.
func (x *appIndex) of(key hash) (app uint32, known bool) {
	if 2*len(x.keys) >= len(x.slots) {
		x.grow(len(x.keys))
	}
	mask := uint64(len(x.slots) - 1)
	tag := uint64(key) &^ 0xffffffff
	for i := uint64(key) & mask; ; i = (i + 1) & mask {
		s := x.slots[i]
		if s == 0 {
			app = uint32(len(x.keys))
			x.slots[i] = tag | uint64(app+1)
			x.keys = append(x.keys, key)
			return app, false
		}
		if s&^0xffffffff == tag && x.keys[uint32(s)-1] == key {
			return uint32(s) - 1, true
		}
	}
}

// grow makes room for more applications beyond those there are.
func (x *appIndex) grow(more int) {
	size := len(x.slots)
	for size < 2*(len(x.keys)+more+1) {
		size *= 2
	}
	x.slots = make([]uint64, size)
	mask := uint64(size - 1)
	for app, key := range x.keys {
		i := uint64(key) & mask
		for x.slots[i] != 0 {
			i = (i + 1) & mask
		}
		x.slots[i] = uint64(key)&^0xffffffff | uint64(app+1)
	}
}
