package plain

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"weaksignal/extract/document/draft"
)

func ReadText(_ context.Context, data []byte, _ draft.Limits) (*draft.Text, error) {
	body, ok := DecodeText(data)
	if !ok {
		return nil, &draft.Error{Status: draft.Unreadable, Format: draft.TXT, Reason: "the text has an unknown encoding", Remedy: draft.RemedyConvert}
	}
	return &draft.Text{Format: draft.TXT, Engine: "text", Body: body}, nil
}

// ReadMarkdown drops the marks that would stand between words; lists, tables and
// line breaks stay as they are.
func ReadMarkdown(ctx context.Context, data []byte, lim draft.Limits) (*draft.Text, error) {
	t, err := ReadText(ctx, data, lim)
	if err != nil {
		return nil, err
	}
	t.Format, t.Engine = draft.MD, "markdown"
	marks := markdown()
	lines := strings.Split(t.Body, "\n")
	for i, line := range lines {
		lines[i] = marks.strip(line, t)
	}
	t.Body = strings.Join(lines, "\n")
	return t, nil
}

type markdownMarks struct{ image, link, auto, heading, emphasis, rule *regexp.Regexp }

// markdown compiles the marks once, when the first document needs them.
var markdown = sync.OnceValue(func() markdownMarks {
	return markdownMarks{
		image:    regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)`),
		link:     regexp.MustCompile(`\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)`),
		auto:     regexp.MustCompile(`<((?:https?://|mailto:)[^>\s]+)>`),
		heading:  regexp.MustCompile(`^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$`),
		emphasis: regexp.MustCompile("(\\*\\*\\*|\\*\\*|__|`)([^*_`]+)(\\*\\*\\*|\\*\\*|__|`)"),
		rule:     regexp.MustCompile(`^\s*(?:[-=*_]\s*){3,}$`),
	}
})

// strip takes the marks off a line. A pattern runs only where a character that it
// requires stands: most lines have none.
func (m markdownMarks) strip(line string, t *draft.Text) string {
	if strings.ContainsAny(line, "-=*_") && m.rule.MatchString(line) {
		return ""
	}
	if strings.Contains(line, "#") {
		line = m.heading.ReplaceAllString(line, "$1")
	}
	if strings.Contains(line, "](") {
		line = m.image.ReplaceAllString(line, "$1")
		for _, l := range m.link.FindAllStringSubmatch(line, -1) {
			t.Links = append(t.Links, draft.Link{URL: l[2], Anchor: l[1]})
		}
		line = m.link.ReplaceAllString(line, "$1")
	}
	if strings.Contains(line, "<") {
		for _, l := range m.auto.FindAllStringSubmatch(line, -1) {
			t.Links = append(t.Links, draft.Link{URL: l[1], Anchor: l[1]})
		}
		line = m.auto.ReplaceAllString(line, "$1")
	}
	if strings.ContainsAny(line, "*_`") {
		line = m.emphasis.ReplaceAllString(line, "$2")
	}
	return line
}
