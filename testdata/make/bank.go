package main

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

//go:embed bank/*.txt
var bankFiles embed.FS

// bank holds phrases by key. A phrase may hold slots such as {topic}.
type bank map[string][]string

// readBank reads the phrases of one language; lists that it lacks (titles of papers,
// names of tools) are the common or the English ones.
// A "# key" line starts a list, each further line is one phrase.
func readBank(language string) (bank, error) {
	b := bank{}
	for _, name := range []string{"common", "en", language} {
		raw, err := bankFiles.ReadFile("bank/" + name + ".txt")
		if err != nil {
			return nil, fmt.Errorf("phrases: %w", err)
		}
		key := ""
		for _, line := range strings.Split(string(raw), "\n") {
			line = strings.TrimSpace(line)
			if k, ok := strings.CutPrefix(line, "# "); ok {
				key = k
				b[key] = nil
			} else if line != "" {
				b[key] = append(b[key], line)
			}
		}
	}
	return b, nil
}

var slot = regexp.MustCompile(`\{[a-z0-9]+\}`)

// fill replaces the slots of a phrase by the given values, then by draws from the
// bank's lists of the same name, then by numbers.
func (b bank) fill(d dice, phrase string, given map[string]string) string {
	year := d.between(2017, 2024)
	return slot.ReplaceAllStringFunc(phrase, func(s string) string {
		name := s[1 : len(s)-1]
		if v, ok := given[name]; ok {
			return v
		}
		switch name {
		case "pct":
			return fmt.Sprint(d.between(8, 62))
		case "n":
			return fmt.Sprint(d.between(3, 12))
		case "k":
			return fmt.Sprint(10 * d.between(4, 60))
		case "year":
			return fmt.Sprint(year)
		case "year2":
			return fmt.Sprint(year + d.between(1, 3))
		}
		if list := b[name]; len(list) > 0 {
			return d.pick(list)
		}
		panic("phrases: no list for slot " + s)
	})
}

// heading gives one of the usual headings of a section.
func (b bank) heading(d dice, kind string) string {
	for _, line := range b["heading"] {
		if parts := strings.Split(line, "|"); parts[0] == kind {
			return d.pick(parts[1:])
		}
	}
	panic("phrases: no heading for section " + kind)
}
