// Package pseudonym replaces people and documents by keyed hashes, so that
// reports can be compared without naming anybody. Whoever holds the key and the
// inputs can resolve them; nobody else can, not even by trying all names.
package pseudonym

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"

	"weaksignal/extract/regular"
)

const keyFile = "key"

// keyBytes is the length of the key: as many bits as the hash has.
const keyBytes = 32

// shown is the length of a pseudonym after its prefix, in base-32 characters:
// 60 bits, so that a million applicants collide with a chance below 1 in 10^6.
const shown = 12

// form of a pseudonym: of an applicant, a document or a screener.
var form = regexp.MustCompile(`^[ADS]-[A-Z2-7]{12}$`)

// Is tells whether the text has the form of a pseudonym: A-, D- or S- and twelve
// characters.
func Is(text string) bool { return form.MatchString(text) }

// Key makes pseudonyms. The same key gives the same ones in every run.
type Key struct{ secret []byte }

// OpenKeyError says that others may read the key, with which every pseudonym of every
// report can be resolved by trying names.
type OpenKeyError struct {
	Path string
	Mode fs.FileMode
}

func (e *OpenKeyError) Error() string {
	return fmt.Sprintf("the key of pseudonyms %s may be read or written by others (mode %04o); chmod 600 it, and start new pseudonyms if somebody may have it", e.Path, e.Mode)
}

// Load reads the key file in the state folder and makes it (0600, random) on
// first use. A damaged file is an error, never replaced: pseudonyms of earlier
// reports depend on it.
func Load(state string) (*Key, error) {
	key, err := Read(state)
	if errors.Is(err, fs.ErrNotExist) {
		if err := create(state, filepath.Join(state, keyFile)); err != nil {
			return nil, fmt.Errorf("make the key of pseudonyms: %w", err)
		}
		return Read(state)
	}
	return key, err
}

// Read is Load for whoever must not make a key: without one, the error is
// [fs.ErrNotExist].
func Read(state string) (*Key, error) {
	path := filepath.Join(state, keyFile)
	// Lstat: a missing key is told from one that must not be used.
	if info, err := os.Lstat(path); err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		return nil, &OpenKeyError{path, info.Mode().Perm()}
	}
	secret, err := regular.Read(path, keyBytes+1)
	if size := (*regular.SizeError)(nil); errors.As(err, &size) {
		secret, err = make([]byte, keyBytes+1), nil // damaged, as below
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of pseudonyms: %w", err)
	}
	if len(secret) != keyBytes {
		return nil, fmt.Errorf("the key of pseudonyms %s is damaged: %d bytes, not %d; restore it from a backup, or move it away to start new pseudonyms", path, len(secret), keyBytes)
	}
	return &Key{secret}, nil
}

// create writes a key under a name of its own and links it into place, so that
// of two processes that start at once one wins and both use the same key.
func create(state, path string) error {
	if err := Folder().Take(state); err != nil {
		return err
	}
	secret := make([]byte, keyBytes)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	f, err := os.CreateTemp(state, "key-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(secret)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// Secret is the raw key, for the keyed hashes of profiles.
func (k *Key) Secret() []byte { return k.secret }

// Applicant is the pseudonym "A-…" of a candidate id.
func (k *Key) Applicant(id string) string { return k.name("A", id) }

// Document is the pseudonym "D-…" of a content hash.
func (k *Key) Document(sha256 string) string { return k.name("D", sha256) }

// Screener is the pseudonym "S-…" of a screener as the export names them; "" stays "".
func (k *Key) Screener(name string) string { return k.name("S", name) }

func (k *Key) name(prefix, text string) string {
	if text == "" {
		return ""
	}
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte(prefix + "\x00" + text))
	return prefix + "-" + base32.StdEncoding.EncodeToString(mac.Sum(nil))[:shown]
}
