package extract

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// sealedFormat names the form of a profile that stands alone; it changes whenever that
// does.
const sealedFormat = "weaksignal.profile/1"

// sealedProfile is a profile with everything that says what it belongs with: the engines
// that carry it put lines into files of their own, in any order, once or twice.
type sealedProfile struct {
	Format string `json:"format"`
	Basis
	File    string  `json:"file,omitempty"`
	Of      int     `json:"of,omitempty"`
	Profile Profile `json:"profile"`
}

// Sealer makes of each document of a stream a text that [Gather] takes from whatever
// file it comes in.
type Sealer struct {
	key   []byte
	basis Basis
}

// NewSealer is for documents that are read under the options, which need a key.
func NewSealer(opt Options) (*Sealer, error) {
	if len(opt.Key) == 0 {
		return nil, errors.New("no key; profiles of a stream are joined by keyed hashes")
	}
	basis, err := basisOf(opt.withDefaults())
	return &Sealer{opt.Key, basis}, err
}

// Seal gives the profile as a text, without a word of the document, and the keyed hash
// that shows every change of it.
func (s *Sealer) Seal(d *Streamed) (profile, seal string, err error) {
	p := d.Profile
	p.Reading = withoutText(cloneEvidence(p.Reading))
	text, err := json.Marshal(sealedProfile{Format: sealedFormat, Basis: s.basis, File: d.Rel, Of: d.Of, Profile: p})
	if err != nil {
		return "", "", fmt.Errorf("write a profile: %w", err)
	}
	return string(text), sealOfText(s.key, text), nil
}

func sealOfText(key, text []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("profile\x00"))
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}
