package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"weaksignal/extract/document"
)

// Documents are those of a batch, in the order of their paths. In memory stands of each
// what joins and duplicates go by, some 150 bytes; its profile lies in a private file
// until it is asked for, so that a million of them take no gigabyte.
type Documents struct {
	list   []thin
	emails []Key
	spill  *spill
	texts  map[int]int64 // places of texts, with Options.KeepText

	mu      sync.Mutex // of names and what is shared while a batch runs
	folders []string   // as given; thin.folder indexes it
	kinds   []string   // statuses and formats; thin.status and thin.format index it
}

// Key stands for a text that only needs to be told equal: half of its SHA-256.
type Key [16]byte

// KeyOf a text; the zero Key of "".
func KeyOf(text string) (k Key) {
	if text == "" {
		return k
	}
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// thin is one document.
type thin struct {
	rel            string
	at             int64 // place of the profile, −1 = there is none yet
	bytes          int64
	sha256         [sha256.Size]byte
	text, name     Key
	email, mails   uint32 // first of Documents.emails, and how many
	duplicate      int32  // index of the first, −1 = it is the first
	folder         uint16
	status, format uint8
	flags          flags
}

type flags uint8

const (
	hashed  flags = 1 << iota // sha256 is set
	reads                     // as a résumé
	scanned                   // by OCR
	toScan                    // OCR would read it
)

// newDocuments lists files without what they say.
func newDocuments(files []file) (*Documents, error) {
	s, err := newSpill()
	if err != nil {
		return nil, err
	}
	d := &Documents{list: make([]thin, 0, len(files)), spill: s, texts: map[int]int64{}, kinds: []string{""}}
	for _, f := range files {
		d.list = append(d.list, thin{rel: f.rel, at: -1, duplicate: -1, folder: uint16(d.place(&d.folders, f.folder))})
	}
	return d, nil
}

// Hold makes Documents of some that are held already, in their order.
func Hold(docs []Document) (*Documents, error) {
	d, err := newDocuments(nil)
	if err != nil {
		return nil, err
	}
	at := map[string]int32{}
	for i := range docs {
		doc := docs[i]
		if doc.folder == "" {
			doc.folder = strings.TrimSuffix(strings.TrimSuffix(doc.Path, doc.Rel), "/")
		}
		if err := d.Add(&doc); err != nil {
			return nil, err
		}
		at[d.Path(i)] = int32(i)
	}
	for i := range docs {
		if first, ok := at[docs[i].DuplicateOf]; ok {
			d.list[i].duplicate = first
		}
	}
	return d, nil
}

// place of a name in a short list, to which it is added.
func (d *Documents) place(names *[]string, name string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := slices.Index(*names, name); i >= 0 {
		return i
	}
	*names = append(*names, name)
	return len(*names) - 1
}

// Add takes in one more document.
func (d *Documents) Add(doc *Document) error {
	d.list = append(d.list, thin{rel: doc.Rel, at: -1, duplicate: -1, folder: uint16(d.place(&d.folders, doc.folder))})
	return d.put(len(d.list)-1, doc)
}

// put takes in what was found of document i. It may be called for several at once.
func (d *Documents) put(i int, doc *Document) error {
	t, p := &d.list[i], &doc.Profile
	t.bytes, t.flags, t.duplicate = p.Bytes, 0, -1
	if sum, err := hex.DecodeString(p.SHA256); err == nil && copy(t.sha256[:], sum) == len(t.sha256) {
		t.flags |= hashed
	}
	t.status, t.format = uint8(d.place(&d.kinds, string(p.Status))), uint8(d.place(&d.kinds, string(p.Format)))
	t.text, t.name = KeyOf(p.Keys.Text), KeyOf(p.Keys.Name)
	for flag, is := range map[flags]bool{reads: readsAsResume(p), scanned: p.Confidence > 0, toScan: p.OCR != ""} {
		if is {
			t.flags |= flag
		}
	}
	if n := len(p.Keys.Emails); n > 0 {
		d.mu.Lock()
		t.email, t.mails = uint32(len(d.emails)), uint32(n)
		for _, e := range p.Keys.Emails {
			d.emails = append(d.emails, KeyOf(e))
		}
		d.mu.Unlock()
	}
	if p.Status == "" {
		return nil // it is not read yet
	}
	var err error
	if t.at, err = d.spill.put(p); err != nil || doc.Text == nil {
		return err
	}
	at, err := d.spill.put(doc.Text)
	d.mu.Lock()
	d.texts[i] = at
	d.mu.Unlock()
	return err
}

// get is what is known of document i, whole.
func (d *Documents) get(i int) (*Document, error) {
	t := &d.list[i]
	doc := &Document{Path: d.Path(i), Rel: t.rel, folder: d.folders[t.folder], Profile: Profile{SHA256: d.SHA256(i), Bytes: t.bytes}}
	if t.duplicate >= 0 {
		doc.DuplicateOf = d.Path(int(t.duplicate))
	}
	if t.at >= 0 {
		doc.Profile = Profile{}
		if err := d.spill.get(t.at, &doc.Profile); err != nil {
			return nil, err
		}
	}
	d.mu.Lock()
	at, ok := d.texts[i]
	d.mu.Unlock()
	if !ok {
		return doc, nil
	}
	doc.Text = &document.Text{}
	return doc, d.spill.get(at, doc.Text)
}

// share gives document i what was found of document of, which has the same content.
func (d *Documents) share(i, of int) {
	rel, folder := d.list[i].rel, d.list[i].folder
	d.list[i] = d.list[of]
	d.list[i].rel, d.list[i].folder = rel, folder
	if at, ok := d.texts[of]; ok {
		d.texts[i] = at
	}
}

// Close frees the profiles.
func (d *Documents) Close() error { return d.spill.Close() }

// Len is the number of documents.
func (d *Documents) Len() int { return len(d.list) }

// Document i, whole: with its evidence, and its text if that was kept.
func (d *Documents) Document(i int) (*Document, error) { return d.get(i) }

// Brief is the profile of document i without evidence: of near misses there are as many
// as there were, blank.
func (d *Documents) Brief(i int) (*Profile, error) {
	var b briefProfile
	if d.list[i].at < 0 {
		return &Profile{}, nil
	}
	if err := d.spill.get(d.list[i].at, &b); err != nil {
		return nil, err
	}
	return b.profile(), nil
}

// sort lays the documents in the order of their paths.
func (d *Documents) sort() {
	slices.SortFunc(d.list, func(a, b thin) int {
		if a.folder == b.folder && filepath.Separator == '/' {
			return cmp.Compare(a.rel, b.rel)
		}
		return cmp.Compare(filepath.Join(d.folders[a.folder], filepath.FromSlash(a.rel)), filepath.Join(d.folders[b.folder], filepath.FromSlash(b.rel)))
	})
}

// markDuplicates points each document at the first, by path, with the same bytes or the
// same text.
func (d *Documents) markDuplicates() {
	bytes, texts := make(map[[sha256.Size]byte]int32, len(d.list)), make(map[Key]int32, len(d.list))
	for i := range d.list {
		t := &d.list[i]
		original := int32(i)
		if t.flags&hashed != 0 {
			if j, ok := bytes[t.sha256]; ok {
				original = j
			}
		}
		if t.text != (Key{}) {
			if j, ok := texts[t.text]; ok {
				original = min(original, j)
			}
		}
		if _, ok := bytes[t.sha256]; !ok && t.flags&hashed != 0 {
			bytes[t.sha256] = original
		}
		if _, ok := texts[t.text]; !ok && t.text != (Key{}) {
			texts[t.text] = original
		}
		if t.duplicate = -1; original < int32(i) {
			t.duplicate = original
		}
	}
}
