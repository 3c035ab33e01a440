package main

import (
	"fmt"
	"html"
	"strings"
)

// look is how an office document is set.
type look struct {
	font, colour string
	size         float64 // of the text, in points
	centred      bool
	rule         bool // a line under headings
	margin       string
	sidebar      bool // two columns in a table
}

func officeLooks() []look {
	return []look{
		{"Liberation Sans", "#1f3864", 10, false, true, "2cm", false},
		{"Liberation Serif", "#000000", 11, true, true, "2.2cm", false},
		{"Liberation Sans Narrow", "#2e74b5", 10.5, false, false, "1.8cm", false},
		{"Liberation Sans", "#7f1d1d", 9.5, false, false, "1.6cm", true},
		{"Liberation Serif", "#333333", 10.5, false, false, "2.5cm", false},
		{"Liberation Sans Narrow", "#444444", 10, true, true, "1.9cm", true},
	}
}

// flat sets a paper as a flat OpenDocument text, which LibreOffice turns into PDF,
// DOCX, ODT or RTF.
func flat(p paper) string {
	l := officeLooks()[p.style.template%6]
	var b strings.Builder
	b.WriteString(flatHead(l))
	para := func(style, inner string) { fmt.Fprintf(&b, "<text:p text:style-name=%q>%s</text:p>\n", style, inner) }
	para("Name", html.EscapeString(p.name))
	if p.tagline != "" {
		para("Tag", html.EscapeString(p.tagline))
	}
	if !l.sidebar {
		para("Contact", flatContact(p.contact, " | "))
		for _, s := range p.sections {
			b.WriteString(flatSection(s, p.style))
		}
	} else {
		side, main := splitSections(p.sections)
		b.WriteString(`<table:table table:name="T" table:style-name="T"><table:table-column table:style-name="T.A"/><table:table-column table:style-name="T.B"/><table:table-row><table:table-cell>`)
		para("Contact", flatContact(p.contact, "<text:line-break/>"))
		for _, s := range side {
			b.WriteString(flatSection(s, p.style))
		}
		b.WriteString("</table:table-cell><table:table-cell>")
		for _, s := range main {
			b.WriteString(flatSection(s, p.style))
		}
		b.WriteString("</table:table-cell></table:table-row></table:table>")
	}
	b.WriteString("</office:text></office:body></office:document>\n")
	return b.String()
}

// splitSections puts the short sections into the side column.
func splitSections(all []section) (side, main []section) {
	for _, s := range all {
		if contains([]string{"skills", "languages", "interests", "courses", "references"}, s.kind) {
			side = append(side, s)
		} else {
			main = append(main, s)
		}
	}
	return side, main
}

func flatContact(items []item, separator string) string {
	var out []string
	for _, it := range items {
		text := html.EscapeString(it.text)
		if it.url != "" {
			text = flatLink(text, it.url)
		}
		out = append(out, text)
	}
	return strings.Join(out, separator)
}

