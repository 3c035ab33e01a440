package experiment

import (
	"bytes"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

//go:embed bank.yaml
var bankYAML []byte

// Bank holds the lines that are put into résumés.
type Bank struct {
	Signals []SignalLines `yaml:"signals"`
	Neutral []string      `yaml:"neutral"`
	Names   Names         `yaml:"names"`
}

// SignalLines show one signal, under the first of Sections that a résumé has.
type SignalLines struct {
	ID       string   `yaml:"id"`
	Sections []string `yaml:"sections"`
	Lines    []string `yaml:"lines"`
}

// Names are compared with one another.
type Names struct {
	Contrast string   `yaml:"contrast"`
	With     []string `yaml:"with"`
	Against  []string `yaml:"against"`
}

// LoadBank reads the built-in bank.
func LoadBank() (*Bank, error) {
	d := yaml.NewDecoder(bytes.NewReader(bankYAML))
	d.KnownFields(true)
	b := &Bank{}
	if err := d.Decode(b); err != nil {
		return nil, fmt.Errorf("read the bank of lines: %w", err)
	}
	return b, nil
}

// signal's lines; nil where the bank has none.
func (b *Bank) signal(id string) *SignalLines {
	for i := range b.Signals {
		if b.Signals[i].ID == id {
			return &b.Signals[i]
		}
	}
	return nil
}

// neutral is a text without meaning of exactly length characters (under 4: dots). Its
// phrases come in an order that rng draws.
func (b *Bank) neutral(length int, rng *rand.Rand) string {
	if length < 4 {
		return strings.Repeat(".", max(length, 0))
	}
	var words []string
	size := -1
	for _, i := range rng.Perm(len(b.Neutral)) {
		words = append(words, strings.Fields(b.Neutral[i])...)
		size += 1 + utf8.RuneCountInString(b.Neutral[i])
		if size >= length {
			break
		}
	}
	for len(words) > 0 && size < length { // longer than the whole bank: once more
		words = append(words, words...)
		size = 2*size + 1
	}
	text := []rune(strings.Join(words, " "))[:length]
	cut := strings.LastIndex(string(text), " ")
	if cut < 0 {
		return string(text)
	}
	// The last word may be torn: a dash and dots of the same length take its place.
	torn := utf8.RuneCountInString(string(text)[cut+1:])
	return string(text)[:cut+1] + strings.Repeat(".", torn)
}
