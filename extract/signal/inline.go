package signal

import "strings"

// inline gives the offsets at which a heading begins inside a long line as written.
func (h *headings) inline(text string) []int {
	var out []int
	for _, in := range h.inlines {
		for from := 0; ; {
			i := strings.Index(text[from:], in.words)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(in.words)
			if inlineFits(text, at, from) {
				out = append(out, at)
			}
		}
	}
	return out
}

// inlineFits: the words stand alone, nothing before them makes them part of a
// phrase ("Bachelors in Education"), and what follows begins anew.
func inlineFits(text string, at, end int) bool {
	if at > 0 && text[at-1] != ' ' {
		return false
	}
	before := strings.Fields(text[max(0, at-20):at])
	if len(before) > 0 && !strings.Contains(text[at:end], " ") {
		switch w := strings.ToLower(before[len(before)-1]); w {
		case "in", "of", "the", "and", "industry", "for", "&", "a", "an", "my", "with", "soft", "technical", "it", "secondary", "higher", "medical", "physical", "business", "communication", "computer", "programming", "special", "interpersonal", "management", "leadership", "analytical", "organizational", "teaching", "writing", "presentation", "problem", "solving", "on", "to", "distance", "adult", "further", "continuing", "new", "live", "various", "other", "multiple", "key", "all", "different", "several", "foreign", "programing", "scripting", "web", "database", "query", "markup", "it/non-it":
			return false
		}
	}
	rest := strings.TrimLeft(text[end:], " :-")
	if rest == "" {
		return true
	}
	if end < len(text) && text[end] != ' ' && text[end] != ':' {
		return false
	}
	return !(rest[0] >= 'a' && rest[0] <= 'z')
}

// cutInline takes an inline heading off the beginning of a piece.
func (h *headings) cutInline(text string) (section, string) {
	for _, in := range h.inlines {
		if rest, ok := strings.CutPrefix(text, in.words); ok && (rest == "" || rest[0] == ' ' || rest[0] == ':') {
			return in.bits, strings.TrimLeft(rest, " :-")
		}
	}
	return 0, text
}
