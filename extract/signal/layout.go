package signal

import "strings"

// layout is how a document sets its headings, judged over all of its lines
// before they are cut into sections.
type layout struct {
	lower  bool // in lower case
	margin bool // beside the text of their section, a gap between
	tight  bool // beside it with no gap, as a reader of columns may leave them
}

// head is a heading found on a line.
type head struct {
	section section
	rest    string // text of the section on the same line
	opens   bool   // the section goes on after the line
}

// layoutOf looks for headings of two different sections in each of the ways
// that ordinary text also has now and then.
func (h *headings) layoutOf(lines []line) layout {
	var lower, margin, tight section
	alone := map[string]bool{} // headings that stand alone somewhere are not in the margin
	for i := range lines {
		if s, rest := h.heading(&lines[i]); s != 0 && rest == "" {
			alone[lines[i].fold] = true
		}
	}
	for i := range lines {
		l := &lines[i]
		if alone[l.fold] {
			continue
		}
		if s := h.lowerCase(l); s != 0 {
			lower |= s
		} else if s, _ := h.beside(l, true); s != 0 {
			margin |= s
		} else if s, rest := h.tight(l); s != 0 && !alone[strings.TrimSpace(strings.TrimSuffix(l.fold, fold(rest)))] {
			tight |= s
		}
	}
	return layout{several(lower), several(margin), several(tight)}
}

func several(s section) bool { return s&(s-1) != 0 }

// wide sections are announced by a heading alone; the others' names may also be
// labels of a line.
func (h *headings) wide() section {
	return h.of([]string{"work", "education", "publications", "awards"})
}

// lowerCase reads a line that is a heading but for its first letter.
func (h *headings) lowerCase(l *line) section {
	if l.bullet || l.plain == "" || len(l.fold) > maxHeading || startsUpper(l.plain) || strings.ContainsAny(l.fold, ".,;") {
		return 0
	}
	return h.exact[cleanHeading(l.fold)]
}

// beside reads a heading at the beginning of a line that goes on with the text of
// its section; gap asks for two spaces between them.
func (h *headings) beside(l *line, gap bool) (section, string) {
	if l.bullet || len(l.plain) < 6 {
		return 0, ""
	}
	if gap {
		at := strings.Index(l.plain, "  ")
		if at < 3 || at > maxHeading {
			return 0, ""
		}
		if s := h.lookup(l.fold[:at]); s != 0 && s&h.lone == 0 {
			return s, strings.TrimSpace(l.plain[at:])
		}
		return 0, ""
	}
	words := strings.Fields(l.plain)
	for k := min(4, len(words)-1); k >= 1; k-- {
		phrase := strings.Join(words[:k], " ")
		if s := h.exact[cleanHeading(fold(phrase))]; s != 0 && s&h.lone == 0 && len(phrase) >= 4 && beginsAnew(words[k]) {
			return s, strings.Join(words[k:], " ")
		}
	}
	return 0, ""
}

// tight reads a heading in the margin that no gap parts from its text. Words that
// also qualify a heading ("research", "work") begin too many other lines.
func (h *headings) tight(l *line) (section, string) {
	if !startsUpper(l.plain) {
		return 0, ""
	}
	s, rest := h.beside(l, false)
	first, _, _ := strings.Cut(l.fold, " ")
	if s&h.wide() == 0 || h.qualifiers[first] && strings.Count(l.plain, " ") == strings.Count(rest, " ")+1 {
		return 0, ""
	}
	return s, rest
}

// stacked reads a heading of two lines in the margin, each beside text:
// "Selected work   Elm Clinic" over "experience   Nurse".
func (h *headings) stacked(l, next *line) (s section, rest, restOfNext string) {
	a, b := strings.Fields(l.plain), strings.Fields(next.plain)
	if l.bullet || next.bullet || next.blank || len(a) < 2 || len(b) < 2 || !startsUpper(l.plain) || startsUpper(next.plain) || !beginsAnew(b[1]) {
		return 0, "", ""
	}
	for k := min(3, len(a)-1); k >= 1; k-- {
		if s := h.known(cleanHeading(fold(strings.Join(a[:k], " ") + " " + b[0]))); s != 0 && h.exact[fold(b[0])] != 0 && beginsAnew(a[k]) {
			return s, strings.Join(a[k:], " "), strings.Join(b[1:], " ")
		}
	}
	return 0, "", ""
}

// beginsAnew: a word that may begin the text of a section: "Education Elm
// University", not "University of Elm" nor "Education, training".
func beginsAnew(w string) bool {
	c := w[0]
	return startsUpper(w) && c != '&' || c >= '0' && c <= '9' || c == '('
}

