package reports

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

const (
	defaultWidth = 72
	leastWidth   = 40
)

// Summary is the run in plain text for a terminal or a mail: at most width
// columns (72 if width is under 40), its first line fit for a mail's subject, and
// no names. It ends with a newline.
func Summary(b *Book, width int) string {
	if width < leastWidth {
		width = defaultWidth
	}
	if b == nil || b.Result == nil {
		return ""
	}
	d := NewDraft(b)
	var out strings.Builder
	out.WriteString(sheet.FitLine(subject(d), width) + "\n\n")
	for _, s := range auditedSentences(d) {
		out.WriteString(wrapText(s, width, "", ""))
	}
	out.WriteString("\n")
	for _, s := range headlines(d) {
		out.WriteString(wrapText(s.Text, width, "- ", "  "))
	}
	if steps := nextSteps(d); len(steps) > 0 {
		out.WriteString("\n" + words.HeadNext + ":\n")
		for _, s := range steps {
			out.WriteString(wrapText(s, width, "- ", "  "))
		}
	}
	return out.String()
}

// subject is one line: how many weak signals got which verdict at the first stage.
func subject(d *Draft) string {
	i := d.FirstStage()
	if i < 0 {
		return words.ProductName + ": " + words.AbsentSignals
	}
	counts := map[result.Verdict]int{}
	for _, s := range d.Result.Stages[i].Signals {
		if s.Block == result.Weak {
			counts[s.Verdict]++
		}
	}
	return fmt.Sprintf(words.SubjectLine, words.ProductName, counts[result.Associated], counts[result.NoMaterialAssociation],
		counts[result.CannotTell], words.Grouped(d.Result.Intake.Applications.Audited))
}

// wrapText breaks at spaces; a word longer than the line is cut into pieces.
func wrapText(s string, width int, first, rest string) string {
	var out strings.Builder
	lead, line := first, ""
	flush := func() {
		out.WriteString(lead + line + "\n")
		lead, line = rest, ""
	}
	room := width - utf8.RuneCountInString(first)
	for _, word := range strings.Fields(strings.Map(sheet.KeepRune, s)) {
		for utf8.RuneCountInString(word) > room {
			if line != "" {
				flush()
			}
			runes := []rune(word)
			line, word = string(runes[:room]), string(runes[room:])
			flush()
		}
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > room:
			flush()
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" {
		flush()
	}
	return out.String()
}
