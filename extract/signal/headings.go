package signal

import (
	"sort"
	"strings"
	"unicode"

	"weaksignal/extract/catalogue"
)

// section is a set of canonical section names, one bit each: two headings in a
// row (columns read as one) make one section of two names.
type section uint32

// headings tells headings from other lines.
type headings struct {
	names      []string // bit to name
	bits       map[string]section
	exact      map[string]section
	lone       section            // sections whose headings stand alone on their line
	joined     map[string]section // without spaces, for letter-spaced headings
	inlines    []inlineHeading
	maxWords   int
	qualifiers map[string]bool    // words before a heading that only qualify it
	trailers   map[string]bool    // words after one
	joiners    map[string]bool    // "and"
	extras     map[string]bool    // words of a further part that announces nothing
	vocabulary map[string]bool    // every word of a heading, English aside
	nouns      map[string]section // headings of one word, English aside
}

type inlineHeading struct {
	words string
	bits  section
}

// Names of sections that no heading announces.
const (
	sectionTop  = "top"  // before the first heading
	sectionNone = "none" // a document without any heading
)

func newHeadings(languages []catalogue.Language) *headings {
	h := &headings{bits: map[string]section{}, exact: map[string]section{}, joined: map[string]section{},
		qualifiers: map[string]bool{}, trailers: map[string]bool{}, joiners: map[string]bool{}, extras: map[string]bool{},
		vocabulary: map[string]bool{}, nouns: map[string]section{}}
	for _, name := range []string{sectionTop, sectionNone} {
		h.bit(name)
	}
	for i := range languages {
		l := &languages[i]
		for _, w := range l.Headings {
			h.add(w)
			if l.Code != "en" {
				h.learn(w)
			}
		}
		addWords(h.qualifiers, l.Qualifiers)
		addWords(h.trailers, l.Trailers)
		addWords(h.joiners, l.Joiners)
		addWords(h.extras, l.Extras)
	}
	sort.SliceStable(h.inlines, func(i, j int) bool { return len(h.inlines[i].words) > len(h.inlines[j].words) })
	return h
}

func (h *headings) add(w catalogue.Heading) {
	b := h.bit(w.Section)
	if w.Alone {
		h.lone |= b
	}
	for _, s := range w.Words {
		s = cleanHeading(fold(plain(s)))
		if _, taken := h.exact[s]; !taken {
			h.exact[s] = b
			h.joined[strings.ReplaceAll(s, " ", "")] = b
		}
		h.maxWords = max(h.maxWords, len(strings.Fields(s)))
	}
	for _, s := range w.Inline {
		h.inlines = append(h.inlines, inlineHeading{strings.Join(strings.Fields(s), " "), b})
	}
}

func addWords(to map[string]bool, phrases []string) {
	for _, p := range phrases {
		for _, w := range strings.Fields(fold(plain(p))) {
			to[w] = true
		}
	}
}

func (h *headings) bit(name string) section {
	b, ok := h.bits[name]
	if !ok {
		b = 1 << len(h.names)
		h.bits[name] = b
		h.names = append(h.names, name)
	}
	return b
}

// of gives the set of the named sections; an unknown name is no section.
func (h *headings) of(names []string) section {
	var s section
	for _, n := range names {
		s |= h.bits[n]
	}
	return s
}

// name gives the names of a set, joined by "+".
func (h *headings) name(s section) string {
	var out []string
	for i, n := range h.names {
		if s&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, "+")
}

const maxHeading = 60 // bytes; a longer line is no heading

// heading reads a line as a heading: the sections it announces, 0 if it is none.
// rest is what follows on the same line after a colon.
func (h *headings) heading(l *line) (s section, rest string) {
	text := l.fold
	if l.plain == "" || (l.bullet && len(text) > 30) {
		return 0, ""
	}
	marked := strings.HasPrefix(l.text, "#") || strings.HasPrefix(l.text, `\section`) || strings.HasPrefix(l.text, `\cvsection`)
	if i := strings.IndexByte(text, ':'); i > 0 && i < maxHeading && i < len(text)-1 {
		if s := h.lookup(text[:i]); s != 0 && s&h.lone == 0 && startsUpper(l.plain) {
			return s, strings.TrimSpace(l.plain[i+1:])
		}
	}
	if len(text) > 2*maxHeading || len([]rune(text)) > maxHeading || strings.HasSuffix(text, ",") || (!marked && !startsUpper(l.plain)) {
		return 0, ""
	}
	if l.bullet && !marked && lowerTail(l.plain) && !numbered(l.text) {
		return 0, ""
	}
	if strings.HasSuffix(text, ".") && strings.Count(text, " ") > 1 {
		return 0, ""
	}
	return h.lookup(text), ""
}

