package catalogue

import (
	"fmt"
	"strings"
)

// Words that structure is read by.
type Words struct {
	// Languages read, English first.
	Languages []Language
	Skills    []Term
	Titles    []Term
	Fields    []Term
	Degrees   []DegreeRule
}

// Heading of a section: its canonical name and how it is written, in lower case
// without accents.
type Heading struct {
	Section string   `yaml:"section"`
	Words   []string `yaml:"words"`
	// Inline headings may begin a section inside a very long line; as written.
	Inline []string `yaml:"inline"`
	// Alone: a heading only where nothing else stands on its line.
	Alone bool `yaml:"alone"`
}

// Term of a vocabulary: a canonical name and its synonyms.
type Term struct {
	Name     string   `yaml:"name"`
	Synonyms []string `yaml:"synonyms"`
	// Cased terms are matched as written ("R", "Go").
	Cased bool `yaml:"cased"`
}

// DegreeRule tells the level of a degree from its name.
type DegreeRule struct {
	Name string `yaml:"name"`
	// Level: bachelor, masters, phd, other, or unknown.
	Level  string    `yaml:"level"`
	Match  []Pattern `yaml:"match"`
	Vetoes []Veto    `yaml:"vetoes"`
}

// Group gives a word group of words/groups.yaml as one alternation.
func (c *Catalogue) Group(name string) (string, error) { return c.groups.expand("<" + name + ">") }

// CanonicalSkill gives the vocabulary's name of a skill, and whether it is known.
func (c *Catalogue) CanonicalSkill(s string) (string, bool) {
	want := strings.ToLower(strings.TrimSpace(s))
	for _, t := range c.Words.Skills {
		if strings.ToLower(t.Name) == want {
			return t.Name, true
		}
		for _, syn := range t.Synonyms {
			if strings.ToLower(syn) == want {
				return t.Name, true
			}
		}
	}
	return want, false
}

// addSkill makes sure that a skill is found under the very name that a role
// requires it by: a synonym becomes a term of its own beside the canonical one.
func (w *Words) addSkill(s string) {
	want := strings.ToLower(strings.TrimSpace(s))
	c := Catalogue{Words: *w}
	name, known := c.CanonicalSkill(s)
	if want == "" || (known && strings.ToLower(name) == want) {
		return
	}
	t := Term{Name: want}
	for _, k := range w.Skills {
		if known && k.Name == name {
			t.Synonyms, t.Cased = append([]string{k.Name}, k.Synonyms...), k.Cased
		}
	}
	w.Skills = append(w.Skills, t)
}

// groups are named alternations that patterns use as <name>.
type groups map[string][]string

const maxGroupDepth = 5

// expand replaces every <name> by its alternation.
func (g groups) expand(s string) (string, error) { return g.expandTo(s, 0) }

func (g groups) expandTo(s string, depth int) (string, error) {
	if depth > maxGroupDepth {
		return "", fmt.Errorf("groups nest deeper than %d", maxGroupDepth)
	}
	var b strings.Builder
	for {
		before, rest, ok := cutGroup(s)
		b.WriteString(before)
		if !ok {
			return b.String(), nil
		}
		name, after, _ := strings.Cut(rest, ">")
		words, known := g[name]
		if !known {
			return "", fmt.Errorf("no word group is called <%s>", name)
		}
		inner, err := g.expandTo(strings.Join(words, "|"), depth+1)
		if err != nil {
			return "", err
		}
		b.WriteString("(?:" + inner + ")")
		s = after
	}
}

// cutGroup splits at the first "<name>" that is not RE2's "(?P<name>".
func cutGroup(s string) (before, rest string, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] != '<' || (i > 0 && (s[i-1] == 'P' || s[i-1] == '\\')) {
			continue
		}
		if strings.IndexByte(s[i:], '>') > 0 {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
