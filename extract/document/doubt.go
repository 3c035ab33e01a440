package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Doubt is why a document that was read may not have been understood. What is
// found in it stands; what is not found is unknown.
type Doubt string

const (
	NoDoubt     Doubt = ""
	Placeholder Doubt = "placeholder" // the text says that the document is elsewhere
	Partial     Doubt = "partial"     // pages or parts were not read
	Garbled     Doubt = "garbled"     // characters or letters are wrong
	Glued       Doubt = "glued"       // words without spaces between them
	Language    Doubt = "language"    // the catalogue has no words for it
	Thin        Doubt = "thin"        // less than a résumé can say
	Hidden      Doubt = "hidden"      // most of its text is invisible to people
)

// Limits of doubt, looser than those of the quality test: that one asks whether
// another engine may read better, this one whether a text means anything. Sound
// résumés of the public sets that the quality test was made from stay inside.
const (
	// thinWords different words: a name, an address and a heading have fewer; the
	// shortest résumé with one job and one degree has more.
	thinWords      = 18
	doubtfulBroken = 0.03
	doubtfulSingle = 0.25
	doubtfulGlued  = 0.10
	doubtfulMean   = 12.0 // letters a word
	doubtfulLetter = 0.35
)

// remedies of each doubt, for people.
func (d Doubt) remedy() string {
	switch d {
	case Placeholder:
		return "open it in the program that made it, and print it to PDF"
	case Partial:
		return "look at the pages that were not read, or run OCR on the document"
	case Garbled, Glued:
		return "open it in a viewer and print it to PDF, or run OCR on it"
	case Language:
		return "have a person read it, or add words of this language to the catalogue"
	case Thin:
		return "look at the document: what it says may be a picture, or in another file"
	case Hidden:
		return "look at the document beside its text: most of it cannot be seen on the page"
	}
	return ""
}

// doubt judges a finished text; why says the reason in words.
func (t *Text) doubt(c counts) (d Doubt, why string) {
	switch {
	case t.placeholder != "":
		return Placeholder, t.placeholder
	case isPlaceholder(t.Body):
		return Placeholder, "the text only asks for another program to show the document"
	}
	if d, why = garbled(c); d != NoDoubt {
		return d, why
	}
	words := t.Words()
	tongue := tongueOf(t.Body)
	switch lang := tongue.unknown(); {
	case lang != "" && tongue.mixedUp():
		return Garbled, "its letters make no words of any language"
	case t.unread != "":
		return Partial, t.unread
	case lang != "":
		return Language, "the text is " + lang
	case t.Hidden > words:
		return Hidden, fmt.Sprintf("%d of its %d words cannot be seen on the page", t.Hidden, t.Hidden+words)
	}
	if n := differentWords(t.Body); n < thinWords {
		return Thin, fmt.Sprintf("the text has %d different words", n)
	}
	return NoDoubt, ""
}

// garbled judges characters and words; the tests on words hold for Latin text.
func garbled(c counts) (Doubt, string) {
	words := float64(max(c.words, 1))
	switch {
	case c.share(c.broken) > doubtfulBroken:
		return Garbled, fmt.Sprintf("%.0f %% of the characters are broken", 100*c.share(c.broken))
	case c.share(c.letters) < doubtfulLetter:
		return Garbled, fmt.Sprintf("only %.0f %% of the characters are letters", 100*c.share(c.letters))
	case c.latin*2 <= c.letters || c.words < minWords && c.glued == 0:
		return NoDoubt, ""
	case float64(c.singles)/words > doubtfulSingle:
		return Garbled, fmt.Sprintf("%.0f %% of the words have one letter", 100*float64(c.singles)/words)
	case c.share(c.glued) > doubtfulGlued:
		return Glued, fmt.Sprintf("%.0f %% of the characters stand in words over %d letters", 100*c.share(c.glued), longWord)
	case float64(c.wordLetters)/words > doubtfulMean:
		return Glued, fmt.Sprintf("words have %.1f letters on average", float64(c.wordLetters)/words)
	}
	return NoDoubt, ""
}

// differentWords counts words, without regard to case; two letters of a script
// without spaces are one. Repeated marks ("Scanned by …" on each page) count once.
func differentWords(body string) int {
	seen := map[string]bool{}
	ideographs := 0
	for word := range strings.FieldsFuncSeq(body, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		r, _ := utf8.DecodeRuneInString(word)
		if _, weight := foreignScript(r); weight > 1 {
			ideographs += utf8.RuneCountInString(word)
			continue
		}
		seen[strings.ToLower(word)] = true
	}
	return len(seen) + ideographs/ideographsAWord
}

// Words counts the words of the text.
func (t *Text) Words() int { return countWords(t.Body) }

// countWords counts what stands between spaces and holds a letter or digit.
func countWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// maxPlaceholder in words: a page that says that the document is elsewhere says
// little more.
const maxPlaceholder = 150

// isPlaceholder tells the pages that programs write for viewers that cannot show
// the document itself: dynamic forms and portfolios.
func isPlaceholder(body string) bool {
	if countWords(body) > maxPlaceholder {
		return false
	}
	text := strings.ToLower(strings.Join(strings.Fields(body), " "))
	for _, start := range []string{"please wait", "bitte warten", "veuillez patienter", "espere", "attendere"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	for _, phrases := range [][]string{
		{"proper contents of the document", "viewer"},
		{"this pdf portfolio"}, {"pdf portfolio", "acrobat"}, {"open this pdf portfolio"},
		{"this document enables", "reader"}, {"to view the full contents of this document", "later version"},
		{"diese pdf-datei", "portfolio"}, {"xfa", "not supported"},
	} {
		all := true
		for _, p := range phrases {
			all = all && strings.Contains(text, p)
		}
		if all {
			return true
		}
	}
	return false
}
