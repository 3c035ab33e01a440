package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"sync"

	"weaksignal/extract/spill"
)

// thin is one document as [Documents] hold it. Places are in their values.
type thin struct {
	sha256         [sha256.Size]byte
	text, name     Key
	rel, at, words int64 // places; −1 = there is none (yet)
	bytes          int64
	email          int64 // place of the keys of the addresses
	mails          uint32
	duplicate      int32 // index of the first, −1 = it is the first
	folder         uint16
	status, format uint8
	problem, ocr   uint8
	flags          flags
}

type flags uint8

const (
	hashed flags = 1 << iota // sha256 is set
	reads                    // as a résumé
)

const thinBytes = sha256.Size + 2*len(Key{}) + 5*8 + 2*4 + 2 + 5

func (t *thin) encode() []byte {
	b := make([]byte, 0, thinBytes)
	b = append(append(append(b, t.sha256[:]...), t.text[:]...), t.name[:]...)
	for _, v := range []int64{t.rel, t.at, t.words, t.bytes, t.email} {
		b = binary.LittleEndian.AppendUint64(b, uint64(v))
	}
	b = binary.LittleEndian.AppendUint32(b, t.mails)
	b = binary.LittleEndian.AppendUint32(b, uint32(t.duplicate))
	b = binary.LittleEndian.AppendUint16(b, t.folder)
	return append(b, t.status, t.format, t.problem, t.ocr, byte(t.flags))
}

func (t *thin) decode(b []byte) {
	b = b[copy(t.sha256[:], b):]
	b = b[copy(t.text[:], b):]
	b = b[copy(t.name[:], b):]
	for _, v := range []*int64{&t.rel, &t.at, &t.words, &t.bytes, &t.email} {
		*v, b = int64(binary.LittleEndian.Uint64(b)), b[8:]
	}
	t.mails, t.duplicate = binary.LittleEndian.Uint32(b), int32(binary.LittleEndian.Uint32(b[4:]))
	t.folder, t.status, t.format = binary.LittleEndian.Uint16(b[8:]), b[10], b[11]
	t.problem, t.ocr, t.flags = b[12], b[13], flags(b[14])
}

// hash in hex; "" if it could not be hashed.
func (t *thin) hash() string {
	if t.flags&hashed == 0 {
		return ""
	}
	return hex.EncodeToString(t.sha256[:])
}

// held is what Documents keep, in private files; of it the first bytes of each are thin.
type held struct {
	list   *spill.Records // thin
	values *spill.File    // paths, addresses, profiles, texts

	mu      sync.Mutex // of what follows
	folders []string   // as given; thin.folder indexes it
	kinds   []string   // statuses, formats, problems and engines of OCR; thin indexes it
	err     error
}

// at is what is held of document i.
func (d *held) at(i int) *thin {
	var b [thinBytes]byte
	t := &thin{at: -1, words: -1, duplicate: -1}
	if err := d.list.Get(i, b[:]); err != nil {
		d.fail(err)
		return t
	}
	t.decode(b[:])
	return t
}

func (d *held) set(i int, t *thin) {
	if err := d.list.Set(i, t.encode()); err != nil {
		d.fail(err)
	}
}

func (d *held) rel(t *thin) string {
	rel, err := d.values.GetBytes(t.rel)
	if err != nil {
		d.fail(err)
	}
	return string(rel)
}

func (d *held) folder(t *thin) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.folders[t.folder]
}

func (d *held) kind(of uint8) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kinds[of]
}

func (d *held) path(t *thin) string {
	return file{rel: d.rel(t), folder: d.folder(t)}.path()
}

// place of a name in a short list, to which it is added.
func (d *held) place(names *[]string, name string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := slices.Index(*names, name); i >= 0 {
		return i
	}
	*names = append(*names, name)
	return len(*names) - 1
}

// Err is the first error of reading again what was laid aside: with it nothing that was
// said of a document holds.
func (d *held) Err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.err
}

func (d *held) fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.err = cmp.Or(d.err, err)
}
