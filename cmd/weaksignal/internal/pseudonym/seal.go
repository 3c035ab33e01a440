package pseudonym

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
)

// ErrSeal is returned for what was not sealed with this key for this purpose, or was
// changed since.
var ErrSeal = errors.New("not sealed with this key, or changed since")

// Seal encrypts and authenticates text for one purpose (AES-256-GCM under a key
// derived for it). Equal texts give equal seals: the nonce is a keyed hash of the
// text, so that reports can be compared and no nonce stands for two texts.
func (k *Key) Seal(purpose string, text []byte) ([]byte, error) {
	aead, err := k.aead(purpose)
	if err != nil {
		return nil, err
	}
	nonce := k.derive(purpose+" nonce", text)[:aead.NonceSize()]
	return aead.Seal(nonce, nonce, text, nil), nil
}

// Open gives back what Seal took; ErrSeal if it can't.
func (k *Key) Open(purpose string, sealed []byte) ([]byte, error) {
	aead, err := k.aead(purpose)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, ErrSeal
	}
	text, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
	if err != nil {
		return nil, ErrSeal
	}
	return text, nil
}

func (k *Key) aead(purpose string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.derive(purpose+" key", nil))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (k *Key) derive(purpose string, text []byte) []byte {
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte("seal\x00" + purpose + "\x00"))
	mac.Write(text)
	return mac.Sum(nil)
}
