package signal

import (
	"regexp"
	"strings"

	"weaksignal/extract/document"
)

// link is a hyperlink, or an address written in the text.
type link struct {
	url    string // folded, without scheme and "www."
	anchor string // folded
	line   int    // index of the line, -1 if it stands in none
	nth    section
	noted  bool // the target stands only in an annotation
}

var (
	addressForm = regexp.MustCompile(`(?:https?://|www\.)[^\s<>"'|,;)\]}]+|\b[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|io|dev|me|ai|edu|co|in|fr|de|es|app|page|ru|uk|eu|info|tech|xyz|sh|site)(?:/[^\s<>"'|,;)\]}]*)?`)
	// Exports that dropped punctuation leave "httpsgithubcomname".
	gluedForm = regexp.MustCompile(`\bhttps?(?:www)?([a-z0-9\-]*?)(github|gitlab|bitbucket|kaggle|linkedin|arxiv|coursera|udemy)(com|org|io)([a-z0-9_\-]*)`)
	noisyForm = regexp.MustCompile(`^(?:https?:)?(?:/{0,2})?(?:www\.)?`)
)

const maxLinks = 400

// readLinks gathers annotations and written addresses, each once.
func (d *Detector) readLinks(t *document.Text, p *page) []link {
	var out []link
	seen := map[string]bool{}
	for i := range p.lines {
		l := &p.lines[i]
		if len(out) >= maxLinks || !mayHoldAddress(l.fold) {
			continue
		}
		f := strings.ReplaceAll(l.fold, ":// ", "://")
		for _, m := range addressForm.FindAllStringIndex(f, 20) {
			if m[0] > 0 && f[m[0]-1] == '@' {
				continue // the domain of an e-mail address
			}
			u := bare(f[m[0]:m[1]])
			seen[u] = true
			out = append(out, link{url: u, line: i, nth: p.sections[i]})
		}
		for _, m := range gluedForm.FindAllStringSubmatch(f, 20) {
			u := m[2] + "." + m[3] + "/" + m[4]
			if m[3] == "io" {
				u = m[1] + "." + m[2] + ".io"
			}
			out = append(out, link{url: u, line: i, nth: p.sections[i]})
		}
	}
	for _, a := range t.Links {
		u := bare(fold(plain(a.URL)))
		if len(out) >= maxLinks || seen[u] || strings.HasPrefix(u, "mailto:") || strings.HasPrefix(u, "tel:") {
			continue
		}
		seen[u] = true
		anchor := fold(plain(a.Anchor))
		out = append(out, link{url: u, anchor: anchor, line: -1, noted: true})
	}
	return out
}

func mayHoldAddress(f string) bool {
	return strings.Contains(f, ".") || strings.Contains(f, "http")
}

func bare(u string) string {
	return strings.TrimRight(u[len(noisyForm.FindString(u)):], "/.")
}
