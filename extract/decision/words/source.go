package words

import (
	"slices"
	"strings"
	"unicode"
)

// Sources are the categories of where an applicant came from.
func Sources() []string {
	return []string{"referral", "campus", "sourcing", "agency", "job_board", "career_site", "internal", "other"}
}

func isSource(answer string) bool {
	return answer == Asked.String() || slices.Contains(Sources(), answer)
}

// Source is the category of a source text; "asked" where it fits two or is not
// known; "" if blank.
func (w *Words) Source(text string) string {
	folded := withoutSourceCode(fold(text))
	if len(folded) == 0 {
		return ""
	}
	answer, _ := w.bestSource(folded)
	return answer
}

// withoutSourceCode drops a code in front: "07 Employee referral", "ER - Employee
// referral".
func withoutSourceCode(w []word) []word {
	w = withoutCode(w)
	if len(w) > 2 && len(w[0].text) <= 3 && w[0].clause != w[1].clause && strings.HasPrefix(w[1].text, w[0].text[:1]) {
		return w[1:]
	}
	return w
}

// bestSource is the answer of the language that knows the text best, and what is
// known of the text.
func (w *Words) bestSource(folded []word) (answer string, best reading) {
	for i := range w.tongues {
		items := w.tongues[i].source.read(folded)
		r := known(items)
		a := w.sourceOf(items, r)
		switch {
		case answer == "" || r.better(best):
			answer, best = a, r
		case !best.better(r) && a != answer:
			answer = agreed(answer, a)
		}
	}
	return answer, best
}

// agreed is what two languages that know a text equally well say of it together:
// only whether it is a referral or from a campus changes anything.
func agreed(a, b string) string {
	for _, s := range []string{a, b} {
		if s == "referral" || s == "campus" || s == Asked.String() {
			return Asked.String()
		}
	}
	return a
}

func (w *Words) sourceOf(items []item, r reading) string {
	f := facts{}
	for _, it := range items {
		f[it.concept] = true
	}
	for i := range w.sources {
		if !w.sources[i].holds(f) {
			continue
		}
		is := w.sources[i].Is
		// A name that nobody knows beside "university" is a university's, beside
		// "agency" an agency's; beside "referral" it may be anybody's.
		if r.unknown > 0 && (is == "referral" || is == "other" || f["not"]) {
			return Asked.String()
		}
		return is
	}
	return Asked.String()
}

// Referrer says whether a referrer cell names a person of the employer's.
type Referrer uint8

const (
	NoReferrer Referrer = iota // blank, "none" in any language, a web page, a job board
	PersonReferrer
	AskedReferrer // "Internal": a person or a channel?
)

// Referrer reads the cell of a referrer column.
func (w *Words) Referrer(text string) Referrer {
	text = strings.TrimSpace(text)
	switch {
	case text == "" || isNullMark(text) || isAddress(text):
		return NoReferrer
	case strings.ContainsRune(text, '@'):
		return PersonReferrer
	}
	folded := fold(text)
	if len(folded) == 0 {
		return NoReferrer
	}
	if len(folded) == 1 && numeric(strings.TrimLeft(folded[0].text, "eE#")) && strings.Trim(folded[0].text, "0") != "" {
		return PersonReferrer // a staff number
	}
	answer, r := w.bestSource(folded)
	if r.unknown == 0 {
		return referrerOf(answer)
	}
	return w.named(text, folded, r)
}

func referrerOf(answer string) Referrer {
	if answer == Asked.String() || answer == "referral" || answer == "internal" {
		return AskedReferrer
	}
	return NoReferrer
}

// named tells whether words that are no source are somebody's name: two or more
// words with capitals, none of which is a source's.
func (w *Words) named(text string, folded []word, r reading) Referrer {
	first := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("(-–—|/[", r) && r != '-' })[0]
	name := strings.FieldsFunc(first, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	capitals := 0
	for _, n := range name {
		if c := []rune(n); unicode.IsUpper(c[0]) || !unicode.IsLower(c[0]) && unicode.IsLetter(c[0]) {
			capitals++
		}
	}
	items := w.tongues[0].source.read(folded)
	for _, it := range items {
		switch it.concept {
		case "", "filler", "none", "employee", "not", "outside", cNumber, "sourcing", "internal":
		default:
			return AskedReferrer
		}
	}
	if len(name) >= 2 && len(name) <= 8 && capitals >= 2 {
		return PersonReferrer
	}
	return AskedReferrer
}

// isNullMark tells the marks that stand for nothing without being a word.
func isNullMark(s string) bool {
	switch strings.ToLower(s) {
	case "0", "false", "n", "no", "<na>", "#n/a", "f", "nan", "nat", "null", "nil", "none", "n/a", "na":
		return true
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isAddress tells a web page or domain: some systems call the referring page a
// referrer.
func isAddress(s string) bool {
	l := strings.ToLower(s)
	if strings.Contains(l, "://") || strings.HasPrefix(l, "www.") {
		return true
	}
	if strings.ContainsAny(l, " @,") {
		return false
	}
	dot := strings.LastIndexByte(l, '.')
	host, _, _ := strings.Cut(l, "/")
	return strings.Contains(host, ".") && dot > 0 && dot < len(l)-2
}
