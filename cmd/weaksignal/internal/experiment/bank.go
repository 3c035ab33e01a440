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

// neutral is a text without meaning with as many words as the given one, and of all
// such texts in the bank, in an order that rng draws, the one whose length is nearest
// and that was not used. Counting words or letters, a screener finds the two alike.
func (b *Bank) neutral(like string, used map[string]bool, rng *rand.Rand) string {
	want := max(len(strings.Fields(like)), 1)
	var words []string
	for len(words) < want+len(b.Neutral) { // longer than the whole bank: round again
		for _, i := range rng.Perm(len(b.Neutral)) {
			words = append(words, strings.Fields(b.Neutral[i])...)
		}
	}
	length := utf8.RuneCountInString(strings.TrimSpace(like))
	best, off := "", -1
	for from := 0; from+want <= len(words); from++ {
		text := strings.Join(words[from:from+want], " ")
		d := utf8.RuneCountInString(text) - length
		if d = max(d, -d); !used[text] && (off < 0 || d < off) {
			best, off = text, d
		}
	}
	used[best] = true
	return best
}
