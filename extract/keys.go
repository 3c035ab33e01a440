package extract

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// HashEmail is the keyed hash of an e-mail address, without regard to case and
// surrounding space; "" for an empty address. Equal addresses have equal hashes.
func HashEmail(key []byte, email string) string {
	return keyed(key, "email", strings.ToLower(strings.TrimSpace(norm.NFKC.String(email))))
}

// HashName is the keyed hash of a person's name: NFKC, accents folded, lower
// case, punctuation dropped, tokens sorted, so that "Núñez, Ana" and "ana nunez"
// are equal. "" for a name without letters.
func HashName(key []byte, name string) string {
	return keyed(key, "name", NormaliseName(name))
}

// NormaliseName is the form of a name that [HashName] hashes.
func NormaliseName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case unicode.IsLetter(r):
			b.WriteString(foldLetter(unicode.ToLower(r)))
		default:
			b.WriteByte(' ')
		}
	}
	tokens := strings.Fields(b.String())
	slices.Sort(tokens)
	return strings.Join(tokens, " ")
}

// foldLetter folds letters whose stroke or ligature is no combining mark in Unicode.
func foldLetter(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ı':
		return "i"
	}
	return string(r)
}

// keyed hashes value under its kind, so that equal strings of two kinds differ.
func keyed(key []byte, kind, value string) string {
	if value == "" || len(key) == 0 {
		return ""
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(kind))
	mac.Write([]byte{0})
	mac.Write([]byte(value))
	return hex.EncodeToString(mac.Sum(nil))
}
