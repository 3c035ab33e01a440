package signal

import (
	"slices"
	"strings"

	"weaksignal/extract/catalogue"
)

func splitValues(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func joinValues(v []string) string { return strings.Join(v, ",") }

func sortSkills(s []Skill) {
	slices.SortFunc(s, func(a, b Skill) int { return strings.Compare(a.Name, b.Name) })
}

// findings runs every rule over the page.
func (d *Detector) findings(p *page, degrees []Degree, refused []Evidence) map[string]Finding {
	work := make([]finding, len(d.rules))
	d.onStatements(p, work)
	d.onLinks(p, work)
	d.onEntries(p, work)
	d.onGaps(p, work)
	out := map[string]Finding{}
	for i := range d.rules {
		if len(d.rules[i].detectors) == 0 {
			continue
		}
		d.onDegrees(&d.rules[i], &work[i], p, degrees, refused)
		out[d.rules[i].def.ID] = work[i].result(p.truncated)
	}
	return out
}

func (d *Detector) evidence(p *page, i int) Evidence {
	if i < 0 {
		return Evidence{}
	}
	return Evidence{Line: p.lines[i].no, Section: p.sectionOf(d.headings, i), Text: p.lines[i].text}
}

func (d *Detector) onStatements(p *page, work []finding) {
	for i := range p.statements {
		s := &p.statements[i]
		seen := d.filter.marks(s.fold)
		u := unit{text: s.text, fold: s.fold, section: s.section, heading: s.heading, line: s.line}
		for n := range d.rules {
			r := &d.rules[n]
			for k := range r.detectors {
				t := &r.detectors[k]
				if t.On != catalogue.OnStatement || !t.standsIn(s.section) {
					continue
				}
				if len(t.heading) > 0 && firstMatch(t.heading, s.heading, s.heading, nil) == nil {
					continue
				}
				d.onCandidates(p, i, r, t, &u, seen, &work[n])
			}
		}
	}
}

// onCandidates judges the candidates of a statement until one is accepted; of
// those refused the first is told.
func (d *Detector) onCandidates(p *page, i int, r *rule, t *detector, u *unit, seen marks, f *finding) {
	var miss *verdict
	for _, c := range t.candidates(u, seen) {
		v := verdict{at: c.from, why: "the employer of a work entry"}
		if !t.NotEmployer || !d.isEmployer(p, i, c) {
			v = d.judge(r, t, u, c.from, c.to)
		}
		if v.accepted {
			f.add(r, t, u, v, d.evidence(p, u.line(v.at)))
			return
		}
		if miss == nil || miss.why == "" {
			miss = &v
		}
	}
	if miss != nil {
		f.add(r, t, u, *miss, d.evidence(p, u.line(miss.at)))
	}
}

const (
	severalFrom   = 140 // bytes; a longer statement may name several things
	maxCandidates = 8
)

// candidates gives the places that make a unit a candidate.
func (t *detector) candidates(u *unit, seen marks) []term {
	if t.list != nil {
		found := t.list.find(u.text, u.fold)
		if len(t.match) == 0 || len(found) == 0 {
			return found
		}
	}
	var out []term
	for i := range t.match {
		m := &t.match[i]
		if seen != nil && len(m.literals) > 0 && !seen.any(m.literals) {
			continue
		}
		n := 1
		if len(u.fold) > severalFrom {
			n = maxCandidates
		}
		for _, loc := range m.findAll(u.text, u.fold, n) {
			out = append(out, term{from: loc[0], to: loc[1]})
		}
		if len(out) >= maxCandidates {
			break
		}
	}
	return out
}

func (d *Detector) onLinks(p *page, work []finding) {
	for i := range p.links {
		l := &p.links[i]
		text := l.url
		if l.anchor != "" {
			text += " " + l.anchor
		}
		u := unit{text: text, fold: text, section: l.nth}
		for n := range d.rules {
			r := &d.rules[n]
			for k := range r.detectors {
				t := &r.detectors[k]
				if t.On != catalogue.OnLink || !t.standsIn(l.nth) {
					continue
				}
				loc := firstMatch(t.match, text, text, nil)
				if loc == nil {
					continue
				}
				work[n].add(r, t, &u, d.judge(r, t, &u, loc[0], loc[1]), d.evidence(p, l.line))
			}
		}
	}
}

// onDegrees judges the detectors that ask for a level: the highest one counts.
func (d *Detector) onDegrees(r *rule, f *finding, p *page, degrees []Degree, refused []Evidence) {
	for k := range r.detectors {
		t := &r.detectors[k]
		if t.On != catalogue.OnDegree {
			continue
		}
		level, known := HighestDegree(degrees)
		unclear := slices.ContainsFunc(degrees, func(g Degree) bool { return g.Level == LevelUnknown })
		for _, g := range degrees {
			e := d.evidence(p, lineIndex(p, g.Line))
			switch {
			case known && g.Level == level && slices.Contains(t.Levels, level):
				f.add(r, t, &unit{}, verdict{accepted: true, why: t.Name}, e)
			case slices.Contains(t.Levels, g.Level):
				e.Why = "a higher degree is named"
				f.misses = keep(f.misses, e)
			case unclear && g.Level == LevelUnknown && level != Masters && level != PhD:
				e.Why = "the qualification's name states no level"
				f.unknown = keep(f.unknown, e)
			}
		}
		for _, e := range refused {
			f.misses = keep(f.misses, e)
		}
	}
}

// lineIndex finds the first line of that number.
func lineIndex(p *page, no int) int {
	i, ok := slices.BinarySearchFunc(p.lines, no, func(l line, n int) int { return l.no - n })
	if !ok {
		return -1
	}
	return i
}
