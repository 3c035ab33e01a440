package signal

import (
	"strings"

	"weaksignal/extract/document"
)

// page is a document cut into lines, statements and links, each in its section.
type page struct {
	lines      []line
	sections   []section // of each line
	heads      []bool    // the line is a heading
	titles     []string  // folded heading that each line stands under
	statements []statement
	links      []link
	spans      []span
	found      []Section
	truncated  bool
	employers  map[string]bool // folded names found to be employers
	degrees    map[string][]degreeFound
}

// statement is a bullet, a sentence or a field: a line with its wrapped continuation.
type statement struct {
	text    string // plain
	fold    string
	section section
	heading string // folded heading of the section
	first   int    // index of the first line
	starts  []int  // offset in text at which each line begins
	bullet  bool
}

// line gives the index of the line in which an offset of the text stands.
func (s *statement) line(offset int) int {
	i := len(s.starts) - 1
	for i > 0 && s.starts[i] > offset {
		i--
	}
	return s.first + i
}

func (d *Detector) parse(t *document.Text) *page {
	p := &page{lines: d.lines(t.Body), truncated: t.Truncated, employers: map[string]bool{}, degrees: map[string][]degreeFound{}}
	p.cutHeads(d.headings)
	p.join(d.dates)
	p.links = d.readLinks(t, p)
	p.spans = d.readSpans(p)
	return p
}

func (p *page) note(h *headings, s section, no int) {
	if n := len(p.found); n > 0 {
		p.found[n-1].Last = max(p.found[n-1].First, no-1)
	}
	p.found = append(p.found, Section{Name: h.name(s), First: no})
}

const maxStatement = 1200 // bytes; a longer one is cut between lines

// join builds statements of lines and their wrapped continuations.
func (p *page) join(dates *dateWords) {
	var st *statement
	for i := range p.lines {
		l := &p.lines[i]
		if p.heads[i] {
			st = nil
			continue
		}
		if l.plain == "" {
			continue
		}
		if st != nil && p.continues(i, st) && !(startsUpper(l.plain) && len(l.plain) <= headerBytes && len(dates.ranges(l.fold)) > 0) {
			glue := " "
			if t := st.text; strings.HasSuffix(t, "-") && len(t) > 2 && isLower(t[len(t)-2]) && isLower(l.plain[0]) {
				st.text, glue = t[:len(t)-1], ""
			}
			st.text += glue
			st.starts = append(st.starts, len(st.text))
			st.text += l.plain
			continue
		}
		p.statements = append(p.statements, statement{text: l.plain, section: p.sections[i], heading: p.titles[i], first: i, starts: []int{0}, bullet: l.bullet})
		st = &p.statements[len(p.statements)-1]
	}
	for i := range p.statements {
		p.statements[i].fold = fold(p.statements[i].text)
	}
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }

const fullLine = 55 // bytes; a line at least that long may have been wrapped

// continues says whether line i goes on with a statement.
func (p *page) continues(i int, st *statement) bool {
	l, before := &p.lines[i], &p.lines[i-1]
	if l.bullet || l.blank || p.sections[i] != st.section || p.heads[i-1] || l.piece || len(st.text)+len(l.plain) > maxStatement {
		return false
	}
	last := before.plain
	if last == "" {
		return false
	}
	end := last[len(last)-1]
	switch {
	case isLower(l.plain[0]) && len(l.plain) > 1:
		return len(last) >= 25 || end == ',' || end == '-'
	case end == ',' || end == '-' || end == '&' || end == '(':
		return len(last) >= 30
	case end == '.' || end == ';' || end == ':' || end == '!':
		return false
	case openWord(before.fold):
		return true
	}
	// A bullet's second line often begins with a capital (a name, a product).
	return st.bullet && len(last) >= fullLine && len(p.lines[st.first].plain) >= fullLine
}

// openWord: the line ends in a word that cannot end a statement.
func openWord(f string) bool {
	i := strings.LastIndexByte(f, ' ')
	if i < 0 {
		return false
	}
	switch f[i+1:] {
	case "and", "of", "the", "in", "for", "to", "with", "on", "at", "by", "a", "an", "from", "or", "as", "using", "into", "de", "des", "du", "la", "le", "et", "en", "pour", "und", "der", "die", "von", "fur", "y", "del", "para", "con":
		return true
	}
	return false
}

// section name of a line's index, for evidence.
func (p *page) sectionOf(h *headings, i int) string {
	if i < 0 || i >= len(p.sections) {
		return ""
	}
	return h.name(p.sections[i])
}
