package signal

import (
	"sort"
	"strings"

	"weaksignal/extract/catalogue"
)

// section is a set of canonical section names, one bit each: two headings in a
// row (columns read as one) make one section of two names.
type section uint32

// headings tells headings from other lines.
type headings struct {
	names    []string // bit to name
	bits     map[string]section
	exact    map[string]section
	joined   map[string]section // without spaces, for letter-spaced headings
	inlines  []inlineHeading
	maxWords int
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

func newHeadings(words []catalogue.Heading) *headings {
	h := &headings{bits: map[string]section{}, exact: map[string]section{}, joined: map[string]section{}}
	for _, name := range []string{sectionTop, sectionNone} {
		h.bit(name)
	}
	for _, w := range words {
		b := h.bit(w.Section)
		for _, s := range w.Words {
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
	sort.SliceStable(h.inlines, func(i, j int) bool { return len(h.inlines[i].words) > len(h.inlines[j].words) })
	return h
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
		if s := h.lookup(text[:i]); s != 0 && startsUpper(l.plain) {
			return s, strings.TrimSpace(l.plain[i+1:])
		}
	}
	if len(text) > maxHeading || strings.HasSuffix(text, ",") || (!marked && !startsUpper(l.plain)) || (l.bullet && !marked && lowerTail(l.plain)) {
		return 0, ""
	}
	if strings.HasSuffix(text, ".") && strings.Count(text, " ") > 1 {
		return 0, ""
	}
	return h.lookup(text), ""
}

// besideText reads a heading that stands in capitals beside the text of its
// section, as in layouts with headings in the margin.
func (h *headings) besideText(l *line) (section, string) {
	words := strings.Fields(l.plain)
	if l.bullet || len(words) < 2 || !allUpper(words[0]) {
		return 0, ""
	}
	for k := min(4, len(words)-1); k >= 1; k-- {
		phrase := strings.Join(words[:k], " ")
		if len(phrase) < 6 || phrase != strings.ToUpper(phrase) || allUpper(words[k]) {
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

// lowerTail: a bullet such as "- Research projects" is rather an item.
func lowerTail(p string) bool { return strings.Contains(p, " ") && p != strings.ToUpper(p) }

func startsUpper(p string) bool {
	for _, r := range p {
		switch {
		case r >= 'a' && r <= 'z':
			return false
		case r >= 'A' && r <= 'Z', r > 127:
			return true
		}
	}
	return false
}

var headingSpace = strings.NewReplacer(`\section*{`, " ", `\section{`, " ", `\cvsection{`, " ", `\subsection{`, " ", "}", " ", "#", " ", "&amp;", " ", "*", " ", "_", " ", "|", " ", "=", " ", "\"", " ", "(", " ", ")", " ", ".", " ", ":", " ", "!", " ", "~", " ")

// headingParts are what joins the parts of one heading: "Awards & Publications".
var headingParts = strings.NewReplacer(" and ", ",", " & ", ",", "&", ",", " et ", ",", " und ", ",", " y ", ",", " e ", ",", " / ", ",", "/", ",", " + ", ",")

// lookup finds a folded text among the headings, whole or part by part.
func (h *headings) lookup(text string) section {
	t := strings.Join(strings.Fields(headingSpace.Replace(text)), " ")
	t = strings.Trim(t, " -,;/•")
	if s := h.known(t); s != 0 {
		return s
	}
	parts := strings.FieldsFunc(headingParts.Replace(t), func(r rune) bool { return r == ',' })
	if len(parts) < 2 || len(parts) > 4 {
		return 0
	}
	var all section
	for _, p := range parts {
		s := h.known(strings.TrimSpace(p))
		if s == 0 {
			return 0
		}
		all |= s
	}
	return all
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
	first := 0
	for first < len(words)-1 && qualifiers[words[first]] {
		first++
	}
	last := len(words)
	for last > first+1 && (trailers[words[last-1]] || len(words[last-1]) == 1) {
		last--
	}
	if first == 0 && last == len(words) {
		return 0
	}
	return h.exact[strings.Join(words[first:last], " ")]
}

var (
	qualifiers = set("my", "professional", "academic", "relevant", "other", "additional", "selected", "key", "personal", "recent", "further", "list", "of", "the", "some", "main", "major", "related", "current", "previous", "notable", "general", "mes", "autres", "meine", "weitere", "mis", "otras", "otros", "special", "significant", "special", "top", "student", "technical", "research", "graduate", "undergraduate", "international", "national", "i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f", "g")
	trailers   = set("details", "section", "history", "cont'd", "contd", "continued", "cont", "overview", "profile", "clickable", "highlights", "obtained", "received", "gained", "done", "achieved", "undertaken", "completed", "list", "summary", "attended", "highlights", "links")
)

func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}

// unspace joins "e d u c a t i o n"; "" if the words are not single letters.
func unspace(words []string) string {
	if len(words) < 4 {
		return ""
	}
	for _, w := range words {
		if len(w) > 1 {
			return ""
		}
	}
	return strings.Join(words, "")
}

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
