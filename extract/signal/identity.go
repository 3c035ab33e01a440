package signal

import (
	"strings"
	"unicode"

	"weaksignal/extract/document"
)

const (
	nameLines = 12 // lines from the top in which a name is looked for
	maxName   = 48 // bytes
)

// nameLine gives the first line at the top that looks like a person's name: two
// to four capitalised words, no digits, no heading, no title.
func (d *Detector) nameLine(t *document.Text) string {
	n := 0
	for raw := range strings.SplitSeq(t.Body, "\n") {
		text := strings.TrimSpace(strings.TrimLeft(raw, "# *"))
		if text == "" {
			continue
		}
		if n++; n > nameLines {
			break
		}
		for _, sep := range []string{" | ", " - ", " – ", ",", "  ", "\t", " · "} {
			text, _, _ = strings.Cut(text, sep)
		}
		text = strings.TrimSpace(text)
		if d.looksLikeName(text) {
			return text
		}
	}
	return ""
}

func (d *Detector) looksLikeName(s string) bool {
	if len(s) > maxName || strings.ContainsAny(s, "@:/\\0123456789()[]{}&+#\"•") {
		return false
	}
	p := plain(s)
	f := fold(p)
	if h, _ := d.headings.heading(&line{text: s, plain: p, fold: f}); h != 0 || d.titleIn(f) != "" || notName[f] {
		return false
	}
	if len(d.skills.find(p, f)) > 0 {
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

var (
	particles = set("de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ben", "dos", "du", "y", "e", "i", "ter", "zu", "af")
	notName   = set("curriculum vitae", "resume", "cv", "lebenslauf", "personal details", "hoja de vida")
)
