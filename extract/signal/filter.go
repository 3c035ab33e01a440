package signal

import (
	"maps"
	"regexp/syntax"
	"slices"
	"strings"
)

// filter tells which of many needles occur in a text, in one pass
// (Aho–Corasick). A needle's number is its index of insertion. It is what keeps
// hundreds of patterns cheap: a pattern runs only where a literal that it
// requires occurs.
type filter struct {
	class [256]uint8 // byte to column; 0 is every byte in no needle
	width int
	next  []int32 // state*width + class
	out   [][]int32
	index map[string]int32
	// lengths of the needles, by number.
	lengths []int
}

func newFilter() *filter { return &filter{index: map[string]int32{}} }

// add returns the number of a needle. Empty needles are not allowed.
func (f *filter) add(needle string) int32 {
	if n, ok := f.index[needle]; ok {
		return n
	}
	n := int32(len(f.index))
	f.index[needle] = n
	f.lengths = append(f.lengths, len(needle))
	return n
}

// build makes the automaton once every needle is added.
func (f *filter) build() {
	f.width = 1
	for needle := range f.index {
		for i := 0; i < len(needle); i++ {
			if f.class[needle[i]] == 0 {
				f.class[needle[i]] = uint8(f.width)
				f.width++
			}
		}
	}
	states := f.states()
	f.next, f.out = make([]int32, states*f.width), make([][]int32, 1, states)
	for needle, n := range f.index {
		s := int32(0)
		for i := 0; i < len(needle); i++ {
			at := int(s)*f.width + int(f.class[needle[i]])
			if f.next[at] == 0 {
				f.next[at] = int32(len(f.out))
				f.out = append(f.out, nil)
			}
			s = f.next[at]
		}
		f.out[s] = append(f.out[s], n)
	}
	f.link()
}

// states counts the different beginnings of the needles, the empty one included.
// A worker builds its filters at each start, and growing the table to its size
// was half of that time.
func (f *filter) states() int {
	n, before := 1, ""
	for _, needle := range slices.Sorted(maps.Keys(f.index)) {
		common := 0
		for common < min(len(before), len(needle)) && before[common] == needle[common] {
			common++
		}
		n += len(needle) - common
		before = needle
	}
	return n
}

// link fills failure transitions breadth first.
func (f *filter) link() {
	fail := make([]int32, len(f.out))
	var queue []int32
	for c := 0; c < f.width; c++ {
		if s := f.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for c := 0; c < f.width; c++ {
			at := int(s)*f.width + c
			child, other := f.next[at], f.next[int(fail[s])*f.width+c]
			if child == 0 {
				f.next[at] = other
				continue
			}
			fail[child] = other
			f.out[child] = append(f.out[child], f.out[other]...)
			queue = append(queue, child)
		}
	}
}

// hits calls found with the number of every needle in s, once per occurrence.
func (f *filter) hits(s string, found func(n int32, end int)) {
	state := int32(0)
	for i := 0; i < len(s); i++ {
		state = f.next[int(state)*f.width+int(f.class[s[i]])]
		for _, n := range f.out[state] {
			found(n, i+1)
		}
	}
}

const (
	minLiteral  = 2   // shorter literals filter nothing
	maxLiterals = 400 // more alternatives are no filter either
)

// required gives literals, in lower case, one of which every match of the
// pattern contains; nil if there are none.
func required(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	lits := literalsOf(re.Simplify())
	if len(lits) > maxLiterals {
		return nil
	}
	for _, l := range lits {
		if len(l) < minLiteral {
			return nil
		}
	}
	return lits
}

// literalsOf gives a set of which every match contains one member; nil if the
// pattern promises none.
func literalsOf(re *syntax.Regexp) []string {
	if all, ok := spellings(re); ok && shortest(all) > 0 {
		return all
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return literalsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return literalsOf(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			l := literalsOf(sub)
			if l == nil {
				return nil
			}
			all = append(all, l...)
		}
		return all
	case syntax.OpConcat:
		return bestOf(re.Sub)
	}
	return nil
}

const maxSpellings = 32

// spellings gives every string that a pattern can match, if they are few.
func spellings(re *syntax.Regexp) ([]string, bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}, true
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}, true
	case syntax.OpCharClass:
		return classSpellings(re)
	case syntax.OpCapture:
		return spellings(re.Sub[0])
	case syntax.OpQuest:
		all, ok := spellings(re.Sub[0])
		return distinct(append([]string{""}, all...)), ok && len(all) < maxSpellings
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			l, ok := spellings(sub)
			if all = append(all, l...); !ok || len(all) > maxSpellings {
				return nil, false
			}
		}
		return distinct(all), true
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			l, ok := spellings(sub)
			if !ok || len(all)*len(l) > maxSpellings {
				return nil, false
			}
			all = product(all, l)
		}
		return all, true
	}
	return nil, false
}

// classSpellings spells out a small class such as [sz].
func classSpellings(re *syntax.Regexp) ([]string, bool) {
	var all []string
	for i := 0; i+1 < len(re.Rune); i += 2 {
		if re.Rune[i+1]-re.Rune[i] > 3 || len(all) > 8 {
			return nil, false
		}
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			all = append(all, strings.ToLower(string(r)))
		}
	}
	return distinct(all), len(all) > 0
}

// bestOf joins neighbours that can be spelt out and picks the part of a
// concatenation whose shortest literal is longest.
func bestOf(subs []*syntax.Regexp) []string {
	var best []string
	take := func(l []string) {
		if len(l) > 0 && shortest(l) > 0 && len(l) <= maxLiterals && (best == nil || shortest(l) > shortest(best)) {
			best = l
		}
	}
	run := []string{""}
	for _, sub := range subs {
		l, ok := spellings(sub)
		if ok && len(run)*len(l) <= maxSpellings {
			run = product(run, l)
			continue
		}
		take(run)
		run = []string{""}
		if ok {
			run = l
		} else {
			take(literalsOf(sub))
		}
	}
	take(run)
	return best
}

func product(a, b []string) []string {
	var out []string
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return distinct(out)
}

func distinct(in []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func shortest(l []string) int {
	n := len(l[0])
	for _, s := range l[1:] {
		n = min(n, len(s))
	}
	return n
}
