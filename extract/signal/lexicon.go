package signal

import "strings"

// lexicon finds the terms of a vocabulary or list as whole words.
type lexicon struct {
	filter  *filter
	entries [][]lexeme // by needle
	names   []string
	proper  bool // the terms are proper names
}

type lexeme struct {
	term  int
	cased string // as it must be written; "" for any case
	upper bool   // must begin with a capital: a one-word name such as "Apple"
	not   bool   // a longer name that means something else
}

// term is a place where a name stands.
type term struct {
	id       int
	from, to int
}

func newLexicon() *lexicon { return &lexicon{filter: newFilter()} }

// term starts a new canonical name.
func (x *lexicon) term(name string) int {
	x.names = append(x.names, name)
	return len(x.names) - 1
}

// word adds a spelling of a term.
func (x *lexicon) word(id int, spelling string, cased, not bool) {
	p := strings.TrimSpace(plain(spelling))
	if p == "" {
		return
	}
	e := lexeme{term: id, not: not, upper: x.proper && !not && !strings.Contains(p, " ") && p[0] >= 'A' && p[0] <= 'Z'}
	if cased {
		e.cased = p
	}
	n := x.filter.add(fold(p))
	for int(n) >= len(x.entries) {
		x.entries = append(x.entries, nil)
	}
	x.entries[n] = append(x.entries[n], e)
}

func (x *lexicon) build() { x.filter.build() }

// find gives the terms in a text, in order of their ends; names inside a longer
// name that was found, and inside a "not" name, are left out.
func (x *lexicon) find(plain, folded string) []term {
	var all []term
	var nots []term
	x.filter.hits(folded, func(n int32, end int) {
		needleLen := 0
		for _, e := range x.entries[n] {
			if needleLen == 0 {
				needleLen = x.lengthOf(n)
			}
			from := end - needleLen
			if !wholeWord(folded, from, end) || (e.cased != "" && plain[from:end] != e.cased) || (e.upper && isLower(plain[from])) {
				continue
			}
			t := term{e.term, from, end}
			if e.not {
				nots = append(nots, t)
			} else {
				all = append(all, t)
			}
		}
	})
	if len(all) == 0 {
		return nil
	}
	out := all[:0]
	for i, t := range all {
		if !coveredBy(t, nots, -1) && !coveredBy(t, all, i) {
			out = append(out, t)
		}
	}
	return out
}

// coveredBy says whether a longer name holds t.
func coveredBy(t term, others []term, self int) bool {
	for i, o := range others {
		if i != self && o.from <= t.from && o.to >= t.to && (o.to-o.from > t.to-t.from || self < 0 && o.id == t.id) {
			return true
		}
	}
	return false
}

func (x *lexicon) lengthOf(n int32) int { return x.filter.lengths[n] }

// wholeWord says whether s[from:to] is bounded by something that is no letter
// and no digit; "c" in "c++" is no whole word either.
func wholeWord(s string, from, to int) bool {
	if from > 0 && wordByte(s[from-1]) && wordByte(s[from]) {
		return false
	}
	if to < len(s) {
		if wordByte(s[to]) && wordByte(s[to-1]) {
			return false
		}
		if (s[to] == '+' || s[to] == '#') && wordByte(s[to-1]) {
			return false
		}
	}
	return true
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 0x80
}
