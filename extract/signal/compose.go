package signal

import (
	"regexp"
	"strings"
	"unicode"

	"weaksignal/extract/catalogue"
)

// learn notes the words of a heading for those that no list foresees. English
// needs none of it, and its words are too common.
func (h *headings) learn(w catalogue.Heading) {
	for _, s := range w.Words {
		words := strings.Fields(cleanHeading(fold(plain(s))))
		for _, word := range words {
			h.vocabulary[word] = true
		}
		if _, taken := h.nouns[words[0]]; len(words) == 1 && !taken {
			h.nouns[words[0]] = h.bits[w.Section]
		}
	}
}

const maxComposed = 5 // words of a heading that no list foresees

// composed reads a heading of known words in an order that no list foresees
// ("Experiencia laboral previa"): its first noun tells the section.
func (h *headings) composed(t string) section {
	words := strings.Fields(t)
	if len(words) == 1 {
		return h.compound(t)
	}
	if len(words) > maxComposed {
		return 0
	}
	var s section
	for _, w := range words {
		noun := h.nouns[w]
		if noun == 0 {
			noun = h.compound(w)
		}
		if s == 0 {
			s = noun
		}
		if noun == 0 && !h.vocabulary[w] && !h.joiners[w] && !h.qualifiers[w] && !h.trailers[w] {
			return 0
		}
	}
	return s
}

const leastNoun = 7 // bytes of the noun at the end of a compound

// compound reads a German or Dutch compound by its last noun ("Fachpublikationen").
// Not for education: "Masterstudium" is an entry.
func (h *headings) compound(w string) section {
	for at := 3; at+leastNoun <= len(w); at++ {
		if s := h.nouns[w[at:]]; s != 0 && s&h.of([]string{"publications", "skills", "courses", "languages", "interests", "projects"}) != 0 {
			return s
		}
	}
	return 0
}

// marksForm is what LaTeX puts around a heading; countForm, a bracket with a
// number or years after one.
var (
	marksForm = regexp.MustCompile(`\\(?:cv|sub)?section\*?`)
	countForm = regexp.MustCompile(`\([^)]*\d[^)]*\)`)
)

// cleanHeading leaves letters, digits, and what joins words or parts; icons,
// rules and brackets go.
func cleanHeading(text string) string {
	if strings.Contains(text, `section`) {
		text = marksForm.ReplaceAllString(text, " ")
	}
	if strings.Contains(text, "(") {
		text = countForm.ReplaceAllString(text, " ")
	}
	text = strings.ReplaceAll(text, "&amp;", "&")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '\'', r == '&', r == ',', r == '/', r == '+':
			return r
		}
		return ' '
	}, text)
	return strings.Trim(strings.Join(strings.Fields(text), " "), " -,/'&+")
}
