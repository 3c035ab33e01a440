package doubt

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

//go:embed languages.yaml
var languagesYAML []byte

// language is one entry of languages.yaml; there may be 64 of them.
type language struct {
	Code  string `yaml:"code"`
	Name  string `yaml:"name"`
	Known bool   `yaml:"known"`
	Words string `yaml:"words"`
}

// lexicon says in which languages a word is one of the frequent ones, a bit each.
type lexicon struct {
	languages []language
	words     map[string]uint64
}

// languages are decoded once, when the first text is judged. The file is part of
// the program, so that a fault in it is the program's own.
var languages = sync.OnceValue(func() lexicon {
	var l lexicon
	if err := yaml.Unmarshal(languagesYAML, &l.languages); err != nil || len(l.languages) > 64 {
		panic(fmt.Sprintf("languages.yaml: %d languages: %v", len(l.languages), err))
	}
	l.words = map[string]uint64{}
	for i, lang := range l.languages {
		for w := range strings.FieldsSeq(lang.Words) {
			l.words[w] |= 1 << i
		}
	}
	return l
})

// Thresholds of the language of a text. Running text has 25 to 45 % of such words,
// a résumé of phrases 10 to 30 %; names of products and places have none.
const (
	minLanguageWords  = 20   // below this the shares say nothing
	minForeignShare   = 0.03 // of words, of a language that is not known
	foreignLead       = 1.3  // so many times the share of the best known language
	minKnownShare     = 0.02 // of words, in a text of minKnownWords
	minKnownWords     = 60
	maxForeignScript  = 0.25 // of letters, in scripts that no known language has
	ideographsAWord   = 2    // a letter of these scripts says as much as so many others
	maxWordOfLanguage = 20   // letters; longer ones are in no list
)

// tongue is what was counted of a text's languages and scripts.
type tongue struct {
	words          int
	shares         []int // by language
	letters        int   // weighted
	foreign        int   // of them, in scripts of no known language
	script         string
	vowels, latins int // basic Latin letters
}

// tongueOf counts. Words are runs of letters of the scripts that languages.yaml
// has, so that "C++" and dates are none.
func tongueOf(body string) tongue {
	lex := languages()
	t := tongue{shares: make([]int, len(lex.languages))}
	scripts := map[string]int{}
	for i := range len(body) {
		if c := body[i] | 0x20; c >= 'a' && c <= 'z' {
			t.latins++
			if c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' {
				t.vowels++
			}
		}
	}
	for word := range strings.FieldsFuncSeq(body, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		r, _ := utf8.DecodeRuneInString(word)
		script, weight := foreignScript(r)
		n := utf8.RuneCountInString(word)
		t.letters += n * weight
		if script != "" {
			t.foreign += n * weight
			scripts[script] += n
			continue
		}
		t.words++
		if n > maxWordOfLanguage {
			continue
		}
		for set := lex.words[strings.ToLower(word)]; set != 0; set &= set - 1 {
			t.shares[bits.TrailingZeros64(set)]++
		}
	}
	for s, n := range scripts {
		if n > scripts[t.script] || n == scripts[t.script] && s < t.script {
			t.script = s
		}
	}
	return t
}

// foreignScript names the script of a letter where no known language is written
// in it, and how much a letter of it weighs.
func foreignScript(r rune) (string, int) {
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Cyrillic, r):
		return "", 1
	case unicode.Is(unicode.Han, r):
		return "Chinese or Japanese", ideographsAWord
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "Japanese", ideographsAWord
	case unicode.Is(unicode.Hangul, r):
		return "Korean", ideographsAWord
	case unicode.Is(unicode.Arabic, r):
		return "Arabic", 1
	case unicode.Is(unicode.Hebrew, r):
		return "Hebrew", 1
	case unicode.Is(unicode.Greek, r):
		return "Greek", 1
	case unicode.Is(unicode.Devanagari, r):
		return "Devanagari", 1
	case unicode.Is(unicode.Thai, r):
		return "Thai", 1
	case unicode.Is(unicode.Common, r), unicode.Is(unicode.Inherited, r):
		return "", 1
	}
	return "another", 1
}

// unknown says, for people, in what language or script a text is that the
// catalogue does not know; "" where it knows it or the text is too short to tell.
func (t tongue) unknown() string {
	if t.letters > 0 && float64(t.foreign) > maxForeignScript*float64(t.letters) {
		return "in the " + t.script + " script"
	}
	if t.words < minLanguageWords {
		return ""
	}
	known, foreign, which := t.best()
	if foreign >= minForeignShare && foreign > foreignLead*known {
		return "in a language that the catalogue does not know (it seems to be " + which + ")"
	}
	if t.words >= minKnownWords && known < minKnownShare {
		return "in no language that the catalogue knows"
	}
	return ""
}

// minVowels is the least share of vowels among Latin letters: from 36 % (Czech) to 48 %
// (Finnish) in running text, a fifth in letters that a font has mixed up.
const minVowels = 0.27

// mixedUp reports whether letters look as if their font had given them other codes.
func (t tongue) mixedUp() bool {
	known, foreign, _ := t.best()
	return max(known, foreign) < minForeignShare && t.latins*2 > t.letters && float64(t.vowels) < minVowels*float64(t.latins)
}

// best are the shares of the best known and the best other language.
func (t tongue) best() (known, foreign float64, which string) {
	for i, lang := range languages().languages {
		share := float64(t.shares[i]) / float64(max(t.words, 1))
		switch {
		case lang.Known:
			known = max(known, share)
		case share > foreign:
			foreign, which = share, lang.Name
		}
	}
	return known, foreign, which
}
