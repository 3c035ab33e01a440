package signal

import (
	"regexp"
	"slices"
	"strings"

	"weaksignal/extract/catalogue"
)

// degreeWords are the names of degrees of all languages, by level.
type degreeWords struct {
	names *lexicon
	terms []degreeTerm // by the lexicon's term
}

type degreeTerm struct {
	level string
	first bool           // only at the beginning of its line
	rest  *regexp.Regexp // what must follow a name with a gap in it ("candidate of … sciences")
	rule  *degreeRule    // whose vetoes hold
}

func newDegreeWords(languages []catalogue.Language, rules []degreeRule) *degreeWords {
	d := &degreeWords{names: newLexicon()}
	for _, l := range languages {
		for _, level := range []string{PhD, Masters, Bachelor, OtherDegree, LevelUnknown} {
			for _, name := range l.Degrees[level] {
				d.add(level, name, rules)
			}
		}
	}
	d.names.build()
	return d
}

func (d *degreeWords) add(level, name string, rules []degreeRule) {
	t := degreeTerm{level: level}
	name, t.first = strings.CutPrefix(name, "^")
	if head, tail, gap := strings.Cut(name, " * "); gap {
		name, t.rest = head, regexp.MustCompile(`^ [^ ]+ (?:[^ ]+ )?`+regexp.QuoteMeta(tail))
	}
	name = strings.TrimSuffix(name, " *")
	if i := slices.IndexFunc(rules, func(r degreeRule) bool { return r.level == level }); i >= 0 {
		t.rule = &rules[i]
	}
	id := d.names.term(name)
	d.terms = append(d.terms, t)
	d.names.word(id, name, false, false)
}

// find gives the degrees named in a text by the words of any language.
func (d *degreeWords) find(dates *dateWords, plain, folded string) []degreeFound {
	var out []degreeFound
	for _, at := range d.names.find(plain, folded) {
		t := &d.terms[at.id]
		if t.first && !dates.only(folded[:at.from]) || t.rest != nil && !t.rest.MatchString(folded[at.to:]) {
			continue
		}
		f := degreeFound{level: t.level, at: at.from}
		if t.rule != nil {
			for k := range t.rule.vetoes {
				if t.rule.vetoes[k].refuses(plain, folded, at.from, at.to) {
					f.refused = t.rule.vetoes[k].why
					break
				}
			}
		}
		out = append(out, f)
	}
	return out
}
