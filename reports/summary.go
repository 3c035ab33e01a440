package reports

// Summary is the run in plain text for a terminal or a mail: at most width
// columns (72 if width is under 40), its first line fit for a mail's subject, and
// no names. It ends with a newline.
func Summary(b *Book, width int) string {
	return ""
}
