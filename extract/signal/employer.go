package signal

import (
	"regexp"
	"strings"
)

var (
	// leadForm: what may stand before it.
	leadForm = regexp.MustCompile(`(?:^|[|,;:@()\[\]·•/>"]|\s-{1,2}|\s{2,}|\b(?:at|chez|bei|en|with|for|in|of|ex|former|formerly|company|employer|organi[sz]ation|client partner)\s*[:-]?)\s*\(?\s*$`)
	// endForm: what ends the field.
	endForm = regexp.MustCompile(`^\s*(?:$|[|,;:()\[\]·•/>.*\]}]|-|\s{2,}|'?\d|(?:since|from|depuis|seit|desde|as)\b|(?:` + monthWords + `)\.?,?\s*'?\d)`)
	// fieldLabel: the name follows the name of its field.
	fieldLabel = regexp.MustCompile(`^\W*(?:company|company name|employer|organi[sz]ation|name of (?:the )?(?:company|employer|organi[sz]ation)|employeur|entreprise|arbeitgeber|empresa)\s*[:-]+\s*$`)
	// formerForm: "ex-", "former".
	formerForm = regexp.MustCompile(`\b(?:ex|former|formerly)\s*-?\s*$`)
	// workedForm: the name follows a verb of being employed there.
	workedForm = regexp.MustCompile(`\b(?:worked|working|employed|interned|joined|internship|job|position|career|years?) (?:as [^,;.]{3,60} )?(?:at|in|for|by)\s*$`)
	// flatForm: a place of a few words and a date follow the name.
	flatForm = regexp.MustCompile(`^(?:\s+[a-z&.]+){0,4}\s+(?:(?:` + monthWords + `)\s+)?(?:19|20)\d\d\b`)
	// stayForm: what may follow a name that a verb of employment precedes.
	stayForm = regexp.MustCompile(`^\s*(?:$|[.,;:(]|-|for [\w.]+ |as |since |from |until |during |between |where )`)
	// clauseForm: sentence-like text before the name.
	clauseForm = regexp.MustCompile(`\b(?:worked|working|work|employed|interned|interning|job|position|internship|intern|joined|currently|presently|formerly|previously|ex|now)\b`)
)

const listCommas = 4 // a line with that many commas and no dates is a list

const entryReach = 3 // lines around a name in which the dates or title of its entry are looked for

// employerField: a name stands as a field of its own on a header line of a work
// entry: between separators, with the title or the dates on its line or close by.
func (d *Detector) employerField(p *page, i int, name term) (bool, string) {
	s := &p.statements[i]
	work := d.headings.of([]string{"work"})
	open := d.headings.of([]string{sectionTop, sectionNone, "summary", "other"})
	closed := d.headings.of([]string{"references", "courses", "projects", "publications", "contact"})
	before, after := s.fold[:name.from], s.fold[name.to:]
	after = after[len(d.tail.FindString(after)):]
	titled := d.titleIn(s.fold) != ""
	dated := len(rangesIn(s.fold)) > 0
	if s.section&(work|open) == 0 && (s.section&closed != 0 || !titled || len(s.text) > 90 || !(dated || d.datedBeside(p, s.line(name.from)))) {
		if !d.headsEntry(p, i, before, after) {
			return false, "it is not the employer of a work entry"
		}
		return true, ""
	}
	if short := s.text[name.from:name.to]; len(short) <= 4 && short == strings.ToUpper(short) && !titled && !dated {
		return false, "an abbreviation without title or dates"
	}
	if d.titleCloses(before) && flatForm.MatchString(after) {
		return true, "" // an export that lost its line ends: title, employer, place, dates
	}
	if workedForm.MatchString(before) && stayForm.MatchString(after) && (titled || dated || s.section&work != 0) {
		return true, ""
	}
	brief := len(s.text[name.from:name.to]) <= 4
	if strings.Count(s.fold, ",") >= listCommas && !dated {
		return false, "one of a list"
	}
	if own := strings.TrimRight(before, " ,|-@("); brief && own != "" && !worded(leadForm.FindString(before)) && !datesOnly(before) && !d.endsWithTitle(own) {
		return false, "an abbreviation inside a line"
	}
	alone := strings.Trim(before, " -|") == "" || datesOnly(before) || formerForm.MatchString(before)
	if !endForm.MatchString(after) && (brief || !alone || !d.startsWithTitle(after)) {
		return false, "the name goes on: a product, a skill or a sentence"
	}
	lead := leadForm.FindString(before)
	if lead == "" && strings.TrimSpace(before) != "" && !d.endsWithTitle(before) && !datesOnly(before) {
		return false, "the name stands inside a sentence"
	}
	if worded(lead) && !titled && !clauseForm.MatchString(before) {
		return false, "the name stands inside a sentence"
	}
	if fieldLabel.MatchString(before) {
		return true, ""
	}
	if s.section&work == 0 {
		if titled && (dated || clauseForm.MatchString(before) || worded(lead) || len(s.text) < 80) {
			return true, ""
		}
		if !titled && len(s.text) < 60 && strings.Trim(before, " -|") == "" && d.entryBeside(p, s.line(name.from)) {
			return true, ""
		}
		return false, "no work entry is around it"
	}
	if titled || dated || clauseForm.MatchString(before) && worded(lead) {
		return len(s.text) < 200 || dated, "the name stands inside a sentence"
	}
	if len(s.text) > 90 {
		return false, "the name stands inside a sentence"
	}
	at := s.line(name.from)
	for j := max(0, at-entryReach); j <= min(len(p.lines)-1, at+entryReach); j++ {
		if p.sections[j] != p.sections[at] || p.heads[j] || len(p.lines[j].plain) > 90 {
			continue
		}
		if len(rangesIn(p.lines[j].fold)) > 0 || (!p.lines[j].bullet && d.titleIn(p.lines[j].fold) != "") {
			return true, ""
		}
	}
	return false, "neither title nor dates stand beside it"
}

