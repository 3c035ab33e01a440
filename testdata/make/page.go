package main

import (
	"fmt"
	"html"
	"strings"
)

// pageLook is how a browser document is set: a style sheet and an arrangement.
type pageLook struct {
	css     string
	arrange string // one | left | right | columns
	entry   string // line | dated | stacked | table
	join    string // between the items of the contact block
	spaced  bool   // headings as single letters: E X P E R I E N C E
}

const pageBase = `*{box-sizing:border-box}body{margin:0;font-size:10.5pt;line-height:1.35}h1{margin:0;font-size:22pt}h2{font-size:12.5pt;margin:11pt 0 4pt}` +
	`h3{font-size:10.5pt;margin:6pt 0 1pt}p{margin:2pt 0}ul{margin:2pt 0 4pt;padding-left:14pt}a{color:inherit}.row{display:flex;justify-content:space-between;gap:12pt;margin-top:6pt}` +
	`.row .d{white-space:nowrap}.dated{display:grid;grid-template-columns:33mm 1fr;gap:0 4mm;margin-top:5pt}.entry{break-inside:avoid}aside .contact{font-size:7.4pt;line-height:1.6}code{font-size:.92em}`

func pageLooks() []pageLook {
	return []pageLook{
		{`@page{size:A4;margin:20mm}body{font-family:"Liberation Serif"}header{text-align:center}h2{border-bottom:1px solid #333;font-variant:small-caps}`, "one", "line", " • ", false},
		{`@page{size:letter;margin:16mm 18mm}body{font-family:"Liberation Sans";font-size:9.8pt}h1,h2{color:#0b5394}h2{text-transform:uppercase;font-size:11pt;letter-spacing:.4pt}`, "one", "line", " | ", false},
		{`@page{size:A4;margin:0}body{font-family:"Liberation Sans";font-size:9.3pt;display:grid;grid-template-columns:62mm 1fr}aside{background:#22313f;color:#eef;padding:14mm 7mm;min-height:297mm}main{padding:14mm 12mm 8mm 9mm}header p{margin:3pt 0}aside h2{color:#9fc5e8}`, "left", "stacked", "<br>", false},
		{`@page{size:letter;margin:12mm}body{font-family:"DejaVu Sans";font-size:8.6pt;display:grid;grid-template-columns:1fr 55mm;gap:8mm}aside{border-left:2px solid #ccc;padding-left:5mm}h2{color:#a64d79}`, "right", "line", "<br>", false},
		{`@page{size:A4;margin:18mm 20mm}body{font-family:"Liberation Sans"}.dated .d{color:#666;font-size:9.5pt}h2{color:#38761d;border-bottom:.5px solid #b6d7a8}`, "one", "dated", " · ", false},
		{`@page{size:letter;margin:14mm}body{font-family:"Liberation Serif";font-size:9.6pt}.two{columns:2;column-gap:9mm}header{border-bottom:2px solid #000;padding-bottom:4pt;margin-bottom:5pt}h2{margin-top:0}`, "columns", "stacked", "  ", false},
		{`@page{size:A4;margin:0 0 12mm}@page:first{margin-top:0}body{font-family:"Liberation Sans"}header{background:#073763;color:#fff;padding:12mm 18mm}.body{padding:2mm 18mm}h2{color:#073763}`, "one", "line", " &nbsp; ", false},
		{`@page{size:letter;margin:22mm 24mm}body{font-family:"Liberation Serif";font-size:12pt}table{width:100%;border-collapse:collapse}td{vertical-align:top;border:1px solid #999;padding:3pt 5pt}td:first-child{width:30%}`, "one", "table", ", ", false},
		{`@page{size:A4;margin:18mm}body{font-family:"DejaVu Serif";font-size:9pt}h1{font-weight:400;letter-spacing:2pt}h2{font-weight:400;color:#666}`, "one", "line", " / ", true},
		{`@page{size:letter;margin:18mm}body{font-family:"Liberation Mono";font-size:8.8pt}h1{font-size:15pt}h2{font-size:10pt;background:#eee;padding:2pt 4pt}`, "one", "stacked", " | ", false},
		{`@page{size:A4;margin:15mm 17mm}body{font-family:"Liberation Sans Narrow";font-size:11pt}.dated{grid-template-columns:42mm 1fr}.dated .d{text-align:right;font-weight:bold;color:#1c4587}h1{font-size:18pt}`, "one", "dated", "<br>", false},
		{`@page{size:letter;margin:15mm}body{font-family:"Liberation Sans";font-size:9.5pt}.entry{border-left:2px solid #6aa84f;padding-left:4mm;margin-left:1mm}h2{color:#274e13}header{text-align:right}`, "one", "stacked", " | ", false},
	}
}

