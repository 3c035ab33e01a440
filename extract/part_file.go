package extract

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"unicode/utf8"
)

// A file of profiles is JSON lines: a [Header], one document a line, and a last
// line that seals the rest. It holds what the cache holds, and file names, which
// the join goes by; no text.

// partLine is one document.
type partLine struct {
	Folder int    `json:"folder"`
	Rel    string `json:"rel,omitempty"`
	// RelBytes instead of Rel for a name that is no UTF-8.
	RelBytes []byte  `json:"rel_bytes,omitempty"`
	Profile  Profile `json:"profile"`
}

// partSeal is the last line: a file that was cut or changed has none that fits.
type partSeal struct {
	Documents int    `json:"documents"`
	MAC       string `json:"mac"` // HMAC-SHA256 of all bytes before
}

// sealOf starts the seal; the kind keeps it apart from other hashes of the key.
func sealOf(key []byte) hash.Hash {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("profiles\x00"))
	return h
}

// Write writes the part as JSON lines, sealed with the key.
func (p *Part) Write(w io.Writer, key []byte) error {
	buffered := bufio.NewWriterSize(w, 256<<10)
	write := func(line []byte) error {
		_, err := buffered.Write(line)
		return err
	}
	if err := errors.Join(p.lines(key, write, write, write), buffered.Flush()); err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	return nil
}

// lines gives the part as a file of profiles has it, each line with its end.
func (p *Part) lines(key []byte, head, document, end func(line []byte) error) error {
	seal := sealOf(key)
	give := func(to func([]byte) error, of any) error {
		line, err := marshalLine(of)
		if err != nil {
			return err
		}
		seal.Write(line)
		return to(line)
	}
	if err := give(head, p.Header); err != nil {
		return err
	}
	at := folderIndex(p.Folders)
	for i := range p.Documents.Len() {
		d, err := p.Documents.Document(i)
		if err != nil {
			return err
		}
		line := partLine{Folder: at[d.folder], Rel: d.Rel, Profile: d.Profile}
		if !utf8.ValidString(d.Rel) {
			line.Rel, line.RelBytes = "", []byte(d.Rel)
		}
		line.Profile.Reading = withoutText(cloneEvidence(line.Profile.Reading))
		if err := give(document, line); err != nil {
			return err
		}
	}
	return give(end, partSeal{p.Documents.Len(), hex.EncodeToString(seal.Sum(nil))})
}

// marshalLine is json.Marshal without escapes that only web pages need, and with the
// end of the line.
func marshalLine(of any) ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(of)
	return line.Bytes(), err
}

// Faults of a file of profiles.
var (
	errNoShard = errors.New("it is no shard")
	errDamaged = errors.New("it is damaged or cut")
)

// readPart reads the lines of a shard and gives its documents. accept judges the header
// before the rest is read: under another key the seal would fit nothing.
func readPart(in lines, key []byte, accept func(Header) error, give func(Header, *Document) error) (*Part, error) {
	first, err := in.next()
	p := &Part{}
	switch {
	case !bytes.HasPrefix(first, []byte(`{"format":"weaksignal.profiles/`)):
		return nil, errNoShard
	case err != nil || json.Unmarshal(first, &p.Header) != nil:
		return nil, errDamaged
	}
	if err := accept(p.Header); err != nil {
		return nil, err
	}
	seal := sealOf(key)
	seal.Write(first)
	for n := 0; ; n++ {
		line, err := in.next()
		if err != nil {
			return nil, errDamaged
		}
		if bytes.HasPrefix(line, []byte(`{"documents":`)) {
			if !sealed(line, seal, n) {
				return nil, errDamaged
			}
			if _, err := in.next(); err != io.EOF { // nothing must follow it
				return nil, errDamaged
			}
			return p, nil
		}
		seal.Write(line)
		d, err := p.document(line)
		if err != nil {
			return nil, errDamaged
		}
		if err := give(p.Header, d); err != nil {
			return nil, err
		}
	}
}

// sealed holds the last line against the lines that were read, of n documents.
func sealed(line []byte, seal hash.Hash, n int) bool {
	var s partSeal
	if json.Unmarshal(line, &s) != nil || s.Documents != n {
		return false
	}
	mac, err := hex.DecodeString(s.MAC)
	return err == nil && hmac.Equal(mac, seal.Sum(nil))
}

func (p *Part) document(line []byte) (*Document, error) {
	var l partLine
	if err := json.Unmarshal(line, &l); err != nil {
		return nil, err
	}
	if l.Folder < 0 || l.Folder >= len(p.Folders) {
		return nil, errDamaged
	}
	if l.RelBytes != nil {
		l.Rel = string(l.RelBytes)
	}
	return &Document{Rel: l.Rel, folder: p.Folders[l.Folder], Profile: l.Profile}, nil
}
