package signal

import (
	"regexp"
	"strings"
)

var (
	// leadForm: what may stand before it.
	leadForm = regexp.MustCompile(`(?:^|[|,;:@()\[\]·•/>"]|\s-{1,2}|\s{2,}|\b(?:at|chez|bei|en|with|for|in|of|ex|former|formerly|company|employer|organi[sz]ation|client partner)\s*[:-]?)\s*\(?\s*$`)
	// endForm: what ends the field.
	endForm = regexp.MustCompile(`^\s*(?:$|[|,;:()\[\]·•/>.*\]}]|-|\s{2,}|'?\d|(?:since|from|depuis|seit|desde|as)\b)`)
	// fieldLabel: the name follows the name of its field.
	fieldLabel = regexp.MustCompile(`^\W*(?:company|company name|employer|organi[sz]ation|name of (?:the )?(?:company|employer|organi[sz]ation)|employeur|entreprise|arbeitgeber|empresa)\s*[:-]+\s*$`)
	// formerForm: "ex-", "former".
	formerForm = regexp.MustCompile(`\b(?:ex|former|formerly)\s*-?\s*$`)
	// workedForm: the name follows a verb of being employed there.
	workedForm = regexp.MustCompile(`\b(?:worked|working|employed|interned|joined|internship|job|position|career|years?|experience) (?:as [^,;.]{3,60} )?(?:at|in|for|by|from|with)\s*$`)
	// flatForm: a place of a few words and a date follow the name.
	flatForm = regexp.MustCompile(`^(?:\s+[a-z&.]+){0,5}\s+(?:19|20)\d\d\b`)
	// stayForm: what may follow a name that a verb of employment precedes.
	stayForm = regexp.MustCompile(`^\s*(?:$|[.,;:(]|-|for [\w.]+ |as |since |from |until |during |between |where )`)
	// legalForm ends a company's name; whatever place follows belongs to the field.
	legalForm = regexp.MustCompile(`\b(?:inc|llc|ltd|limited|corp|corporation|plc|gmbh|ag|sas|sarl|bv|pvt|co|company)\b`)
	placeForm = regexp.MustCompile(`^(?:[\s,-]+\p{Lu}[\pL.'-]*){1,6}\s*(?:$|[|(:;]|\d)`)
	// companyForm: words of a subsidiary's name up to its legal form.
	companyForm = regexp.MustCompile(`^(?:\s+\p{Lu}[\pL&-]*){1,3}[\s,]+(?i:s\.?r\.?l|gmbh|inc|llc|ltd|limited|pvt|b\.?v|s\.?a|s\.?l|ag|plc|k\.?k|sas|sarl|ooo)\b`)
	// clauseForm: sentence-like text before the name.
	clauseForm = regexp.MustCompile(`\b(?:worked|working|work|employed|interned|interning|job|position|internship|intern|joined|currently|presently|formerly|previously|ex|now)\b`)
)

const listCommas = 4 // a line with that many commas and no dates is a list

const (
	entryReach  = 3  // lines around a name in which the dates or title of its entry are looked for
	maxBrief    = 4  // bytes of an abbreviation, which is easily something else
	headerBytes = 90 // of a line that heads an entry

	insideSentence = "the name stands inside a sentence"
)

// employerField: a name stands as a field of its own on a header line of a work
// entry: between separators, with the title or the dates on its line or close by.
func (d *Detector) employerField(p *page, i int, name term, others int) (bool, string) {
	f := d.fieldAt(p, i, name)
	f.others = others
	open := d.headings.of([]string{sectionTop, sectionNone, "summary", "other"})
	if !f.inWork && f.s.section&open == 0 && !d.strongHeader(f) {
		return d.headsEntry(p, i, f.before, f.after), "it is not the employer of a work entry"
	}
	if f.brief && f.name == strings.ToUpper(f.name) && !f.titled && !f.dated {
		return false, "an abbreviation without title or dates"
	}
	if d.titleCloses(f.before) && flatForm.MatchString(f.after) {
		return true, "" // an export that lost its line ends: title, employer, place, dates
	}
	if workedForm.MatchString(f.before) && stayForm.MatchString(f.after) && (f.titled || f.dated || f.inWork) {
		return true, ""
	}
	if why := d.noField(f); why != "" {
		return false, why
	}
	if fieldLabel.MatchString(f.before) {
		return true, ""
	}
	if f.inWork {
		return d.inWorkEntry(f)
	}
	return d.inLooseEntry(f)
}

