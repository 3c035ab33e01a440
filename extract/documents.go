package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"weaksignal/extract/document"
	"weaksignal/extract/spill"
)

// Documents are those of a batch, in the order of their paths. None of them is held in
// memory: what joins and duplicates go by, some 120 bytes each, lies in a private file,
// and so does its profile, until it is asked for. A file that cannot be read again is told
// by [Documents.Err].
type Documents struct{ held }

// Key stands for a text that only needs to be told equal: half of its SHA-256.
type Key = spill.Key

// KeyOf a text; the zero Key of "".
func KeyOf(text string) (k Key) {
	if text == "" {
		return k
	}
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// newDocuments makes an empty list.
func newDocuments() *Documents {
	return &Documents{held{list: spill.NewRecords(thinBytes), values: &spill.File{}, kinds: []string{""}}}
}

// listed are files without what they say.
func (d *Documents) listed(f file) error {
	at, err := d.values.PutBytes([]byte(f.rel))
	if err != nil {
		return err
	}
	t := thin{rel: at, at: -1, words: -1, duplicate: -1, folder: uint16(d.place(&d.folders, f.folder)), problem: uint8(d.place(&d.kinds, f.problem))}
	return d.list.Add(t.encode())
}

// file i as it was listed.
func (d *Documents) file(i int) file {
	t := d.at(i)
	return file{rel: d.rel(t), folder: d.folder(t), problem: d.kind(t.problem)}
}

// Hold makes Documents of some that are held already, in their order.
func Hold(docs []Document) (*Documents, error) {
	d := newDocuments()
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
			t := d.at(i)
			t.duplicate = first
			d.set(i, t)
		}
	}
	return d, d.Err()
}

// file as it was listed.
func (d *Document) file() file { return file{rel: d.Rel, folder: d.folder, problem: d.problem} }

// Add takes in one more document.
func (d *Documents) Add(doc *Document) error {
	if err := d.listed(file{rel: doc.Rel, folder: doc.folder}); err != nil {
		return err
	}
	return d.put(d.Len()-1, doc)
}

// put takes in what was found of document i. It may be called for several at once.
func (d *Documents) put(i int, doc *Document) error {
	t, p := d.at(i), &doc.Profile
	t.bytes, t.flags, t.duplicate = p.Bytes, 0, -1
	if sum, err := hex.DecodeString(p.SHA256); err == nil && copy(t.sha256[:], sum) == len(t.sha256) {
		t.flags |= hashed
	}
	t.status, t.format = uint8(d.place(&d.kinds, string(p.Status))), uint8(d.place(&d.kinds, string(p.Format)))
	t.text, t.name = KeyOf(cmp.Or(p.Keys.Text, doc.raw)), KeyOf(p.Keys.Name)
	t.ocr = uint8(d.place(&d.kinds, p.OCR))
	if readsAsResume(p) {
		t.flags |= reads
	}
	var err error
	if t.mails = uint32(len(p.Keys.Emails)); t.mails > 0 {
		var keys []byte
		for _, e := range p.Keys.Emails {
			k := KeyOf(e)
			keys = append(keys, k[:]...)
		}
		if t.email, err = d.values.Append(keys); err != nil {
			return err
		}
	}
	if p.Status != "" { // else it is not read yet
		if t.at, err = d.values.Put(p); err != nil {
			return err
		}
		if doc.Text != nil {
			if t.words, err = d.values.Put(doc.Text); err != nil {
				return err
			}
		}
	}
	return d.list.Set(i, t.encode())
}

// get is what is known of document i, whole.
func (d *Documents) get(i int) (*Document, error) {
	t := d.at(i)
	doc := &Document{Rel: d.rel(t), folder: d.folder(t), problem: d.kind(t.problem), Profile: Profile{SHA256: t.hash(), Bytes: t.bytes}}
	doc.Path = doc.file().path()
	if t.duplicate >= 0 {
		doc.DuplicateOf = d.Path(int(t.duplicate))
	}
	if t.at >= 0 {
		doc.Profile = Profile{}
		if err := d.values.Get(t.at, &doc.Profile); err != nil {
			return nil, err
		}
	}
	if t.words < 0 {
		return doc, d.Err()
	}
	doc.Text = &document.Text{}
	return doc, errors.Join(d.values.Get(t.words, doc.Text), d.Err())
}

// share gives document i what was found of document of, which has the same content.
func (d *Documents) share(i, of int) error {
	own, t := d.at(i), d.at(of)
	t.rel, t.folder, t.problem = own.rel, own.folder, own.problem
	return errors.Join(d.list.Set(i, t.encode()), d.Err())
}

// Close frees the profiles.
func (d *Documents) Close() error { return errors.Join(d.list.Close(), d.values.Close()) }

// Len is the number of documents.
func (d *Documents) Len() int { return d.list.Len() }

// Document i, whole: with its evidence, and its text if that was kept.
func (d *Documents) Document(i int) (*Document, error) { return d.get(i) }

// Brief is the profile of document i without evidence: of near misses there are as many
// as there were, blank.
func (d *Documents) Brief(i int) (*Profile, error) {
	var b briefProfile
	t := d.at(i)
	if t.at < 0 {
		return &Profile{}, d.Err()
	}
	if err := d.values.Get(t.at, &b); err != nil {
		return nil, err
	}
	return b.profile(), nil
}

// sort lays the documents in the order of their paths. same is asked of two with one path,
// and leaves the second out where it gives no error.
func (d *Documents) sort(same func(first, second int) error) error {
	var order spill.Sorter
	defer order.Close()
	for i := range d.Len() {
		if err := order.Add(d.Path(i), int32(i)); err != nil {
			return err
		}
	}
	list := spill.NewRecords(thinBytes)
	before, last := "", -1
	err := order.Each(func(path []byte, n int32) error {
		if last >= 0 && same != nil && string(path) == before {
			return same(last, int(n))
		}
		before, last = string(path), int(n)
		return list.Add(d.at(last).encode())
	})
	if err = errors.Join(err, d.Err()); err != nil {
		return errors.Join(err, list.Close())
	}
	old := d.list
	d.list = list
	return old.Close()
}

// markDuplicates points each document at the first, by path, with the same bytes or the
// same text.
func (d *Documents) markDuplicates() error {
	bytes, texts := spill.NewIndex(), spill.NewIndex()
	defer bytes.Close()
	defer texts.Close()
	for i := range d.Len() {
		t, entry := d.at(i), spill.Entry{A: int32(i)}
		if t.flags&hashed != 0 {
			if err := bytes.Add(Key(t.sha256[:]), entry); err != nil {
				return err
			}
		}
		if t.text != (Key{}) {
			if err := texts.Add(t.text, entry); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(bytes.Seal(1), texts.Seal(1), d.Err()); err != nil {
		return err
	}
	var found []spill.Entry
	for i := range d.Len() {
		t := d.at(i)
		var err error
		found = found[:0]
		if t.flags&hashed != 0 {
			found, err = bytes.Of(Key(t.sha256[:]), found)
		}
		if t.text != (Key{}) && err == nil {
			found, err = texts.Of(t.text, found)
		}
		if err != nil {
			return err
		}
		original := int32(i)
		for _, e := range found {
			if first := e.A; first < int32(i) {
				if of := d.at(int(first)).duplicate; of >= 0 {
					first = of
				}
				original = min(original, first)
			}
		}
		before := t.duplicate
		if t.duplicate = -1; original < int32(i) {
			t.duplicate = original
		}
		if t.duplicate != before {
			d.set(i, t)
		}
	}
	return d.Err()
}
