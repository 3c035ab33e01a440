package catalogue

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Pattern is a regular expression of RE2's syntax (linear time, no
// backtracking).
//
// It is written for text in lower case without accents; "<name>" stands for a
// word group of words/groups.yaml. A
// pattern that begins with "=" runs on the text as written instead, for
// abbreviations that mean something in capitals only.
type Pattern struct {
	// Source as in the file.
	Source string
	// Cased: runs on the text as written.
	Cased bool
	// Regexp is set once the catalogue is loaded.
	Regexp *regexp.Regexp
}

// UnmarshalYAML reads a pattern from a string.
func (p *Pattern) UnmarshalYAML(n *yaml.Node) error { return n.Decode(&p.Source) }

// MarshalYAML gives the pattern back as it was written.
func (p Pattern) MarshalYAML() (any, error) { return p.Source, nil }

// compile expands the groups and compiles.
func (p *Pattern) compile(g groups) error {
	s, err := g.expand(strings.TrimPrefix(p.Source, "="))
	if err != nil {
		return err
	}
	p.Cased = strings.HasPrefix(p.Source, "=")
	p.Regexp, err = regexp.Compile(s)
	return err
}
