package doubt

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Limits of the quality test, from several hundred real résumé PDFs read by an
// engine that glues words, loses encodings or splits them into letters. They
// judge the text alone and hold for running Latin text of a page or more; for
// text in other scripts the tests on words are left out.
const (
	minCharsPerPage = 200
	maxBroken       = 0.005 // share of replacement, control and C1 characters
	maxSingles      = 0.08  // share of words of one letter
	maxGlued        = 0.02  // share of characters in words over longWord letters
	longWord        = 25
	maxMeanWord     = 8.5
	minStopWords    = 0.03
	minLetters      = 0.50
	minWords        = 40 // below this the tests on words say nothing
)

// Judge measures how clean a text is, from the text alone: quality in [0,1], 1 for
// clean text, and the problems found, in words. Pages is 0 where a format has none.
func Judge(body string, pages int) (quality float64, problems []string) {
	return judge(count(body), pages)
}

func judge(c counts, pages int) (quality float64, problems []string) {
	quality = 1
	fail := func(cost float64, format string, args ...any) {
		quality -= cost
		problems = append(problems, fmt.Sprintf(format, args...))
	}
	if pages > 0 && c.chars < minCharsPerPage*pages {
		fail(0.3, "few characters: %d on %d page(s)", c.chars, pages)
	}
	if c.share(c.broken) > maxBroken {
		fail(0.3, "%.1f %% broken characters", 100*c.share(c.broken))
	}
	if c.share(c.letters) < minLetters {
		fail(0.3, "only %.0f %% letters", 100*c.share(c.letters))
	}
	if c.latin*2 > c.letters && c.words >= minWords {
		judgeWords(c, fail)
	}
	return max(quality, 0.05), problems
}

func judgeWords(c counts, fail func(cost float64, format string, args ...any)) {
	words := float64(c.words)
	if s := float64(c.singles) / words; s > maxSingles {
		fail(0.2, "%.0f %% of words have one letter", 100*s)
	}
	if s := c.share(c.glued); s > maxGlued {
		fail(0.3, "%.0f %% of characters stand in words over %d letters", 100*s, longWord)
	}
	if mean := float64(c.wordLetters) / words; mean > maxMeanWord {
		fail(0.3, "words have %.1f letters on average", mean)
	}
	if s := float64(c.stops) / words; s < minStopWords {
		fail(0.2, "%.1f %% stop words", 100*s)
	}
}

type counts struct {
	chars, letters, latin, broken             int
	words, singles, glued, wordLetters, stops int
}

func (c counts) share(n int) float64 { return float64(n) / float64(max(c.chars, 1)) }

func count(body string) counts {
	var c counts
	for _, r := range body {
		if unicode.IsSpace(r) {
			continue
		}
		c.chars++
		switch {
		case r == unicode.ReplacementChar, unicode.IsControl(r):
			c.broken++
		case unicode.IsLetter(r):
			c.letters++
			if unicode.Is(unicode.Latin, r) {
				c.latin++
			}
		}
	}
	stop := stopWords()
	for token := range strings.FieldsSeq(body) {
		c.addToken(token, stop)
	}
	return c
}

// addToken counts the words of one token; addresses are left out, because they
// are long and no prose.
func (c *counts) addToken(token string, stop map[string]bool) {
	if strings.ContainsAny(token, "@\\_=") || strings.Contains(token, "://") || strings.Contains(token, "www.") || strings.Count(token, "/") > 1 {
		return
	}
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }
	for _, word := range strings.FieldsFunc(token, notLetter) {
		n := utf8.RuneCountInString(word)
		c.words++
		c.wordLetters += n
		switch {
		case n == 1 && !stop[strings.ToLower(word)] && !strings.Contains(token, "."): // no initials, "B.Tech."
			c.singles++
		case n > longWord:
			c.glued += n
		}
		if n < 6 && stop[strings.ToLower(word)] {
			c.stops++
		}
	}
}

// stopWords are the commonest short words of English, French, German, Spanish,
// Italian, Portuguese and Dutch.
var stopWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`the and of to in a for with on at by from as an is are was were or it this that be i my
		de la le les et des du en un une dans pour par sur avec au aux est
		der die das und von mit für im den dem ein eine zu auf bei als ist am
		el los las y del por para con que se al una su es e
		il lo gli di che da nel della per i con delle alla
		o os do dos das em no na nos com ao uma
		het een van op te voor met bij`) {
		m[w] = true
	}
	return m
})