// field is a name where an employer may stand.
type field struct {
	p             *page
	s             *statement
	name          string // as written
	line          int    // index
	before, after string // folded; after is without legal form, place and division
	lead          string // what separates the name from the text before it
	titled, dated bool   // its statement holds a title, a date range
	inWork        bool
	brief         bool   // an abbreviation
	legal         bool   // a legal form follows the name
	written       string // what follows the name and its form, as written
	others        int    // other names of the list on the statement
}

func (d *Detector) fieldAt(p *page, i int, name term) *field {
	s := &p.statements[i]
	f := &field{p: p, s: s, name: s.text[name.from:name.to], line: s.line(name.from), before: s.fold[:name.from], after: s.fold[name.to:]}
	tail := d.tail.FindString(f.after)
	f.legal = legalForm.MatchString(tail) || legalForm.MatchString(s.fold[name.from:name.to])
	f.after, f.written = f.after[len(tail):], s.text[name.to+len(tail):]
	f.lead = leadForm.FindString(f.before)
	f.titled, f.dated = d.titleIn(s.fold) != "", len(d.dates.ranges(s.fold)) > 0
	f.inWork = s.section&d.headings.of([]string{"work"}) != 0
	f.dated = f.dated || f.inWork && len(s.text) <= headerBytes && d.dates.dated(s.fold)
	f.brief = len(f.name) <= maxBrief
	return f
}

// strongHeader: a short line with a title and dates, which heads a work entry
// even where a scrambled layout has put it under another heading.
func (d *Detector) strongHeader(f *field) bool {
	closed := d.headings.of([]string{"references", "courses", "projects", "publications", "contact"})
	return f.s.section&closed == 0 && f.titled && len(f.s.text) <= headerBytes && (f.dated || d.dates.dated(f.s.fold) || d.datedBeside(f.p, f.line))
}

// noField says why the words around a name make it no field of its own; "" if
// they do.
func (d *Detector) noField(f *field) string {
	alone := strings.Trim(f.before, " -|") == "" || d.dates.only(f.before) || formerForm.MatchString(f.before)
	if strings.Count(f.s.fold, ",") >= listCommas && !f.dated && !alone {
		return "one of a list"
	}
	if !f.titled && !f.dated && f.others > 0 {
		return "one of a list"
	}
	if !f.titled && !f.dated && !alone && strings.TrimSpace(f.lead) == "," {
		return "one of a list"
	}
	if own := strings.TrimRight(f.before, " ,|-@("); f.brief && own != "" && !worded(f.lead) && !d.dates.only(f.before) && !d.endsWithTitle(own) {
		return "an abbreviation inside a line"
	}
	if !endForm.MatchString(f.after) && !d.dates.starts(f.after) && !(f.legal && placeForm.MatchString(f.written)) && !(alone && (companyForm.MatchString(f.written) || d.divisionBefore(f))) && (f.brief || !alone || !d.startsWithTitle(f.after)) {
		return "the name goes on: a product, a skill or a sentence"
	}
	if f.lead == "" && strings.TrimSpace(f.before) != "" && !d.endsWithTitle(f.before) && !d.dates.only(f.before) {
		return insideSentence
	}
	if worded(f.lead) && !f.titled && !clauseForm.MatchString(f.before) {
		return insideSentence
	}
	return ""
}

// divisionForm: the capitalised words of a division.
var divisionForm = regexp.MustCompile(`^(?:\s+(?:[+&] )?\p{Lu}[\pL\d.'&-]*){1,4}`)

