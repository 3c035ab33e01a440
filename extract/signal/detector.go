package signal

import (
	"fmt"
	"regexp"
	"strings"

	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
)

// Kinds of [Span].
const (
	KindWork      = "work"
	KindEducation = "education"
	KindOther     = "other"
)

// Detector reads texts by one catalogue. It may be shared by goroutines.
type Detector struct {
	catalogue    *catalogue.Catalogue
	headings     *headings
	dates        *dateWords
	rules        []rule
	filter       *filter // literals of the rules' match patterns
	degrees      []degreeRule
	degreeFilter *filter
	degreeWords  *degreeWords
	skills       *lexicon
	titles       *lexicon
	fields       *lexicon
	grammar      *grammar
	// tail: what may follow an employer's name in its field (legal form, place, division).
	tail *regexp.Regexp
}

// NewDetector prepares the catalogue's detectors.
func NewDetector(c *catalogue.Catalogue) (*Detector, error) {
	d := &Detector{catalogue: c, headings: newHeadings(c.Words.Languages), dates: newDateWords(c.Words.Languages), filter: newFilter(), degreeFilter: newFilter(), grammar: newGrammar()}
	lists := map[string]*lexicon{}
	for _, l := range c.Lists {
		lists[l.Name] = listLexicon(l)
	}
	for i := range c.Signals {
		d.rules = append(d.rules, d.compile(&c.Signals[i], lists))
	}
	d.filter.build()
	d.degrees = compileDegrees(c.Words.Degrees, d.degreeFilter)
	d.degreeFilter.build()
	d.degreeWords = newDegreeWords(c.Words.Languages, d.degrees)
	tail, err := c.Group("employer_tail")
	if err == nil {
		d.tail, err = regexp.Compile(`^(?:[\s,.]*(?:` + tail + `\b\.?|\([^)]{1,60}\)|,\s*[a-z]{2}\b))*`)
	}
	if err != nil {
		return nil, fmt.Errorf("word group employer_tail: %w", err)
	}
	d.skills, d.titles, d.fields = termLexicon(c.Words.Skills), termLexicon(c.Words.Titles), termLexicon(c.Words.Fields)
	return d, nil
}

func termLexicon(terms []catalogue.Term) *lexicon {
	x := newLexicon()
	for _, t := range terms {
		id := x.term(t.Name)
		if !t.Cased {
			x.word(id, t.Name, false, false)
		}
		for _, s := range t.Synonyms {
			x.word(id, s, t.Cased, false)
		}
	}
	x.build()
	return x
}

func listLexicon(l catalogue.List) *lexicon {
	x := newLexicon()
	x.proper = true
	for _, e := range l.Entries {
		id := x.term(e.Name)
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			x.word(id, n, n == strings.ToUpper(n), false)
		}
		for _, n := range e.Not {
			x.word(id, n, false, true)
		}
	}
	x.build()
	return x
}

// Read finds every signal read from text. A nil text gives a zero Reading.
func (d *Detector) Read(t *document.Text) Reading {
	var r Reading
	if t == nil {
		return r
	}
	p := d.parse(t)
	degrees, refused := d.readDegrees(p)
	r.Degrees = degrees
	r.Findings = d.findings(p, degrees, refused)
	for _, s := range p.spans {
		r.Spans = append(r.Spans, s.Span)
	}
	r.Skills = d.readSkills(p)
	r.Sections = p.found
	r.Route = route(degrees, p.spans)
	return r
}

// Identity gives the e-mail addresses in the text, lower case, each once in
// order, and the applicant's name as the top of the document states it, "" if
// no line looks like a name. Both serve only to make keyed hashes.
func (d *Detector) Identity(t *document.Text) (emails []string, name string) {
	if t == nil {
		return nil, ""
	}
	emails = findEmails(t)
	return emails, d.nameLine(t, emails)
}

// titleIn gives the canonical titles named in folded text, joined by a space; "" if none.
func (d *Detector) titleIn(folded string) string {
	found := d.titles.find(folded, folded)
	if len(found) == 0 {
		return ""
	}
	var names []string
	for _, f := range found {
		if n := d.titles.names[f.id]; !strings.Contains(strings.Join(names, " "), n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

// readSkills gives the vocabulary's skills that the document names, sorted.
func (d *Detector) readSkills(p *page) []Skill {
	no := d.headings.of([]string{"references"})
	first := map[int]int{}
	for i := range p.lines {
		if p.sections[i]&no != 0 {
			continue
		}
		for _, t := range d.skills.find(p.lines[i].plain, p.lines[i].fold) {
			if _, ok := first[t.id]; !ok {
				first[t.id] = p.lines[i].no
			}
		}
	}
	out := make([]Skill, 0, len(first))
	for id, name := range d.skills.names {
		if no, ok := first[id]; ok {
			out = append(out, Skill{Name: name, Line: no})
		}
	}
	sortSkills(out)
	return out
}
