package signal

import (
	"sort"

	"weaksignal/extract/catalogue"
)

// rule is a definition ready to run.
type rule struct {
	def       *catalogue.Definition
	detectors []detector
	vetoes    []veto
	classes   []class
}

type detector struct {
	catalogue.Detector
	in, out section
	match   []pattern
	with    []pattern
	heading []pattern
	vetoes  []veto
	list    *lexicon
}

type class struct {
	attribute, value string
	match            []pattern
	list             *lexicon
	in               section
}

func (d *Detector) compile(def *catalogue.Definition, lists map[string]*lexicon) rule {
	r := rule{def: def, vetoes: compileVetoes(def.Vetoes)}
	for _, t := range def.Detectors {
		if def.Off {
			break
		}
		r.detectors = append(r.detectors, detector{
			Detector: t, in: d.headings.of(t.Sections), out: d.headings.of(t.Except),
			match: compilePatterns(t.Match, d.filter), with: compilePatterns(t.With, nil),
			heading: compilePatterns(t.Heading, nil), vetoes: compileVetoes(t.Vetoes), list: lists[t.List],
		})
	}
	for _, c := range def.Classes {
		r.classes = append(r.classes, class{c.Attribute, c.Value, compilePatterns(c.Match, nil), lists[c.List], d.headings.of(c.Sections)})
	}
	return r
}

// standsIn says whether a section is one the detector looks at.
func (t *detector) standsIn(s section) bool {
	if t.in != 0 && (s&t.in == 0 || (t.Alone && s&^t.in != 0)) {
		return false
	}
	return t.out == 0 || s&t.out == 0 || (t.in != 0 && s&t.in != 0)
}

// unit is a piece of text that a detector judges.
type unit struct {
	text, fold string
	section    section
	heading    string
	line       func(offset int) int // index of a line, -1 if in none
	entry      string               // folded lines of the same entry around it
}

// verdict on one unit.
type verdict struct {
	accepted bool
	why      string
	at       int // offset of the match
	to       int
}

// firstMatch gives the place of the first pattern that fits.
func firstMatch(ps []pattern, plain, folded string, seen marks) []int {
	for i := range ps {
		if loc := ps[i].find(plain, folded, seen); loc != nil {
			return loc
		}
	}
	return nil
}

// judge applies a detector to a unit whose candidate stands at [from, to).
func (d *Detector) judge(r *rule, t *detector, u *unit, from, to int) verdict {
	v := verdict{at: from, to: to, why: t.Name}
	for _, vetoes := range [2][]veto{t.vetoes, r.vetoes} {
		for i := range vetoes {
			if vetoes[i].refuses(u.text, u.fold, from, to) || (vetoes[i].entry && u.entry != "" && vetoes[i].find(u.entry, u.entry, nil) != nil) {
				v.why = vetoes[i].why
				return v
			}
		}
	}
	if len(t.with) > 0 && firstMatch(t.with, u.text, u.fold, nil) == nil {
		v.why = t.Else
		return v
	}
	if t.Subject != "" && !d.grammar.ownVerb(u.text, from) {
		v.why = "the subject is somebody or something else"
		return v
	}
	v.accepted = true
	return v
}

// finding gathers the verdicts on one signal.
type finding struct {
	present, unknown []Evidence
	misses           []Evidence
	attributes       map[string]string
}

const maxEvidence = 12 // kept of each kind

func keep(list []Evidence, e Evidence) []Evidence {
	if len(list) >= maxEvidence {
		return list
	}
	for _, o := range list {
		if o.Line == e.Line && o.Why == e.Why {
			return list
		}
	}
	return append(list, e)
}

func (f *finding) add(r *rule, t *detector, u *unit, v verdict, e Evidence) {
	e.Why = v.why
	switch {
	case v.accepted && t.Outcome == catalogue.Unknown:
		f.unknown = keep(f.unknown, e)
	case v.accepted:
		f.present = keep(f.present, e)
		f.classify(r, t, u)
	case v.why != "":
		f.misses = keep(f.misses, e)
	}
}

// classify notes the attributes of accepted evidence; the first value of an
// attribute stays, a different one makes it "several".
func (f *finding) classify(r *rule, t *detector, u *unit) {
	own := map[string]string{}
	for _, c := range r.classes {
		if own[c.attribute] != "" {
			continue
		}
		if u.section&c.in != 0 || firstMatch(c.match, u.text, u.fold, nil) != nil || (c.list != nil && len(c.list.find(u.text, u.fold)) > 0) {
			own[c.attribute] = c.value
		}
	}
	for k, v := range t.Attributes {
		if own[k] == "" {
			own[k] = v
		}
	}
	for k, v := range own {
		if f.attributes == nil {
			f.attributes = map[string]string{}
		}
		f.attributes[k] = joinValue(f.attributes[k], v)
	}
}

// joinValue adds a value to a sorted, comma-separated set.
func joinValue(have, v string) string {
	values := map[string]bool{v: true}
	for _, h := range splitValues(have) {
		values[h] = true
	}
	var out []string
	for h := range values {
		out = append(out, h)
	}
	sort.Strings(out)
	return joinValues(out)
}

// result turns what was gathered into a Finding.
func (f *finding) result(truncated bool) Finding {
	out := Finding{Evidence: f.present, NearMisses: f.misses, Attributes: f.attributes}
	yes, no := true, false
	switch {
	case len(f.present) > 0:
		out.Present = &yes
	case len(f.unknown) > 0:
		out.Unknown, out.Evidence = f.unknown[0].Why, f.unknown
	case truncated:
		out.Unknown = "the text was cut: the signal may stand in the part not read"
	default:
		out.Present = &no
	}
	return out
}
