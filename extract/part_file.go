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

// Write writes the part as a file of profiles, sealed with the key.
func (p *Part) Write(w io.Writer, key []byte) error {
	seal := sealOf(key)
	buffered := bufio.NewWriterSize(io.MultiWriter(w, seal), 256<<10)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p.Header); err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	at := folderIndex(p.Folders)
	for _, d := range p.Documents {
		line := partLine{Folder: at[d.folder], Rel: d.Rel, Profile: d.Profile}
		if !utf8.ValidString(d.Rel) {
			line.Rel, line.RelBytes = "", []byte(d.Rel)
		}
		line.Profile.Reading = withoutText(cloneEvidence(line.Profile.Reading))
		if err := encoder.Encode(line); err != nil {
			return fmt.Errorf("write profiles: %w", err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	last, err := json.Marshal(partSeal{len(p.Documents), hex.EncodeToString(seal.Sum(nil))})
	if err == nil {
		_, err = w.Write(append(last, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	return nil
}

// Faults of a file of profiles.
var (
	errNoProfiles = errors.New("it is no file of profiles")
	errDamaged    = errors.New("it is damaged or cut")
)

// readPart reads a file of profiles, brief. accept judges the header before the
// rest is read: under another key the seal would fit nothing.
func readPart(r io.Reader, key []byte, seen *interner, accept func(Header) error) (*Part, error) {
	in := bufio.NewReaderSize(r, 256<<10)
	first, err := in.ReadBytes('\n')
	p := &Part{}
	switch {
	case !bytes.HasPrefix(first, []byte(`{"format":"weaksignal.profiles/`)):
		return nil, errNoProfiles
	case err != nil || json.Unmarshal(first, &p.Header) != nil:
		return nil, errDamaged
	}
	if err := accept(p.Header); err != nil {
		return nil, err
	}
	seal := sealOf(key)
	seal.Write(first)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return nil, errDamaged
		}
		if bytes.HasPrefix(line, []byte(`{"documents":`)) {
			return p, p.sealed(line, seal, in)
		}
		seal.Write(line)
		d, err := p.document(line, seen)
		if err != nil {
			return nil, errDamaged
		}
		p.Documents = append(p.Documents, d)
	}
}

// sealed holds the last line against what was read, and nothing must follow it.
func (p *Part) sealed(line []byte, seal hash.Hash, rest io.Reader) error {
	var s partSeal
	if json.Unmarshal(line, &s) != nil || s.Documents != len(p.Documents) {
		return errDamaged
	}
	mac, err := hex.DecodeString(s.MAC)
	if err != nil || !hmac.Equal(mac, seal.Sum(nil)) {
		return errDamaged
	}
	if n, _ := rest.Read(make([]byte, 1)); n > 0 {
		return errDamaged
	}
	return nil
}

func (p *Part) document(line []byte, seen *interner) (Document, error) {
	var l struct {
		partLine
		Profile briefProfile `json:"profile"`
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return Document{}, err
	}
	if l.Folder < 0 || l.Folder >= len(p.Folders) {
		return Document{}, errDamaged
	}
	if l.RelBytes != nil {
		l.Rel = string(l.RelBytes)
	}
	return Document{Rel: l.Rel, folder: p.Folders[l.Folder], Profile: seen.decode(&l.Profile)}, nil
}
