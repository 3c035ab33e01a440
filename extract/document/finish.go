package document

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"weaksignal/extract/document/doubt"
	"weaksignal/extract/document/draft"
)

// finish normalises a raw text, cuts it at the cap and judges it.
func finish(t *draft.Text, lim draft.Limits) (*draft.Text, error) {
	t.Body = breakLines(draft.Normalise(t.Body))
	if len(t.Body) > lim.Chars {
		t.Body, t.Truncated = cut(t.Body, lim.Chars), true
	}
	t.Links = cleanLinks(t.Links)
	if draft.Letters(t.Body) == 0 && t.Hidden > 0 {
		return nil, &draft.Error{Status: draft.NoText, Format: t.Format, Remedy: draft.Hidden.Remedy(),
			Reason: fmt.Sprintf("none of its %d words can be seen on the page", t.Hidden)}
	}
	if draft.Letters(t.Body) == 0 {
		return nil, &draft.Error{Status: draft.NoText, Format: t.Format, Reason: "the document has no text layer", Remedy: draft.RemedyScan, Scan: t.Format == draft.PDF}
	}
	if n := len(t.Pictures); n > 0 {
		t.Problems = append(t.Problems, fmt.Sprintf("%d of %d pages are pictures without text", n, t.Pages))
	}
	doubt.Weigh(t)
	t.Scan = t.Format == draft.PDF && (len(t.Pictures) > 0 || t.Quality < worthless || t.Doubt == draft.Garbled || t.Doubt == draft.Glued)
	return t, nil
}

// worthless is the quality below which OCR reads a page better than its text
// layer says it: one of the worst problems, or two lesser ones.
const worthless = 0.75

// longestLine in bytes. A paragraph of a résumé has some hundreds; a hostile file
// has one line of everything, over which patterns take their worst time and memory.
const longestLine = 4000

// breakLines breaks lines over longestLine, at a space where there is one.
func breakLines(s string) string {
	var b strings.Builder
	for line := range strings.SplitAfterSeq(s, "\n") {
		for len(line) > longestLine {
			at := strings.LastIndexAny(line[:longestLine], " \t")
			if at < longestLine/2 {
				for at = longestLine; !utf8.RuneStart(line[at]); at-- {
				}
			}
			b.WriteString(strings.TrimRight(line[:at], " \t"))
			b.WriteByte('\n')
			line = strings.TrimLeft(line[at:], " \t")
		}
		b.WriteString(line)
	}
	return b.String()
}

// cut keeps at most n bytes and ends at a line end where there is one.
func cut(s string, n int) string {
	s = strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(s, '\n'); i > n/2 {
		s = s[:i+1]
	}
	return s
}

// cleanLinks drops empty and repeated links and keeps their order.
func cleanLinks(links []draft.Link) []draft.Link {
	seen := map[draft.Link]bool{}
	var out []draft.Link
	for _, l := range links {
		l = draft.Link{URL: strings.TrimSpace(strings.ToValidUTF8(l.URL, "")), Anchor: strings.Join(strings.Fields(draft.Normalise(l.Anchor)), " ")}
		if l.URL == "" || strings.HasPrefix(l.URL, "#") || seen[l] {
			continue
		}
		seen[l] = true
		out = append(out, l)
	}
	return out
}
