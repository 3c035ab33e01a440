package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// minFingerprint is the least number of different words that identify a text.
// Shorter ones (an empty template, a cover note) would be equal by chance.
const minFingerprint = 20

// fingerprint is the SHA-256 of the set of a text's words of two letters or
// digits and more. A set, because the order of columns, headers and text boxes
// and the number of times a page header is repeated differ between formats of one
// text; no single letters, because some bullets are read as such. "" for a text
// of too few words.
func fingerprint(text string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) < 2 })
	slices.Sort(words)
	words = slices.Compact(words)
	if len(words) < minFingerprint {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	return hex.EncodeToString(sum[:])
}
