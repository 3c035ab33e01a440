package extract

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"time"

	"weaksignal/extract/cache"
	"weaksignal/extract/document"
)

// openCache opens the store for what these options would read; nil without a
// folder. A cache that cannot be used costs time, not the run.
func openCache(opt Options) (*cache.Store, error) {
	if opt.CacheDir == "" {
		return nil, nil
	}
	generation, err := generation(opt)
	if err != nil {
		return nil, err
	}
	store, err := cache.Open(opt.CacheDir, generation, opt.Key)
	var foreign *cache.ForeignError
	switch {
	case errors.As(err, &foreign):
		return nil, err // a slip of the configuration, and what stands there is not ours
	case err != nil:
		opt.Logf("the cache cannot be used, every document is read: %v", err)
		return nil, nil
	}
	if store.Superseded() {
		opt.Logf("the cache was made by another version or with another catalogue, key or limits: every document is read again")
	}
	if err := store.Sweep(time.Now()); err != nil {
		opt.Logf("old cache entries were not removed: %v", err)
	}
	return store, nil
}

// generation names everything that a profile depends on beside the document: the
// program itself (by size and time, so that no version number can be forgotten),
// the catalogue, the limits, and the key of the hashes.
func generation(opt Options) (string, error) {
	version, err := opt.catalogueVersion()
	if err != nil {
		return "", err
	}
	program := "unknown"
	if exe, err := os.Executable(); err == nil {
		if info, err := os.Stat(exe); err == nil {
			program = fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
		}
	}
	mac := hmac.New(sha256.New, opt.Key)
	fmt.Fprintf(mac, "generation\x00%d\x00%s\x00%s\x00%+v\x00%s", profileVersion, program, version, opt.Limits, opt.OnlyEngine)
	return hex.EncodeToString(mac.Sum(nil))[:16], nil
}

// entry is the id of a document in the cache: keyed, because whoever has a document
// could else see by its hash that its applicant is here.
func (b *batch) entry(sha256, rel string) string {
	return entryID(b.opt.Key, sha256) + document.Hint(rel)
}

func entryID(key []byte, sha256 string) string { return keyed(key, "cached document", sha256) }

// lookUp takes a document's profile from the cache.
func (b *batch) lookUp(d *Document) bool {
	if b.store == nil {
		return false
	}
	payload, ok := b.store.Get(b.entry(d.Profile.SHA256, d.Rel))
	if !ok {
		return false
	}
	var p Profile
	if json.Unmarshal(payload, &p) != nil {
		return false
	}
	if p.OCR != "" && p.OCR != b.opt.ocr() {
		return false // what can read it came or went since
	}
	p.SHA256 = d.Profile.SHA256
	d.Profile = p
	return true
}

// keep puts a profile into the cache, unless another try could end differently.
func (b *batch) keep(d *Document, transient bool) {
	p := d.Profile
	if b.store == nil || transient || p.Status == document.TimedOut {
		return
	}
	entry := b.entry(p.SHA256, d.Rel)
	p.SHA256, p.Reading = "", withoutText(cloneEvidence(p.Reading))
	payload, err := json.Marshal(p)
	if err == nil {
		err = b.store.Put(entry, payload)
	}
	if err != nil {
		b.noCache.Do(func() { b.opt.Logf("profiles cannot be cached: %v", err) })
	}
}

// closeCache drops the entries of documents that are gone from their folder.
func (b *batch) closeCache() {
	if b.store == nil {
		return
	}
	if n := b.store.Damaged(); n > 0 {
		b.opt.Logf("%d damaged cache entries were removed and their documents read again", n)
	}
	part := ""
	if b.partial() {
		part = fmt.Sprintf("%d-of-%d", b.shard.Index, b.shard.Of)
	}
	folders := slices.Clone(b.folders) // an emptied folder has entries to drop
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		if err := b.store.Keep(keyed(b.opt.Key, "folder", identity(folder))[:16], part, b.entries(folder)); err != nil {
			b.opt.Logf("entries of documents that are gone were not removed: %v", err)
			return
		}
	}
}

// entries are the ids in the cache of a folder's documents.
func (b *batch) entries(folder string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, s := range b.state {
			if s&hasContent == 0 {
				continue
			}
			t := b.docs.at(i)
			if b.docs.folder(t) == folder && !yield(b.entry(t.hash(), b.docs.rel(t))) {
				return
			}
		}
	}
}

// Forget removes what the cache holds of one document, by the SHA-256 of its
// bytes and the key of the cache, and says how many entries that were.
func Forget(cacheDir string, key []byte, sha256 string) (int, error) {
	if len(sha256) != 64 {
		return 0, fmt.Errorf("forget %q: not a SHA-256 in hex", sha256)
	}
	return cache.Forget(cacheDir, entryID(key, sha256))
}
