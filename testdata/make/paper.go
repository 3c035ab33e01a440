package main

// paper is a résumé before it is typeset. Text may hold links as [text](url) and
// names of programs in backquotes.
type paper struct {
	name, tagline string
	contact       []item
	sections      []section
	style         style
	language      string
}

// item of the contact block; url is "" for plain text. text is the anchor: where it
// differs from the address, a PDF shows the address only in its annotation.
type item struct{ text, url string }

type section struct {
	kind, heading string
	paragraphs    []string
	entries       []entry
	lines         []string    // a list
	pairs         [][2]string // label: text
}

type entry struct {
	title, org, place, dates, note string
	bullets                        []string
}

// style is how an applicant writes and what made the file.
type style struct {
	format    string // chromium | libreoffice | docx | odt | rtf | html | txt | md | pdftex | luatex
	template  int    // of the format's templates
	dates     string // key of the date form
	anchors   bool   // links show a word, not the address
	prose     bool   // skills in a sentence
	terse     bool   // few bullets
	education bool   // education before work
	shouting  bool   // headings in capitals
	bullet    string // for plain text
}

// drawStyle draws what made the file and how. The shares are those of what arrives
// in a careers mailbox: mostly PDF from a browser or an office program.
func drawStyle(seed uint64, a applicant) style {
	d := roll(seed, "style", a.index)
	s := style{format: d.among([]share{{"chromium", .49}, {"libreoffice", .15}, {"docx", .12}, {"pdftex", .07}, {"luatex", .035},
		{"odt", .025}, {"rtf", .025}, {"html", .025}, {"txt", .03}, {"md", .03}})}
	s.template = d.IntN(12)
	s.dates = d.among([]share{{"short", .34}, {"slash", .14}, {"long", .18}, {"iso", .07}, {"years", .08}, {"apostrophe", .05}, {"since", .08}, {"dots", .06}})
	s.anchors, s.prose, s.terse = d.chance(.5), d.chance(.2), d.chance(.25)
	s.education, s.shouting = d.chance(.3), d.chance(.25)
	s.bullet = d.pick([]string{"- ", "* ", "• ", "– ", "  - ", "o "})
	if a.exportMail() != a.email {
		s.template = 4 // found by name alone, so the name stands where one looks for it
	}
	if s.format == "txt" {
		s.anchors = false
	}
	return s
}