// lowerTail: a bullet such as "- Research projects" is rather an item.
func lowerTail(p string) bool {
	return strings.Contains(cleanHeading(p), " ") && p != strings.ToUpper(p)
}

// numbered: a heading may be counted, by numbers or letters.
func numbered(text string) bool {
	c := text[0]
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '('
}

func startsUpper(p string) bool {
	for _, r := range p {
		switch {
		case r >= 'a' && r <= 'z':
			return false
		case r >= 'A' && r <= 'Z':
			return true
		case r > 127 && unicode.IsLetter(r):
			return !unicode.IsLower(r)
		}
	}
	return false
}

// lookup finds a folded text among the headings, whole or part by part.
func (h *headings) lookup(text string) section {
	t := cleanHeading(text)
	if s := h.known(t); s != 0 {
		return s
	}
	if s := h.several(h.parts(t)); s != 0 {
		return s
	}
	return h.composed(t)
}

// several gives the sections of a heading's parts; all must be known or neutral.
func (h *headings) several(parts []string) section {
	if len(parts) < 2 || len(parts) > 4 {
		return 0
	}
	var all section
	for i, p := range parts {
		s := h.known(p)
		if s == 0 && (i == 0 || !h.neutral(p)) {
			return 0
		}
		all |= s
	}
	return all
}

// parts takes the parts of one heading apart: "Awards & Publications".
func (h *headings) parts(t string) []string {
	var out []string
	now := ""
	for _, w := range strings.Fields(strings.NewReplacer("&", " & ", ",", " , ", " - ", " , ", "/", " / ", "+", " + ").Replace(t)) {
		if h.joiners[w] || w == "&" || w == "," || w == "/" || w == "+" {
			if now != "" {
				out = append(out, strings.Trim(now, "-"))
			}
			now = ""
			continue
		}
		now = strings.TrimSpace(now + " " + w)
	}
	if now != "" {
		out = append(out, now)
	}
	return out
}

// neutral: a further part that announces no section of its own.
func (h *headings) neutral(part string) bool {
	for _, w := range strings.Fields(part) {
		if !h.extras[w] && !h.qualifiers[w] && !h.trailers[w] {
			return false
		}
	}
	return true
}

// gluedLength is the least length of a heading whose words a PDF's wide letter
// spacing has glued together ("WORKHISTORY").
const gluedLength = 9

// known looks one phrase up, as it stands, letter-spaced, or without words that
// only qualify it.
func (h *headings) known(t string) section {
	if s, ok := h.exact[t]; ok {
		return s
	}
	words := strings.Fields(t)
	if joined := unspace(words); joined != "" {
		return h.joined[joined]
	}
	if len(words) > h.maxWords+2 || len(words) == 0 {
		return 0
	}
	if s := h.joined[t]; len(words) == 1 && len(t) >= gluedLength && s != 0 {
		return s
	}
	for first := 0; first < len(words); first++ {
		last := len(words)
		for {
			if s := h.exact[strings.Join(words[first:last], " ")]; s != 0 {
				return s
			}
			if last <= first+1 || !h.trailers[words[last-1]] && len(words[last-1]) > 1 {
				break
			}
			last--
		}
		if !h.qualifiers[words[first]] && !ordinal(words[first]) {
			break
		}
	}
	return 0
}

// ordinal: "1", "ii", "b" before a heading.
func ordinal(w string) bool {
	return len(w) == 1 || strings.Trim(w, "ivx") == "" || strings.Trim(w, "0123456789.") == ""
}

// unspace joins "e d u c a t i o n"; "" if the words are not single letters.
func unspace(words []string) string {
	if len(words) < 4 {
		return ""
	}
	for _, w := range words {
		if len([]rune(w)) > 1 {
			return ""
		}
	}
	return strings.Join(words, "")
}

func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}
