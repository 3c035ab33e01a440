package signal

import "strings"

// span is a dated entry with the line its dates stand in.
type span struct {
	Span
	line  int  // index
	rough bool // its dates name years alone
}

// titleReach is how many lines above and below its dates an entry's title is looked for.
const titleReach = 2

// readSpans finds dated entries of work, education and other sections.
func (d *Detector) readSpans(p *page) []span {
	work, edu := d.headings.of([]string{"work"}), d.headings.of([]string{"education"})
	none := d.headings.of([]string{sectionNone, sectionTop})
	lost := d.headings.of([]string{"skills", "interests", "summary", "contact", "languages"})
	var out []span
	for i := range p.lines {
		if p.heads[i] {
			continue
		}
		for _, r := range d.rangesOn(p, i) {
			if r.from < 1950*12 || r.from > 2100*12 {
				continue
			}
			s := Span{Kind: KindOther, Start: r.from, End: r.to, Line: p.lines[i].no}
			title := d.titleNear(p, i)
			degree := d.degreeNear(p, i)
			sec := p.sections[i]
			switch {
			case sec&edu != 0 && (sec&work == 0 || degree || title == ""):
				s.Kind = KindEducation
			case sec&work != 0:
				s.Kind, s.Title = KindWork, title
			case sec&none != 0 && degree:
				s.Kind = KindEducation
			case sec&none != 0 && title != "":
				s.Kind, s.Title = KindWork, title
			case sec&lost != 0 && sec&edu == 0 && title != "" && !degree:
				// Nobody dates a skill beside a job title: the heading above was not recognised.
				s.Kind, s.Title = KindWork, title
			}
			out = append(out, span{s, i, r.rough})
		}
	}
	return out
}

// rangesOn reads the ranges of a line; one whose end a narrow column or margin
// pushed to the next line is read there.
func (d *Detector) rangesOn(p *page, i int) []dateRange {
	f := p.lines[i].fold
	if i+1 < len(p.lines) && !p.heads[i+1] {
		next := p.lines[i+1].fold
		if d.dates.unfinished(f) {
			if r := d.dates.ranges(f + " " + next); len(r) > 0 {
				return r
			}
		}
		if r, ok := d.dates.stacked(f, next); ok {
			return []dateRange{r}
		}
	}
	if i > 0 && !p.heads[i-1] {
		if _, ok := d.dates.stacked(p.lines[i-1].fold, f); ok {
			return nil // it ended there
		}
	}
	return d.dates.ranges(f)
}

// titleNear gives the canonical title on the line or close to it.
func (d *Detector) titleNear(p *page, i int) string {
	if t := d.titleIn(p.lines[i].fold); t != "" {
		return t
	}
	for step := 1; step <= titleReach; step++ {
		for _, j := range [2]int{i - step, i + step} {
			if j < 0 || j >= len(p.lines) || p.heads[j] || p.sections[j] != p.sections[i] || len(p.lines[j].plain) > 90 || (p.lines[j].bullet && len(p.lines[j].plain) > 50) {
				continue
			}
			if t := d.titleIn(p.lines[j].fold); t != "" {
				return t
			}
		}
	}
	return ""
}

func (d *Detector) degreeNear(p *page, i int) bool {
	for j := max(0, i-titleReach); j <= min(len(p.lines)-1, i+titleReach); j++ {
		if len(d.degreesIn(p, p.lines[j].plain, p.lines[j].fold)) > 0 {
			return true
		}
	}
	return false
}

// stacked reads a range in the margin, one end above the other, each alone on its
// line or before a gap: "May 2012 –   Nurse" over "Jun 2015   Elm Clinic".
func (d *dateWords) stacked(first, second string) (dateRange, bool) {
	if !hasDigit(first) || len(second) == 0 {
		return dateRange{}, false
	}
	a, joined, ok := d.margin(first)
	if !ok {
		return dateRange{}, false
	}
	t := d.tokens(cell(second))
	if len(t) == 0 {
		return dateRange{}, false
	}
	i, led := join(t, 0)
	if led = led || joined; i >= len(t) {
		return dateRange{}, false
	}
	if present, next := presentAt(t, i); present && led && next == len(t) {
		return dateRange{from: a.first, rough: a.wholeYear()}, true
	}
	b, next, ok := pointAt(t, i)
	if !ok || next < len(t) && t[next].mark != '.' || !led && (a.wholeYear() || b.wholeYear()) || b.first <= a.first {
		return dateRange{}, false
	}
	return between(a, b)
}

// margin reads a lone date in the first cell of a line, and whether a join ends it.
func (d *dateWords) margin(f string) (p point, joined, ok bool) {
	t := d.tokens(cell(f))
	if len(t) == 0 || !begins(t, 0) {
		return p, false, false
	}
	p, j, ok := pointAt(t, 0)
	if !ok {
		return p, false, false
	}
	k, joined := join(t, j)
	return p, joined, k >= len(t)
}

// cell is what stands before the first gap of a line.
func cell(f string) string {
	if at := strings.Index(f, "  "); at > 0 {
		return f[:at]
	}
	return f
}
