package main

import (
	"fmt"
	"strings"
)

// plain sets a paper as a text file, as people type one or paste one from a form.
func plain(p paper) string {
	var b strings.Builder
	head := strings.ToUpper(p.name)
	if p.style.template%3 == 1 {
		head = p.name
	}
	fmt.Fprintln(&b, head)
	if p.tagline != "" {
		fmt.Fprintln(&b, p.tagline)
	}
	var contact []string
	for _, it := range p.contact {
		contact = append(contact, it.text)
	}
	if p.style.template%2 == 0 {
		fmt.Fprintln(&b, strings.Join(contact, " | "))
	} else {
		fmt.Fprintln(&b, strings.Join(contact, "\n"))
	}
	for _, s := range p.sections {
		plainSection(&b, p.style, s)
	}
	return b.String()
}

func plainSection(b *strings.Builder, st style, s section) {
	h := s.heading
	if st.shouting {
		h = strings.ToUpper(h)
	}
	fmt.Fprintln(b)
	switch st.template % 4 {
	case 0:
		fmt.Fprintf(b, "%s\n%s\n", h, strings.Repeat("-", len([]rune(h))))
	case 1:
		fmt.Fprintf(b, "== %s ==\n", h)
	case 2:
		fmt.Fprintf(b, "%s\n\n", strings.ToUpper(h))
	default:
		fmt.Fprintf(b, "%s:\n", h)
	}
	for _, line := range s.paragraphs {
		fmt.Fprintln(b, wrap(line, 78, ""))
	}
	for _, pair := range s.pairs {
		fmt.Fprintln(b, wrap(pair[0]+": "+pair[1], 78, "    "))
	}
	for i, e := range s.entries {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b, entryHead(e, st.template))
		for _, x := range e.bullets {
			fmt.Fprintln(b, wrap(st.bullet+plainSetter().set(x), 78, strings.Repeat(" ", len([]rune(st.bullet)))))
		}
	}
	for _, line := range s.lines {
		fmt.Fprintln(b, wrap(st.bullet+plainSetter().set(line), 78, strings.Repeat(" ", len([]rune(st.bullet)))))
	}
}

// entryHead writes title, organisation, place and dates of an entry.
func entryHead(e entry, template int) string {
	org := e.org
	if e.place != "" {
		org += ", " + e.place
	}
	switch template % 3 {
	case 0:
		return fmt.Sprintf("%s, %s (%s)", e.title, org, e.dates)
	case 1:
		return fmt.Sprintf("%s\n%s\n%s", e.title, org, e.dates)
	}
	return fmt.Sprintf("%s    %s\n%s", e.dates, org, e.title)
}

// wrap breaks a line at width, further lines start with indent.
func wrap(s string, width int, indent string) string {
	var lines []string
	line := ""
	for _, word := range strings.Split(s, " ") {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = indent + word
			continue
		}
		if line == "" && len(lines) == 0 && word == "" {
			line = " "
			continue
		}
		if line == "" || line == " " || line == indent {
			line += word
		} else {
			line += " " + word
		}
	}
	return strings.Join(append(lines, line), "\n")
}

// markdown sets a paper as Markdown.
func markdown(p paper) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", p.name)
	if p.tagline != "" {
		fmt.Fprintf(&b, "*%s*\n\n", p.tagline)
	}
	var contact []string
	for _, it := range p.contact {
		if it.url == "" || strings.HasPrefix(it.url, "mailto:") {
			contact = append(contact, it.text)
		} else {
			contact = append(contact, "["+it.text+"]("+it.url+")")
		}
	}
	fmt.Fprintln(&b, strings.Join(contact, " · "))
	for _, s := range p.sections {
		fmt.Fprintf(&b, "\n## %s\n\n", s.heading)
		for _, line := range s.paragraphs {
			fmt.Fprintf(&b, "%s\n", line)
		}
		for _, pair := range s.pairs {
			fmt.Fprintf(&b, "- **%s**: %s\n", pair[0], pair[1])
		}
		for i, e := range s.entries {
			markdownEntry(&b, e, i, p.style.template)
		}
		for _, line := range s.lines {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	return b.String()
}

func markdownEntry(b *strings.Builder, e entry, i, template int) {
	if i > 0 {
		fmt.Fprintln(b)
	}
	org := e.org
	if e.place != "" {
		org += ", " + e.place
	}
	if template%2 == 0 {
		fmt.Fprintf(b, "### %s, %s\n*%s*\n\n", e.title, org, e.dates)
	} else {
		fmt.Fprintf(b, "**%s** (%s)  \n%s\n\n", org, e.dates, e.title)
	}
	for _, x := range e.bullets {
		fmt.Fprintf(b, "- %s\n", x)
	}
}
