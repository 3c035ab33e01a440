package signal

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"weaksignal/extract/document"
)

var (
	emailForm = regexp.MustCompile(`(?i)[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+`)
	// spelledForm is an address written out against harvesters: "name [at] domain (dot) org".
	spelledForm = regexp.MustCompile(`(?i)[a-z0-9._%+\-]+\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*[a-z0-9\-]+(?:\s*(?:\.|[\[({<]\s*(?:dot|\.)\s*[\])}>])\s*[a-z0-9\-]+)+|[a-z0-9._%+\-]+\s+at\s+[a-z0-9\-]+(?:\s+dot\s+[a-z0-9\-]+)+`)
	// particleForm is particles before a name that is hidden: they are half of it.
	particleForm = regexp.MustCompile(`(?i)(?:(?:[\pL'’]+)[ \t]+){1,3}\[name\]`)
	phoneForm    = regexp.MustCompile(`\+?\(?\d[\d\s().\-/]{5,}\d`)
	// dateForm is a date or a span of two, which has as many digits as a telephone number.
	dateForm = regexp.MustCompile(`^\(?(?:` + oneDate + `)(?:\s*[-/]\s*(?:` + oneDate + `))?\)?$`)
	// handleForm keeps the site, which may be what a signal is about, and hides the person.
	handleForm = regexp.MustCompile(`(?i)((?:github|gitlab|bitbucket|kaggle|linkedin|twitter|x|facebook|instagram|medium|orcid|indeed|researchgate|huggingface|stackoverflow|arxiv|doi|pypi|npmjs)\.(?:com|org|net|co)/)[^\s)\]>,;]+|[a-z0-9\-]+(\.(?:github|gitlab)\.io)[^\s)\]>,;]*`)
	// linkForm is any other address with a scheme: its host may be the applicant's own.
	linkForm = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s)\]>,;]+`)
	atForm   = regexp.MustCompile(`(^|[\s(:|])@[\pL\pN_.\-]{2,}`)
)

const (
	oneDate = `(?:\d{1,2}[./\-]){0,2}(?:19|20)\d\d(?:[./\-]\d{1,2}){0,2}`
	// phoneDigits is the least number of digits of a telephone number: a local one.
	phoneDigits = 7
)

// Mask hides e-mail addresses, telephone numbers, handles and links that may be the
// applicant's own, and every word of names in a line, without regard to case and
// accents; initials and particles (de, van) stay. It does not find names by itself.
func Mask(line string, names []string) string {
	line = emailForm.ReplaceAllString(line, "[e-mail]")
	line = spelledForm.ReplaceAllString(line, "[e-mail]")
	line = handleForm.ReplaceAllString(line, "$1[handle]$2")
	line = linkForm.ReplaceAllStringFunc(line, func(s string) string {
		if strings.Contains(s, "[handle") {
			return s // cut down to its site already
		}
		return "[link]"
	})
	line = atForm.ReplaceAllString(line, "$1[handle]")
	line = phoneForm.ReplaceAllStringFunc(line, maskPhone)
	return maskNames(line, nameTokens(names))
}

func maskPhone(s string) string {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits < phoneDigits || dateForm.MatchString(strings.TrimSpace(s)) {
		return s
	}
	return "[phone]"
}

// nameTokens are the folded words of names, of two letters or more.
func nameTokens(names []string) []string {
	var out []string
	for _, n := range names {
		folded := strings.ReplaceAll(fold(plain(n)), "'", "")
		for _, w := range strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) > 1 && !particles[w] && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// maskNames replaces words of letters and digits that are, or plainly are made of, a
// name.
func maskNames(line string, tokens []string) string {
	if len(tokens) == 0 {
		return line
	}
	var b strings.Builder
	word := strings.Builder{}
	flush := func() {
		if w := word.String(); w != "" {
			folded := fold(plain(w))
			if isName(strings.ReplaceAll(folded, "'", ""), tokens) || isName(strings.TrimSuffix(folded, "'s"), tokens) {
				w = "[name]"
			}
			b.WriteString(w)
			word.Reset()
		}
	}
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			word.WriteRune(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return particleForm.ReplaceAllStringFunc(b.String(), func(s string) string {
		words := strings.Fields(s)
		kept := len(words) - 1
		for kept > 0 && particles[fold(plain(words[kept-1]))] {
			kept--
		}
		if kept == len(words)-1 {
			return s
		}
		return strings.Join(append(words[:kept:kept], "[name]"), " ")
	})
}

// isName tells whether a folded word is a name's: the word itself, two of them in
// one, or one with an initial or digits beside it, as handles are made. A short name
// allows less beside it: "marks" may be Mark's handle, "market" is not.
func isName(word string, tokens []string) bool {
	letters := strings.TrimFunc(word, unicode.IsDigit)
	for _, t := range tokens {
		if letters == t {
			return true
		}
		rest, found := strings.CutPrefix(letters, t)
		if !found {
			if rest, found = strings.CutSuffix(letters, t); !found {
				continue
			}
		}
		if slices.Contains(tokens, rest) || len(t) >= 5 && len(rest) <= 2 || len(t) == 4 && len(rest) == 1 {
			return true
		}
	}
	return false
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