// divisionBefore: a division's name and then dates follow the employer's:
// "Elm Deep Sea Labs May 2012 - Jun 2014".
func (d *Detector) divisionBefore(f *field) bool {
	if !f.inWork || !f.dated {
		return false
	}
	for words := strings.Fields(divisionForm.FindString(f.written)); len(words) > 0; words = words[:len(words)-1] {
		at := strings.Index(f.written, words[len(words)-1]) + len(words[len(words)-1])
		if rest := strings.TrimLeft(f.after[min(at, len(f.after)):], " ,|(-"); rest != "" && d.dates.starts(rest) && d.titleIn(f.after[:at]) == "" {
			return true
		}
	}
	return false
}

// inWorkEntry: in a work section a title or dates stand on the line or close by.
func (d *Detector) inWorkEntry(f *field) (bool, string) {
	if f.titled || f.dated || clauseForm.MatchString(f.before) && worded(f.lead) {
		return len(f.s.text) < 200 || f.dated, insideSentence
	}
	if len(f.s.text) > headerBytes {
		return false, insideSentence
	}
	p := f.p
	for j := max(0, f.line-entryReach); j <= min(len(p.lines)-1, f.line+entryReach); j++ {
		l := &p.lines[j]
		if p.sections[j] != p.sections[f.line] || p.heads[j] || len(l.plain) > headerBytes {
			continue
		}
		if d.dates.dated(l.fold) || (!l.bullet && d.titleIn(l.fold) != "") {
			return true, ""
		}
	}
	return false, "neither title nor dates stand beside it"
}

// inLooseEntry: outside a work section the line itself must say that it is work.
func (d *Detector) inLooseEntry(f *field) (bool, string) {
	if f.titled && (f.dated || clauseForm.MatchString(f.before) || worded(f.lead) || len(f.s.text) < 80) {
		return true, ""
	}
	if !f.titled && len(f.s.text) < 60 && strings.Trim(f.before, " -|") == "" && (d.entryBeside(f.p, f.line) || d.entryAbout(f.p, f.line)) {
		return true, ""
	}
	return false, "no work entry is around it"
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
		dated = dated || len(d.dates.ranges(p.lines[j].fold)) > 0
	}
	return titled && dated
}

// datedBeside says whether a neighbouring line holds a date range.
func (d *Detector) datedBeside(p *page, at int) bool {
	for _, j := range [2]int{at - 1, at + 1} {
		if j >= 0 && j < len(p.lines) && !p.heads[j] && len(d.dates.ranges(p.lines[j].fold)) > 0 {
			return true
		}
	}
	return false
}

// entryBeside says whether the next line or the one before holds a title with its dates.
func (d *Detector) entryBeside(p *page, at int) bool {
	for _, j := range [2]int{at + 1, at - 1} {
		if j >= 0 && j < len(p.lines) && len(p.lines[j].plain) < 90 && len(d.dates.ranges(p.lines[j].fold)) > 0 && d.titleIn(p.lines[j].fold) != "" {
			return true
		}
	}
	return false
}

// entryAbout says whether a title stands alone on one side of a line and dates on
// the other.
func (d *Detector) entryAbout(p *page, at int) bool {
	titled, dated := false, false
	for _, j := range [2]int{at - 1, at + 1} {
		if j < 0 || j >= len(p.lines) || p.heads[j] || p.sections[j] != p.sections[at] || len(p.lines[j].plain) > 60 {
			continue
		}
		l := &p.lines[j]
		titled = titled || d.titleIn(l.fold) != ""
		dated = dated || len(d.dates.ranges(l.fold)) > 0 && d.dates.only(l.fold)
	}
	return titled && dated
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
	if !inWork && len(d.dates.ranges(s.fold)) == 0 && !d.datedBeside(p, s.line(name.from)) {
		return false
	}
	ok, _ := d.employerField(p, i, name, 0)
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
