package signal

import (
	"regexp"
	"strings"
	"unicode"

	"weaksignal/extract/document"
)

const (
	nameLines = 12 // lines from the top in which a name is looked for
	maxName   = 48 // bytes
	maxNames  = 4  // candidates that the e-mail addresses choose from
)

// nameLine gives the line at the top that names the applicant: two to five
// capitalised words that are no heading, title, field or institution. Of
// several, the one whose words stand in an e-mail address wins, then the first.
// Prose's entities are not asked: of 955 public résumés 91 had several such
// lines, and of the five that it called a person four were no name.
func (d *Detector) nameLine(t *document.Text, emails []string) string {
	names := d.nameCandidates(t.Body)
	if len(names) == 0 {
		return ""
	}
	for _, n := range names {
		if inAddress(n, emails) {
			return n
		}
	}
	return names[0]
}

func (d *Detector) nameCandidates(body string) []string {
	var names []string
	n := 0
	for raw := range strings.SplitSeq(body, "\n") {
		text := strings.TrimSpace(strings.TrimLeft(raw, "# *"))
		if text == "" {
			continue
		}
		if n++; n > nameLines || len(names) >= maxNames {
			break
		}
		if len(text) > 4*longLine {
			text = text[:4*longLine]
		}
		if _, after, ok := strings.Cut(text, ":"); ok && labelled(text) {
			text = after
		}
		for _, sep := range []string{" | ", " - ", " – ", " — ", ",", "  ", "\t", " · ", " • "} {
			text, _, _ = strings.Cut(text, sep)
		}
		if text = strings.TrimSpace(text); d.looksLikeName(text) {
			names = append(names, text)
		}
	}
	return names
}

// labelled: "Name: ...".
func labelled(s string) bool {
	label, _, _ := strings.Cut(strings.ToLower(s), ":")
	switch strings.TrimSpace(label) {
	case "name", "full name", "nom", "nombre", "candidate name", "nom et prenom":
		return true
	}
	return false
}

// inAddress says whether a word of the name stands in the local part of an address.
func inAddress(name string, emails []string) bool {
	for _, e := range emails {
		local, _, _ := strings.Cut(e, "@")
		for _, w := range strings.Fields(fold(plain(name))) {
			if w = strings.Trim(w, ".,"); len(w) > 3 && strings.Contains(local, w) {
				return true
			}
		}
	}
	return false
}

var notPerson = regexp.MustCompile(`\b(?:pvt|ltd|inc|llc|gmbh|universit\w*|institut\w*|college|school|academy|engineer|science|street|road|nagar|india|email|phone|mobile|address|resume|curriculum|vitae|portfolio|github|linkedin|summary|profile|objective|developer|student|state|city)\b`)

func (d *Detector) looksLikeName(s string) bool {
	if len(s) > maxName || strings.ContainsAny(s, "@:/\\0123456789()[]{}&+#\"•_=<>|") {
		return false
	}
	p := plain(s)
	f := fold(p)
	if h, _ := d.headings.heading(&line{text: s, plain: p, fold: f}); h != 0 || d.titleIn(f) != "" || notPerson.MatchString(f) {
		return false
	}
	if len(d.skills.find(p, f)) > 0 || len(d.fields.find(p, f)) > 0 {
		return false
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	for _, w := range words {
		first := []rune(w)[0]
		if !unicode.IsUpper(first) && !particles[strings.ToLower(w)] {
			return false
		}
	}
	return true
}

var particles = set("de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ben", "dos", "du", "y", "e", "i", "ter", "zu", "af")
