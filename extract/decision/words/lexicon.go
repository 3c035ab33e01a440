package words

import (
	"fmt"
	"slices"
	"strings"
)

// lexicon maps phrases of whole words to concepts. A word that ends in "*" stands
// for all words that begin so.
type lexicon struct {
	exact map[string][]phrase // by first word
	stems []phrase            // whose first word is a stem
}

type phrase struct {
	words   []string
	concept string
	chars   int // to prefer the more specific of two that fit
}

// item is a phrase found in a text, or a word that no phrase knows.
type item struct {
	concept string // "" = not known
	clause  int
	text    string
	own     bool
}

func newLexicon() *lexicon { return &lexicon{exact: map[string][]phrase{}} }

// add takes in a phrase. An idiom ("is_...") wins over a concept that is spelt
// alike; two concepts, or two idioms, of one phrase are a fault of the data.
func (l *lexicon) add(concept, text string) error {
	p := phrase{concept: concept}
	for _, field := range strings.Fields(text) {
		stem := strings.HasSuffix(field, "*")
		folded := fold(strings.TrimSuffix(field, "*"))
		for i, w := range folded {
			if stem && i == len(folded)-1 {
				w.text += "*"
			}
			p.words = append(p.words, w.text)
			p.chars += len(w.text)
		}
	}
	if len(p.words) == 0 {
		return fmt.Errorf("%s: the phrase %q has no word", concept, text)
	}
	old := l.same(p)
	switch {
	case old == nil:
		l.insert(p)
	case old.concept == concept, isIdiom(old.concept) && !isIdiom(concept):
	case isIdiom(concept) && !isIdiom(old.concept):
		old.concept = concept
	default:
		return fmt.Errorf("%q is both %s and %s", text, old.concept, concept)
	}
	return nil
}

func isIdiom(concept string) bool { return strings.HasPrefix(concept, "is_") || concept == vague }

// same is the phrase of the same words, nil if there is none.
func (l *lexicon) same(p phrase) *phrase {
	list := l.exact[p.words[0]]
	if strings.HasSuffix(p.words[0], "*") {
		list = l.stems
	}
	for i := range list {
		if slices.Equal(list[i].words, p.words) {
			return &list[i]
		}
	}
	return nil
}

func (l *lexicon) insert(p phrase) {
	if first := p.words[0]; !strings.HasSuffix(first, "*") {
		l.exact[first] = append(l.exact[first], p)
		return
	}
	l.stems = append(l.stems, p)
}

// chain is lexicons of which an earlier one wins where both know the same words.
type chain []layer

type layer struct {
	*lexicon
	own bool // of the language itself, not lent by English
}

// read cuts a text into phrases, at each place the one of most words, then the
// most specific one.
func (c chain) read(w []word) []item {
	var out []item
	for i := 0; i < len(w); {
		best, own := phrase{}, false
		for _, l := range c {
			for _, list := range [2][]phrase{l.exact[w[i].text], l.stems} {
				for _, p := range list {
					if (len(p.words) > len(best.words) || len(p.words) == len(best.words) && p.chars > best.chars) && fits(p, w[i:]) {
						best, own = p, l.own
					}
				}
			}
		}
		n := max(len(best.words), 1)
		it := item{concept: best.concept, clause: w[i].clause, own: own}
		for _, x := range w[i : i+n] {
			it.text = strings.TrimSpace(it.text + " " + x.text)
		}
		if it.concept == "" && numeric(it.text) {
			it.concept = "number"
		}
		out = append(out, it)
		i += n
	}
	return out
}

func fits(p phrase, w []word) bool {
	if len(w) < len(p.words) {
		return false
	}
	for k, t := range p.words {
		if w[k].clause != w[0].clause && len(w[0].text) > 2 {
			return false // but "n/a" and "w/d"
		}
		stem, ok := strings.CutSuffix(t, "*")
		if ok && !strings.HasPrefix(w[k].text, stem) || !ok && t != w[k].text {
			return false
		}
	}
	return true
}
