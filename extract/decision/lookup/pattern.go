package lookup

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Patterns map free text to a small set of answers. A literal anywhere in the
// list wins over a pattern with wildcards; then the first in order.
type Patterns struct {
	literal map[string]int
	globs   []glob
	// otherwise is asked where nothing fits: the words behind the configuration.
	otherwise func(text string) int
}

type glob struct {
	text   string
	answer int
}

func (p *Patterns) add(answer int, match []string) {
	if p.literal == nil {
		p.literal = map[string]int{}
	}
	for _, m := range match {
		m = Fold(m)
		if strings.ContainsAny(m, "*?") {
			p.globs = append(p.globs, glob{m, answer})
		} else if _, ok := p.literal[m]; !ok && m != "" {
			p.literal[m] = answer
		}
	}
}

// Find returns the answer for a text, -1 if none fits.
func (p *Patterns) Find(raw string) int {
	if a := p.Explicit(raw); a >= 0 {
		return a
	}
	if p.otherwise != nil && raw != "" {
		return p.otherwise(raw)
	}
	return -1
}

// Explicit is the answer of the configuration alone, -1 if none fits.
func (p *Patterns) Explicit(raw string) int {
	text := Fold(raw)
	if text == "" {
		return -1
	}
	if a, ok := p.literal[text]; ok {
		return a
	}
	for _, g := range p.globs {
		if matchGlob(g.text, text) {
			return g.answer
		}
	}
	return -1
}

// Fold folds case and accents and turns underscores, hyphens and runs of
// white space into single spaces, so that "Take-Home" is "take home".
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), r == '_', unicode.IsControl(r):
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// MatchText reports whether a text fits a pattern with * (any text) and ? (one
// character), without regard to case, accents, hyphens and runs of space.
func MatchText(pattern, text string) bool {
	return matchGlob(Fold(pattern), Fold(text))
}

// matchGlob is [MatchText] on texts as they are. It takes time linear in the text for
// each star.
func matchGlob(pattern, text string) bool {
	p, t := []rune(pattern), []rune(text)
	i, j, star, mark := 0, 0, -1, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