// page sets a paper as a self-contained HTML document.
func page(p paper) string {
	l := pageLooks()[p.style.template%12]
	esc := html.EscapeString
	var contact []string
	for _, it := range p.contact {
		if it.url == "" {
			contact = append(contact, esc(it.text))
		} else {
			contact = append(contact, fmt.Sprintf(`<a href="%s">%s</a>`, esc(it.url), esc(it.text)))
		}
	}
	head := "<h1>" + esc(p.name) + "</h1>"
	if p.tagline != "" {
		head += `<p class="tag">` + esc(p.tagline) + "</p>"
	}
	reach := `<p class="contact">` + strings.Join(contact, l.join) + "</p>"
	all := func(list []section) string {
		var b strings.Builder
		for _, s := range list {
			b.WriteString(pageSection(s, l, p.style))
		}
		return b.String()
	}
	side, main := splitSections(p.sections)
	body := ""
	switch l.arrange {
	case "left":
		body = "<aside>" + reach + all(side) + "</aside><main><header>" + head + "</header>" + all(main) + "</main>"
	case "right":
		body = "<main><header>" + head + "</header>" + all(main) + "</main><aside>" + reach + all(side) + "</aside>"
	case "columns":
		body = "<header>" + head + reach + `</header><div class="two">` + all(p.sections) + "</div>"
	default:
		body = "<header>" + head + reach + `</header><div class="body">` + all(p.sections) + "</div>"
	}
	return fmt.Sprintf("<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n%s\n</body>\n</html>\n",
		p.language, esc(p.name), pageBase+l.css, body)
}

func pageSection(s section, l pageLook, st style) string {
	esc := html.EscapeString
	h := s.heading
	if l.spaced {
		h = strings.ReplaceAll(strings.Join(strings.Split(strings.ToUpper(h), ""), " "), "   ", "\u00a0 \u00a0")
	} else if st.shouting {
		h = strings.ToUpper(h)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<section>\n<h2>%s</h2>\n", esc(h))
	for _, x := range s.paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", esc(x))
	}
	for _, x := range s.pairs {
		fmt.Fprintf(&b, "<p><b>%s:</b> %s</p>\n", esc(x[0]), esc(x[1]))
	}
	if l.entry == "table" && len(s.entries) > 0 {
		b.WriteString("<table>\n")
	}
	for _, e := range s.entries {
		b.WriteString(pageEntry(e, l))
	}
	if l.entry == "table" && len(s.entries) > 0 {
		b.WriteString("</table>\n")
	}
	b.WriteString(pageList(s.lines))
	b.WriteString("</section>\n")
	return b.String()
}

func pageEntry(e entry, l pageLook) string {
	esc := html.EscapeString
	org := esc(e.org)
	if e.place != "" {
		org += ", " + esc(e.place)
	}
	title, dates, list := "<b>"+esc(e.title)+"</b>", esc(e.dates), pageList(e.bullets)
	switch l.entry {
	case "dated":
		return fmt.Sprintf("<div class=\"dated entry\"><div class=\"d\">%s</div>\n<div>%s<br>%s%s</div></div>\n", dates, title, org, list)
	case "stacked":
		return fmt.Sprintf("<div class=\"entry\"><h3>%s</h3><p>%s<br><i>%s</i></p>%s</div>\n", esc(e.title), org, dates, list)
	case "table":
		return fmt.Sprintf("<tr><td>%s</td>\n<td>%s<br>%s%s</td></tr>\n", dates, title, org, list)
	}
	return fmt.Sprintf("<div class=\"entry\"><div class=\"row\"><span>%s, %s</span>\n<span class=\"d\">%s</span></div>%s</div>\n", title, org, dates, list)
}

func pageList(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<ul>")
	for _, x := range lines {
		fmt.Fprintf(&b, "<li>%s</li>\n", pageSetter().set(x))
	}
	b.WriteString("</ul>")
	return b.String()
}

func pageSetter() setter {
	return setter{html.EscapeString, func(s string) string { return "<code>" + s + "</code>" },
		func(text, url string) string { return fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(url), text) }}
}
