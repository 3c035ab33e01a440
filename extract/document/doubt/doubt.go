package doubt

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"weaksignal/extract/document/draft"
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

// Weigh sets the quality of a finished text, its problems, and what may be doubted in it.
func Weigh(t *draft.Text) {
	c := count(t.Body)
	quality, problems := judge(c, t.Pages)
	t.Quality, t.Problems = quality, append(t.Problems, problems...)
	t.Doubt, t.DoubtReason = doubtOf(t, c)
	t.DoubtRemedy = t.Doubt.Remedy()
}

// doubtOf judges a finished text; why says the reason in words.
func doubtOf(t *draft.Text, c counts) (d draft.Doubt, why string) {
	switch {
	case t.Standin != "":
		return draft.Placeholder, t.Standin
	case isPlaceholder(t.Body):
		return draft.Placeholder, "the text only asks for another program to show the document"
	}
	if d, why = garbled(c); d != draft.NoDoubt {
		return d, why
	}
	words := t.Words()
	tongue := tongueOf(t.Body)
	switch lang := tongue.unknown(); {
	case lang != "" && tongue.mixedUp():
		return draft.Garbled, "its letters make no words of any language"
	case t.Unread != "":
		return draft.Partial, t.Unread
	case lang != "":
		return draft.Language, "the text is " + lang
	case t.Hidden > words:
		return draft.Hidden, fmt.Sprintf("%d of its %d words cannot be seen on the page", t.Hidden, t.Hidden+words)
	}
	if n := differentWords(t.Body); n < thinWords {
		return draft.Thin, fmt.Sprintf("the text has %d different words", n)
	}
	return draft.NoDoubt, ""
}

// garbled judges characters and words; the tests on words hold for Latin text.
func garbled(c counts) (draft.Doubt, string) {
	words := float64(max(c.words, 1))
	switch {
	case c.share(c.broken) > doubtfulBroken:
		return draft.Garbled, fmt.Sprintf("%.0f %% of the characters are broken", 100*c.share(c.broken))
	case c.share(c.letters) < doubtfulLetter:
		return draft.Garbled, fmt.Sprintf("only %.0f %% of the characters are letters", 100*c.share(c.letters))
	case c.latin*2 <= c.letters || c.words < minWords && c.glued == 0:
		return draft.NoDoubt, ""
	case float64(c.singles)/words > doubtfulSingle:
		return draft.Garbled, fmt.Sprintf("%.0f %% of the words have one letter", 100*float64(c.singles)/words)
	case c.share(c.glued) > doubtfulGlued:
		return draft.Glued, fmt.Sprintf("%.0f %% of the characters stand in words over %d letters", 100*c.share(c.glued), longWord)
	case float64(c.wordLetters)/words > doubtfulMean:
		return draft.Glued, fmt.Sprintf("words have %.1f letters on average", float64(c.wordLetters)/words)
	}
	return draft.NoDoubt, ""
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

// MaxPlaceholder in words: a page that says that the document is elsewhere says
// little more.
const MaxPlaceholder = 150

// isPlaceholder tells the pages that programs write for viewers that cannot show
// the document itself: dynamic forms and portfolios.
func isPlaceholder(body string) bool {
	if draft.CountWords(body) > MaxPlaceholder {
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