// besideCapitals reads a heading in capitals beside the text of its section.
func (h *headings) besideCapitals(l *line) (section, string) {
	words := strings.Fields(l.plain)
	if l.bullet || len(words) < 2 || !allUpper(words[0]) {
		return 0, ""
	}
	for k := min(4, len(words)-1); k >= 1; k-- {
		phrase := strings.Join(words[:k], " ")
		if len(phrase) < 6 || phrase != strings.ToUpper(phrase) || allUpper(words[k]) || !beginsAnew(words[k]) || words[k] == "OF" || words[k] == "DE" {
			continue
		}
		if s, ok := h.exact[fold(phrase)]; ok {
			return s, strings.Join(words[k:], " ")
		}
	}
	return 0, ""
}

// allUpper: a word of capitals, long enough to be no initial.
func allUpper(w string) bool {
	return len(w) > 3 && w == strings.ToUpper(w) && strings.ToLower(w) != w
}

// read finds the heading on line i, if there is one.
func (h *headings) read(p *page, i int, how layout) (head, bool) {
	l := &p.lines[i]
	if s, rest := h.heading(l); s != 0 {
		return head{s, rest, rest == "" || l.piece || len(p.lines) < 3 || s&h.wide() != 0}, true
	}
	if s := h.lowerCase(l); s != 0 && (how.lower || s&h.wide() != 0) && (i == 0 || !runsOn(&p.lines[i-1])) {
		return head{s, "", true}, true
	}
	if s, rest := h.inlineHead(l); s != 0 {
		return head{s, rest, rest == "" || l.piece || len(p.lines) < 3 || s&h.wide() != 0}, true
	}
	if s, rest := h.besideCapitals(l); s != 0 {
		return head{s, rest, true}, true
	}
	if s, rest := h.beside(l, true); s != 0 && (startsUpper(l.plain) || how.margin && how.lower) {
		return head{s, rest, how.margin || s&h.wide() != 0}, true
	}
	if s, rest := h.tight(l); how.tight && s != 0 {
		return head{s, rest, true}, true
	}
	if i+1 < len(p.lines) {
		if s, rest, more := h.stacked(l, &p.lines[i+1]); s != 0 {
			p.lines[i+1].plain, p.lines[i+1].fold = more, fold(more)
			return head{s, rest, true}, true
		}
	}
	return head{}, false
}

// runsOn: a line that the next one may continue in the middle of a sentence.
func runsOn(l *line) bool {
	if l.plain == "" {
		return false
	}
	end := l.plain[len(l.plain)-1]
	return len(l.plain) >= fullLine && end != '.' && end != ':' || end == ',' || end == '-' || openWord(l.fold)
}

// cutHeads gives every line its section.
func (p *page) cutHeads(h *headings) {
	how := h.layoutOf(p.lines)
	now, fresh, before, title := h.bits[sectionTop], false, "", ""
	any := false
	p.sections, p.heads, p.titles = make([]section, len(p.lines)), make([]bool, len(p.lines)), make([]string, len(p.lines))
	for i := range p.lines {
		l := &p.lines[i]
		hd, ok := h.read(p, i, how)
		if ok {
			any = true
			title = strings.TrimSpace(strings.TrimSuffix(l.fold, fold(hd.rest)))
		}
		p.titles[i] = title
		switch {
		case ok && hd.rest == "":
			s := hd.section
			if whole := h.exact[cleanHeading(before+" "+l.fold)]; fresh && whole != 0 {
				s = whole // one heading on two lines
			} else if fresh { // two headings in a row: columns read as one
				s |= now
			}
			now, fresh, before = s, true, l.fold
			p.heads[i], p.sections[i] = true, now
			p.note(h, now, l.no)
		case ok: // "Certificates: ..." speaks for its own line
			fresh = false
			if hd.opens {
				now = hd.section
				p.note(h, now, l.no)
			}
			p.sections[i] = hd.section
			l.plain, l.fold = hd.rest, fold(hd.rest)
		default:
			fresh = false
			p.sections[i] = now
		}
	}
	p.closeHeads(h, any)
}

// closeHeads ends the last section; a document without headings has none at all.
func (p *page) closeHeads(h *headings, any bool) {
	if !any {
		for i := range p.sections {
			p.sections[i] = h.bits[sectionNone]
		}
	}
	if n := len(p.found); n > 0 && len(p.lines) > 0 {
		p.found[n-1].Last = p.lines[len(p.lines)-1].no
	}
}

// inlineHead reads a heading at the beginning of a piece of a long line, or of a
// line whose heading has lost its colon.
func (h *headings) inlineHead(l *line) (section, string) {
	if !l.piece && len(l.plain) < longLine/2 {
		return 0, ""
	}
	s, rest := h.cutInline(l.plain)
	if s != 0 && rest == "" {
		return s, ""
	}
	return s, rest
}
