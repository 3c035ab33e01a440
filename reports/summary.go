package reports

import (
	"strings"
	"unicode/utf8"

	"weaksignal/reports/page"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

const (
	defaultWidth = 72
	leastWidth   = 40
)

// Summary is page 1 of the report in plain text for a terminal or a mail: at most width
// columns (72 if width is under 40), its first line the answer, fit for a mail's subject,
// and no names. It ends with a newline.
func Summary(b *Book, width int) string {
	if width < leastWidth {
		width = defaultWidth
	}
	if b == nil || b.Result == nil {
		return ""
	}
	d := NewDraft(b)
	report := page.Make(d.input())
	var out strings.Builder
	out.WriteString(sheet.FitLine(words.ProductName+": "+report.Subject, width) + "\n\n")
	out.WriteString(wrapText(report.Answer, width, "", "") + "\n")
	for _, s := range auditedSentences(d) {
		out.WriteString(wrapText(s, width, "", ""))
	}
	for _, block := range report.Pages[0].Blocks {
		summaryBlock(&out, block, width)
	}
	return out.String()
}

// summaryBlock prints what of page 1 a terminal can: no picture, and nothing on how to
// read one.
func summaryBlock(out *strings.Builder, b page.Block, width int) {
	heading := func(s string) {
		out.WriteString("\n")
		if s != "" {
			out.WriteString(wrapText(s+":", width, "", ""))
		}
	}
	switch b := b.(type) {
	case *page.Text:
		if b.Kind != page.Note {
			heading("")
			out.WriteString(wrapText(b.Text, width, "", ""))
		}
	case *page.List:
		heading(b.Heading)
		for _, s := range b.Items {
			out.WriteString(wrapText(s, width, "- ", "  "))
		}
	case *page.Table:
		heading(b.Heading)
		for _, row := range b.Rows {
			out.WriteString(wrapText(rowText(row), width, "- ", "  "))
		}
	}
}

// rowText is a row of a table as a line: its first cell, and the others after it.
func rowText(row []page.Cell) string {
	var rest []string
	for _, c := range row[1:] {
		if c.Text != "" {
			rest = append(rest, c.Text)
		}
	}
	return row[0].Text + ": " + strings.Join(rest, ", ")
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
