package main

import "regexp"

// setter says how one format sets running text.
type setter struct {
	text func(string) string
	code func(string) string           // the name of a program; given text already set
	link func(text, url string) string // given text and address already set
}

var inline = regexp.MustCompile("`([^`]*)`|\\[([^\\]]*)\\]\\(([^)]*)\\)")

// set gives a line with its `programs` and [links](address) in the format's own way.
func (f setter) set(line string) string {
	out, at := "", 0
	for _, m := range inline.FindAllStringSubmatchIndex(line, -1) {
		out += f.text(line[at:m[0]])
		if m[2] >= 0 {
			out += f.code(f.text(line[m[2]:m[3]]))
		} else {
			out += f.link(f.text(line[m[4]:m[5]]), line[m[6]:m[7]])
		}
		at = m[1]
	}
	return out + f.text(line[at:])
}

func same(s string) string { return s }

// plainSetter shows a link's address, because a text file has no other place for it.
func plainSetter() setter {
	return setter{same, same, func(_, url string) string { return url }}
}