func flatSection(s section, st style) string {
	var b strings.Builder
	h := s.heading
	if st.shouting {
		h = strings.ToUpper(h)
	}
	fmt.Fprintf(&b, "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">%s</text:h>\n", html.EscapeString(h))
	for _, x := range s.paragraphs {
		fmt.Fprintf(&b, "<text:p text:style-name=\"Standard\">%s</text:p>\n", html.EscapeString(x))
	}
	for _, x := range s.pairs {
		fmt.Fprintf(&b, "<text:p text:style-name=\"Standard\"><text:span text:style-name=\"Strong\">%s:</text:span> %s</text:p>\n", html.EscapeString(x[0]), html.EscapeString(x[1]))
	}
	for _, e := range s.entries {
		b.WriteString(flatEntry(e, st))
	}
	b.WriteString(flatList(s.lines))
	return b.String()
}

func flatEntry(e entry, st style) string {
	org := e.org
	if e.place != "" {
		org += ", " + e.place
	}
	esc := html.EscapeString
	head := ""
	switch st.template % 4 {
	case 0:
		head = fmt.Sprintf(`<text:p text:style-name="Entry"><text:span text:style-name="Strong">%s</text:span>, %s<text:tab/>%s</text:p>`, esc(e.title), esc(org), esc(e.dates))
	case 1:
		head = fmt.Sprintf(`<text:p text:style-name="Entry"><text:span text:style-name="Strong">%s</text:span><text:tab/>%s</text:p><text:p text:style-name="Standard">%s</text:p>`, esc(org), esc(e.dates), esc(e.title))
	case 2:
		head = fmt.Sprintf(`<text:p text:style-name="Entry">%s</text:p><text:p text:style-name="Standard"><text:span text:style-name="Strong">%s</text:span> – %s</text:p>`, esc(e.dates), esc(e.title), esc(org))
	default:
		head = fmt.Sprintf(`<text:p text:style-name="Entry"><text:span text:style-name="Strong">%s</text:span> (%s)</text:p><text:p text:style-name="Standard">%s</text:p>`, esc(e.title), esc(e.dates), esc(org))
	}
	return head + "\n" + flatList(e.bullets)
}

func flatList(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<text:list text:style-name="L">`)
	for _, x := range lines {
		fmt.Fprintf(&b, "<text:list-item><text:p text:style-name=\"Item\">%s</text:p></text:list-item>\n", flatSetter().set(x))
	}
	b.WriteString("</text:list>\n")
	return b.String()
}

// flatHead declares fonts, styles and the page.
func flatHead(l look) string {
	align, rule := "start", ""
	if l.centred {
		align = "center"
	}
	if l.rule {
		rule = fmt.Sprintf(` fo:border-bottom="0.6pt solid %s"`, l.colour)
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><meta:creation-date>2026-01-05T09:00:00</meta:creation-date></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'%[1]s'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" fo:font-size="%[3].1fpt" fo:language="en" fo:country="US"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:margin-bottom="0.08cm"/></style:style>
<style:style style:name="Name" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="%[4]s"/><style:text-properties fo:font-size="20pt" fo:font-weight="bold" fo:color="%[2]s"/></style:style>
<style:style style:name="Tag" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="%[4]s"/><style:text-properties fo:font-size="12pt" fo:color="#555555"/></style:style>
<style:style style:name="Contact" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="%[4]s" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="%[8]s"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="0.35cm" fo:margin-bottom="0.12cm" fo:keep-with-next="always"%[5]s/><style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:color="%[2]s"/></style:style>
<style:style style:name="Entry" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.15cm" fo:margin-bottom="0cm" fo:keep-with-next="always"><style:tab-stops><style:tab-stop style:position="%[7]s" style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="Item" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.02cm"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm" fo:text-indent="-0.4cm" fo:margin-left="0.6cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="17.4cm" table:align="left"/></style:style>
<style:style style:name="T.A" style:family="table-column"><style:table-column-properties style:column-width="5.4cm"/></style:style>
<style:style style:name="T.B" style:family="table-column"><style:table-column-properties style:column-width="12cm"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="%[6]s" fo:margin-bottom="%[6]s" fo:margin-left="%[6]s" fo:margin-right="%[6]s"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>
`, l.font, l.colour, l.size, align, rule, l.margin, tabStop(l), contactSize(l))
}

func tabStop(l look) string {
	if l.sidebar {
		return "11.6cm"
	}
	return map[string]string{"2cm": "17cm", "2.2cm": "16.6cm", "1.8cm": "17.4cm", "1.9cm": "17.2cm", "2.5cm": "16cm"}[l.margin]
}

func flatLink(text, url string) string {
	return fmt.Sprintf(`<text:a xlink:type="simple" xlink:href="%s">%s</text:a>`, html.EscapeString(url), text)
}

func flatSetter() setter { return setter{html.EscapeString, same, flatLink} }

// contactSize keeps a mail address on one line of the side column.
func contactSize(l look) string {
	if l.sidebar {
		return "7.5pt"
	}
	return "10pt"
}