// headsEntry: a line that is nothing but the name, with a title and dates below
// it, heads a work entry wherever a scrambled layout has put it.
func (d *Detector) headsEntry(p *page, i int, before, after string) bool {
	s := &p.statements[i]
	if strings.Trim(before, " -|") != "" || strings.Trim(after, " -|,.") != "" || s.section&d.headings.of([]string{"references", "projects"}) != 0 {
		return false
	}
	titled, dated := false, false
	for j := s.first + 1; j <= min(len(p.lines)-1, s.first+3); j++ {
		if p.heads[j] {
			break
		}
		titled = titled || d.titleIn(p.lines[j].fold) != ""
		dated = dated || len(rangesIn(p.lines[j].fold)) > 0
	}
	return titled && dated
}

// datedBeside says whether a neighbouring line holds a date range.
func (d *Detector) datedBeside(p *page, at int) bool {
	for _, j := range [2]int{at - 1, at + 1} {
		if j >= 0 && j < len(p.lines) && !p.heads[j] && len(rangesIn(p.lines[j].fold)) > 0 {
			return true
		}
	}
	return false
}

// entryBeside says whether the next line or the one before holds a title with its dates.
func (d *Detector) entryBeside(p *page, at int) bool {
	for _, j := range [2]int{at + 1, at - 1} {
		if j >= 0 && j < len(p.lines) && len(p.lines[j].plain) < 90 && len(rangesIn(p.lines[j].fold)) > 0 && d.titleIn(p.lines[j].fold) != "" {
			return true
		}
	}
	return false
}

// isEmployer says whether a name is the employer of a dated entry or of one in a
// work section.
func (d *Detector) isEmployer(p *page, i int, name term) bool {
	s := &p.statements[i]
	word := s.fold[name.from:name.to]
	inWork := s.section&d.headings.of([]string{"work"}) != 0
	if inWork && p.employers[word] {
		return true // an employer's product, further down
	}
	if s.section&d.headings.of([]string{"courses", "education"}) != 0 {
		return false
	}
	if !inWork && len(rangesIn(s.fold)) == 0 && !d.datedBeside(p, s.line(name.from)) {
		return false
	}
	ok, _ := d.employerField(p, i, name)
	if ok {
		p.employers[word] = true
	}
	return ok
}

// worded: the name follows a word such as "at".
func worded(lead string) bool {
	l := strings.TrimSpace(lead)
	return l != "" && l[len(l)-1] >= 'a' && l[len(l)-1] <= 'z'
}

func (d *Detector) endsWithTitle(before string) bool {
	b := strings.TrimRight(before, " ")
	for _, t := range d.titles.find(b, b) {
		if t.to == len(b) {
			return true
		}
	}
	return false
}

const gradeBytes = 12 // what may stand between a title and the name: "II", "L5", "(SAP)"

// titleCloses: a title ends at, or just before, the end of the text.
func (d *Detector) titleCloses(before string) bool {
	b := strings.TrimRight(before, " ")
	tail := b[max(0, len(b)-60):]
	for _, t := range d.titles.find(tail, tail) {
		if len(tail)-t.to <= gradeBytes {
			return true
		}
	}
	return false
}

func (d *Detector) startsWithTitle(after string) bool {
	a := strings.TrimLeft(after, " ")
	for _, t := range d.titles.find(a, a) {
		if t.from <= 12 {
			return true
		}
	}
	return false
}

// datesOnly: nothing but dates and separators stands before the name.
func datesOnly(before string) bool {
	rest := onePoint.ReplaceAllString(rangeForm.ReplaceAllString(before, " "), " ")
	return strings.Trim(rest, " -|,:;()/.") == ""
}
