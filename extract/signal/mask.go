package signal

import (
	"regexp"
	"strings"

	"weaksignal/extract/document"
)

var (
	emailForm  = regexp.MustCompile(`(?i)[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+`)
	phoneForm  = regexp.MustCompile(`\+?\(?\d[\d\s().\-/]{7,}\d`)
	handleForm = regexp.MustCompile(`(?i)((?:github|gitlab|bitbucket|kaggle|linkedin|twitter|x|facebook|instagram|medium|orcid|indeed|researchgate)\.(?:com|org|net)/)[^\s)\]>,;]+|[a-z0-9\-]+(\.(?:github|gitlab)\.io)[^\s)\]>,;]*`)
)

// Mask hides e-mail addresses, phone numbers, handles in links and every word of
// names in a line. It does not find names by itself.
func Mask(line string, names []string) string {
	line = emailForm.ReplaceAllString(line, "[e-mail]")
	line = handleForm.ReplaceAllString(line, "$1[handle]$2")
	line = phoneForm.ReplaceAllStringFunc(line, func(s string) string {
		digits := 0
		for _, r := range s {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if digits < 9 {
			return s
		}
		return "[phone]"
	})
	for _, n := range names {
		for _, w := range strings.Fields(n) {
			line = maskWord(line, strings.Trim(w, ".,"))
		}
	}
	return line
}

// maskWord hides one word of a name, without regard to case; initials stay.
func maskWord(line, word string) string {
	if len([]rune(word)) < 2 {
		return line
	}
	re, err := regexp.Compile(`(?i)(^|[^\pL])` + regexp.QuoteMeta(word) + `($|[^\pL])`)
	if err != nil {
		return line
	}
	for range 2 { // neighbours share their separator
		line = re.ReplaceAllString(line, "${1}[name]${2}")
	}
	return line
}

func findEmails(t *document.Text) []string {
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		s = strings.ToLower(strings.Trim(s, ".-"))
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, m := range emailForm.FindAllString(t.Body, 20) {
		add(m)
	}
	for _, l := range t.Links {
		if rest, ok := strings.CutPrefix(strings.ToLower(l.URL), "mailto:"); ok {
			if m := emailForm.FindString(rest); m != "" {
				add(m)
			}
		}
	}
	return out
}
