package signal

import (
	"regexp"

	"weaksignal/extract/catalogue"
)

var progressForm = regexp.MustCompile(`\b(?:pursuing|in progress|expected|ongoing|currently|candidate|anticipated|en cours|student|present|appearing|undergoing|final year|second year|first year)\b`)

// pattern is a catalogue pattern with the literals that it requires.
type pattern struct {
	re       *regexp.Regexp
	cased    bool
	literals []int32 // numbers in a filter; empty: runs always
}

// marks of the needles seen in one text, by number.
type marks []bool

// find gives the place of the first match, nil if there is none. seen may be nil:
// then the pattern runs without its filter.
func (p *pattern) find(plain, folded string, seen marks) []int {
	if seen != nil && len(p.literals) > 0 && !seen.any(p.literals) {
		return nil
	}
	if p.cased {
		return p.re.FindStringIndex(plain)
	}
	return p.re.FindStringIndex(folded)
}

// findAll gives the places of up to n matches.
func (p *pattern) findAll(plain, folded string, n int) [][]int {
	if p.cased {
		return p.re.FindAllStringIndex(plain, n)
	}
	return p.re.FindAllStringIndex(folded, n)
}

func (m marks) any(ns []int32) bool {
	for _, n := range ns {
		if m[n] {
			return true
		}
	}
	return false
}

// veto refuses a match.
type veto struct {
	pattern
	why           string
	reach         int
	before, after int
	within        int
	entry         bool
}

// refuses says whether the veto fits the text, or the bytes within its reach of
// the match at [from, to).
func (v *veto) refuses(plain, folded string, from, to int) bool {
	if v.reach > 0 || v.before > 0 || v.after > 0 || v.within > 0 {
		a, b := max(0, from-v.reach), min(len(folded), to+v.reach)
		switch {
		case v.before > 0:
			a, b = max(0, from-v.before), from
		case v.within > 0:
			a, b = max(0, from-v.within), to
		case v.after > 0:
			a, b = to, min(len(folded), to+v.after)
		}
		for a > 0 && a < from && wordByte(folded[a]) && wordByte(folded[a-1]) {
			a--
		}
		for b < len(folded) && b > to && wordByte(folded[b]) && wordByte(folded[b-1]) {
			b++
		}
		plain, folded = plain[a:b], folded[a:b]
	}
	return v.find(plain, folded, nil) != nil
}

func compilePatterns(ps []catalogue.Pattern, f *filter) []pattern {
	var out []pattern
	for _, p := range ps {
		c := pattern{re: p.Regexp, cased: p.Cased}
		if f != nil {
			for _, l := range required(p.Regexp.String()) {
				c.literals = append(c.literals, f.add(l))
			}
		}
		out = append(out, c)
	}
	return out
}

func compileVetoes(vs []catalogue.Veto) []veto {
	var out []veto
	for _, v := range vs {
		out = append(out, veto{pattern{re: v.Pattern.Regexp, cased: v.Pattern.Cased}, v.Why, v.Reach, v.Before, v.After, v.Within, v.Entry})
	}
	return out
}

// marks runs a filter over folded text.
func (f *filter) marks(folded string) marks {
	m := make(marks, len(f.lengths))
	f.hits(folded, func(n int32, _ int) { m[n] = true })
	return m
}
