package extract

import (
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// Evidence travels as positions: the words are dropped where they arise, in the
// worker, and taken again from the text only when a caller asks for them.

// eachEvidence calls visit for every piece of evidence and every near miss.
func eachEvidence(r signal.Reading, visit func(*signal.Evidence)) {
	for _, f := range r.Findings {
		for _, list := range [][]signal.Evidence{f.Evidence, f.NearMisses} {
			for i := range list {
				visit(&list[i])
			}
		}
	}
}

func hasEvidence(r signal.Reading) bool {
	found := false
	eachEvidence(r, func(*signal.Evidence) { found = true })
	return found
}

// placeLinks turns evidence that stands in no line into the position of its link.
func placeLinks(r signal.Reading, text *document.Text) signal.Reading {
	eachEvidence(r, func(e *signal.Evidence) {
		if e.Line == 0 && e.Text != "" {
			e.Link = 1 + slices.IndexFunc(text.Links, func(l document.Link) bool { return strings.Contains(l.URL, e.Text) || strings.Contains(e.Text, l.URL) })
		}
	})
	return r
}

// withoutText drops the words of evidence.
func withoutText(r signal.Reading) signal.Reading {
	eachEvidence(r, func(e *signal.Evidence) { e.Text, e.Before, e.After = "", "", "" })
	return r
}

// quote fills in the words of evidence from the text.
func quote(r signal.Reading, text *document.Text) {
	lines := strings.Split(text.Body, "\n")
	eachEvidence(r, func(e *signal.Evidence) {
		switch {
		case e.Line > 0 && e.Line <= len(lines):
			e.Text, e.Before, e.After = lines[e.Line-1], neighbour(lines, e.Line-1, -1), neighbour(lines, e.Line-1, 1)
		case e.Link > 0 && e.Link <= len(text.Links):
			e.Text = text.Links[e.Link-1].URL
		}
	})
}

// neighbour is the nearest line with words on one side of a line, at most two away: further
// off begins something else.
func neighbour(lines []string, at, step int) string {
	for k := 1; k <= 2; k++ {
		if i := at + k*step; i >= 0 && i < len(lines) && strings.TrimSpace(lines[i]) != "" {
			return lines[i]
		}
	}
	return ""
}

// cloneEvidence copies a reading so far that the words of one copy's evidence can
// change alone.
func cloneEvidence(r signal.Reading) signal.Reading {
	r.Findings = maps.Clone(r.Findings)
	for id, f := range r.Findings {
		f.Evidence, f.NearMisses = slices.Clone(f.Evidence), slices.Clone(f.NearMisses)
		r.Findings[id] = f
	}
	return r
}

// mask hides what identifies the applicant in the words of evidence.
func mask(r signal.Reading, known []string) {
	eachEvidence(r, func(e *signal.Evidence) {
		e.Text, e.Before, e.After = signal.Mask(e.Text, known), signal.Mask(e.Before, known), signal.Mask(e.After, known)
	})
}

// identifying are the names and addresses of a document's applicant: from the file's
// name, from the caller, and from the document.
func (b *batch) identifying(d *Document, rep reply) []string {
	known := append(fileNameWords(d.Path), rep.Name)
	addresses := rep.Emails
	if b.opt.KnownNames != nil {
		for _, n := range b.opt.KnownNames(d.Path) {
			if strings.Contains(n, "@") {
				addresses = append(addresses, n)
			} else {
				known = append(known, n)
			}
		}
	}
	for _, a := range addresses {
		local, _, _ := strings.Cut(a, "@")
		known = append(known, local)
	}
	return append(known, handles(rep.Text)...)
}

// fileNameWords are the words of a file's name that may be the applicant's name:
// those that every second file has are none.
func fileNameWords(path string) []string {
	base := filepath.Base(path)
	words := strings.FieldsFunc(strings.TrimSuffix(base, filepath.Ext(base)), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	return slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"cv", "resume", "résumé", "new", "final", "updated", "latest", "copy", "application", "engineer", "scientist",
			"developer", "data", "ml", "ai", "software", "research", "senior", "junior"}, strings.ToLower(w))
	})
}

// handles are the names that a document's links to profiles carry: they may stand
// without a link elsewhere.
func handles(t *document.Text) []string {
	var all []string
	for _, l := range t.Links {
		u, err := url.Parse(l.URL)
		if err != nil {
			continue
		}
		parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
		if len(parts) > 1 && (parts[0] == "in" || parts[0] == "pub" || parts[0] == "users") {
			parts = parts[1:]
		}
		if len(parts) > 0 && profileHost(u.Hostname()) {
			all = append(all, parts[0])
		}
	}
	return all
}

func profileHost(host string) bool {
	return slices.Contains([]string{"github.com", "gitlab.com", "bitbucket.org", "kaggle.com", "linkedin.com", "twitter.com", "x.com", "medium.com"},
		strings.TrimPrefix(strings.ToLower(host), "www."))
}
