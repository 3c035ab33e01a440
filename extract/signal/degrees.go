package signal

import (
	"regexp"
	"sort"

	"weaksignal/extract/catalogue"
)

// LevelUnknown marks a qualification whose name states no level (a diplôme
// d'ingénieur, a Russian specialist's diploma).
const LevelUnknown = "unknown"

// degreeRule is one rule of the degree words, ready to run.
type degreeRule struct {
	name, level string
	match       []pattern
	vetoes      []veto
}

// degreeFound is a degree on a statement, or one refused with its reason.
type degreeFound struct {
	level   string
	at      int // offset in the statement
	refused string
}

// degreesIn reads the degrees named in a text of the page, once.
func (d *Detector) degreesIn(p *page, plain, folded string) []degreeFound {
	if found, known := p.degrees[folded]; known {
		return found
	}
	found := d.readDegreeNames(plain, folded)
	p.degrees[folded] = found
	return found
}

func (d *Detector) readDegreeNames(plain, folded string) []degreeFound {
	seen := d.degreeFilter.marks(folded)
	var out []degreeFound
	for _, r := range d.degrees {
		if f, ok := r.read(plain, folded, seen); ok {
			out = append(out, f)
		}
	}
	return append(out, d.degreeWords.find(d.dates, plain, folded)...)
}

// read looks for the rule's degree; a mention that no veto refuses wins.
func (r *degreeRule) read(plain, folded string, seen marks) (degreeFound, bool) {
	var found degreeFound
	any := false
	for i := range r.match {
		loc := r.match[i].find(plain, folded, seen)
		if loc == nil {
			continue
		}
		f := degreeFound{level: r.level, at: loc[0]}
		for k := range r.vetoes {
			if r.vetoes[k].refuses(plain, folded, loc[0], degreeWordEnd(folded, loc[0])) {
				f.refused = r.vetoes[k].why
				break
			}
		}
		if f.refused == "" {
			return f, true
		}
		if !any {
			found, any = f, true
		}
	}
	return found, any
}

// degreeWordEnd is the end of the degree's own word, so that vetoes see what follows it.
func degreeWordEnd(folded string, from int) int {
	to := from
	for to < len(folded) && (wordByte(folded[to]) || folded[to] == '.') {
		to++
	}
	return to
}

// readDegrees gives the degrees that the document claims, and those refused.
func (d *Detector) readDegrees(p *page) (held []Degree, refused []Evidence) {
	no := d.headings.of([]string{"work", "skills", "projects", "references", "interests", "publications", "talks", "teaching", "languages", "volunteer", "courses", "awards", "activities", "talks"})
	edu := d.headings.of([]string{"education"})
	seen := map[Degree]bool{}
	for i := range p.statements {
		s := &p.statements[i]
		for _, f := range d.degreesIn(p, s.text, s.fold) {
			at := s.line(f.at)
			ev := Evidence{Line: p.lines[at].no, Section: p.sectionOf(d.headings, at), Text: p.lines[at].text}
			if f.refused == "" && s.section&no != 0 && s.section&edu == 0 && !d.ownEntry(p, i, f.at) {
				f.refused = "named outside education: " + ev.Section
			}
			if f.refused != "" {
				ev.Why = f.refused
				refused = append(refused, ev)
				continue
			}
			g := Degree{Level: f.level, Field: d.fieldNear(p, i, f.at), InProgress: d.inProgress(s.fold), Line: p.lines[at].no}
			if !seen[g] {
				seen[g] = true
				held = append(held, g)
			}
		}
	}
	sort.SliceStable(held, func(i, j int) bool { return held[i].Line < held[j].Line })
	return held, refused
}

// degreeField: what follows a degree's name in its field.
var degreeField = regexp.MustCompile(`^\W*[\pL.-]+(?: ?'?s)?(?: degree| diploma| magistrale| specialistica| triennale| universitari[ao]| di ricerca)?(?:\s*[:(|-]|\s+(?:in|of|en|de|em|di|der|fur|student|candidate|fellow|thesis|project|researcher|scholar|intern)\b|\s+d'|\s+\pL+ наук)`)

// equivalentForm: a diploma explained by the degree it equals.
var equivalentForm = regexp.MustCompile(`\b(?:diploma|degree|diplome|titre)\b.{0,20}\bequivalent (?:to|of|a|au)\b(?: (?:a|an|the|un))?\s*$`)

// ownEntry: a line that begins with the degree, beside an institution or dates,
// is an education entry wherever a scrambled layout has put it.
func (d *Detector) ownEntry(p *page, i, at int) bool {
	s := &p.statements[i]
	if equivalentForm.MatchString(s.fold[max(0, at-60):at]) {
		return true
	}
	if s.section&d.headings.of([]string{"work"}) != 0 && !degreeField.MatchString(s.fold[at:]) {
		return false
	}
	if at > 6 && !d.dates.only(s.fold[:at]) && !(at < 40 && institutionWord.MatchString(s.fold[at:]) && s.section&d.headings.of([]string{"courses", "activities", "awards"}) != 0) {
		return false
	}
	if len(s.text) > 200 || s.section&d.headings.of([]string{"references", "teaching", "publications"}) != 0 {
		return false
	}
	for j := max(0, i-1); j <= min(len(p.statements)-1, i+1); j++ {
		if n := &p.statements[j]; institutionWord.MatchString(n.fold) || (j == i && len(d.dates.ranges(n.fold)) > 0) {
			return true
		}
	}
	return false
}

// fieldNear gives the field of study after a degree, or on the next statement.
func (d *Detector) fieldNear(p *page, i, at int) string {
	s := &p.statements[i]
	if t := d.fields.find(s.text[at:], s.fold[at:]); len(t) > 0 {
		return d.fields.names[t[0].id]
	}
	if t := d.fields.find(s.text, s.fold); len(t) > 0 {
		return d.fields.names[t[0].id]
	}
	if i+1 < len(p.statements) && len(p.statements[i+1].text) < 80 && p.statements[i+1].section == s.section {
		if t := d.fields.find(p.statements[i+1].text, p.statements[i+1].fold); len(t) > 0 {
			return d.fields.names[t[0].id]
		}
	}
	return ""
}

func (d *Detector) inProgress(f string) bool {
	for _, r := range d.dates.ranges(f) {
		if r.to == 0 {
			return true
		}
	}
	return progressForm.MatchString(f)
}

func compileDegrees(rules []catalogue.DegreeRule, f *filter) []degreeRule {
	var out []degreeRule
	for _, r := range rules {
		out = append(out, degreeRule{r.Name, r.Level, compilePatterns(r.Match, f), compileVetoes(r.Vetoes)})
	}
	return out
}
