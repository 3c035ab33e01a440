package signal

import (
	"regexp"
	"strings"

	"weaksignal/extract/catalogue"
)

// onEntries judges institutions of education entries and employers of work
// entries against lists.
func (d *Detector) onEntries(p *page, work []finding) {
	for n := range d.rules {
		r := &d.rules[n]
		for k := range r.detectors {
			t := &r.detectors[k]
			switch {
			case t.list == nil:
			case t.On == catalogue.OnInstitution:
				d.onNames(p, r, t, &work[n], d.institutionField)
			case t.On == catalogue.OnEmployer:
				d.onNames(p, r, t, &work[n], d.employerField)
			}
		}
	}
}

// fieldTest says whether a name at a place in a statement is the field of an
// entry; if not, why not ("" when it is not worth telling).
type fieldTest func(p *page, i int, name term, others int) (ok bool, why string)

func (d *Detector) onNames(p *page, r *rule, t *detector, f *finding, field fieldTest) {
	for i := range p.statements {
		s := &p.statements[i]
		found := t.list.find(s.text, s.fold)
		if len(found) == 0 || !t.standsIn(s.section) {
			continue
		}
		u := unit{text: s.text, fold: s.fold, section: s.section, heading: s.heading, line: s.line, entry: d.entryAround(p, i, t.list)}
		for _, name := range found {
			e := d.evidence(p, s.line(name.from))
			ok, why := field(p, i, name, otherNames(found, name.id))
			v := verdict{why: why}
			if ok {
				v = d.judge(r, t, &u, name.from, name.to)
			}
			if v.accepted {
				v.why = t.list.names[name.id] + ": " + v.why
			}
			f.add(r, t, &u, v, e)
		}
	}
}

// otherNames counts the names found that are not those of one entry of a list.
func otherNames(found []term, id int) int {
	n := 0
	for _, t := range found {
		if t.id != id {
			n++
		}
	}
	return n
}

var institutionWord = regexp.MustCompile(`\b(?:universit\w*|institut\w*|college|school|ecole|academy|hochschule|facult\w*|lycee|polytechni\w*|universidad|colegio)\b`)

// entryAround gives the lines next to a statement that belong to its entry: not
// those that name another institution.
func (d *Detector) entryAround(p *page, i int, list *lexicon) string {
	var b strings.Builder
	for _, j := range [3]int{i - 1, i + 1, i + 2} {
		if j < 0 || j >= len(p.statements) || j == i+2 && institutionWord.MatchString(p.statements[i+1].fold) {
			continue
		}
		s := &p.statements[j]
		if s.section != p.statements[i].section || len(s.fold) > 160 || institutionWord.MatchString(s.fold) || len(list.find(s.text, s.fold)) > 0 {
			continue
		}
		b.WriteString(s.fold)
		b.WriteString(" ; ")
	}
	return b.String()
}

const degreeReach = 3 // statements around a school in which its degree is looked for

// institutionField: a school stands in education, or beside a degree.
func (d *Detector) institutionField(p *page, i int, name term, _ int) (bool, string) {
	s := &p.statements[i]
	edu := d.headings.of([]string{"education"})
	own := d.hasDegree(p, s)
	before := s.fold[:name.from]
	if strings.HasSuffix(strings.TrimRight(before, " "), "(") && institutionWord.MatchString(before) {
		return false, "an abbreviation of another institution"
	}
	if one := s.fold[name.from:name.to]; !strings.Contains(one, " ") && namesakeForm.MatchString(s.fold[name.to:]) {
		return false, "a school of that name, not the listed one"
	}
	if s.section&edu != 0 {
		if own {
			return true, ""
		}
		if !d.beginsField(before) {
			return false, "the name stands inside a sentence"
		}
		for step := 1; step <= degreeReach; step++ {
			for _, j := range [2]int{i - step, i + step} {
				if j >= 0 && j < len(p.statements) && p.statements[j].section == s.section && d.hasDegree(p, &p.statements[j]) {
					return true, ""
				}
			}
		}
		if len(s.text) < 120 && !s.bullet {
			return true, ""
		}
		return false, "no degree stands beside it"
	}
	open := d.headings.of([]string{sectionTop, sectionNone, "summary", "personal", "other", "contact"})
	if s.section&open != 0 && own {
		return true, ""
	}
	if len(s.text) < headerBytes && (own || d.beginsField(before)) && d.degreeEntryNear(p, i) {
		return true, ""
	}
	return false, "it is not the institution of an education entry"
}

// degreeEntryNear says whether a line that is an education entry of its own, by
// its degree and dates, stands on a statement, close above it, or below: a
// scrambled layout has put it under another heading.
func (d *Detector) degreeEntryNear(p *page, i int) bool {
	closed := d.headings.of([]string{"references", "teaching", "publications", "talks", "courses", "activities", "awards", "memberships"})
	if p.statements[i].section&closed != 0 {
		return false
	}
	for j := max(0, i-2); j <= min(len(p.statements)-1, i+1); j++ {
		s := &p.statements[j]
		for _, f := range d.degreesIn(p, s.text, s.fold) {
			if f.refused == "" && s.section == p.statements[i].section && len(d.dates.ranges(s.fold)) > 0 && d.ownEntry(p, j, f.at) {
				return true
			}
		}
	}
	return false
}

var fieldStart = regexp.MustCompile(`(?:^|[|,;:(/>\]@]|\s-|\s{2,}|\b(?:at|from|the|department|faculty|school|of|an der)|\b(?:de l|a l|dell|all)')\s*$`)

// namesakeForm: a one-word name that goes on to another school's name.
var namesakeForm = regexp.MustCompile(`^\s+(?:[a-z.']+\s+){0,2}(?:school|academy|college|classes|coaching|institute|convent)\b(?:\s*(?:$|[^\so]|o[^f]))`)

// beginsField: a name without a degree on its line begins the line or a field of it.
func (d *Detector) beginsField(before string) bool {
	at := fieldStart.FindString(before)
	if w := strings.TrimSpace(at); w != "" && isLower(w[len(w)-1]) {
		return len(before) < 30
	}
	return (fieldStart.MatchString(before) && len(before) < 70) || d.dates.only(before)
}

func (d *Detector) hasDegree(p *page, s *statement) bool {
	for _, f := range d.degreesIn(p, s.text, s.fold) {
		if f.refused == "" {
			return true
		}
	}
	return false
}
