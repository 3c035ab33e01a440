package main

import (
	"fmt"
	"strings"
)

// texLook is how a TeX document is set.
type texLook struct {
	preamble string
	columns  bool
	dated    bool // dates in a column at the left
}

// texLooks of an engine: pdftex with Type 1 fonts, luatex with OpenType.
func texLooks(engine string) []texLook {
	if engine == "luatex" {
		return []texLook{
			{`\usepackage{fontspec}\setmainfont{Latin Modern Roman}\usepackage[a4paper,margin=20mm]{geometry}`, false, false},
			{`\usepackage{fontspec}\setmainfont{Liberation Sans}\usepackage[letterpaper,margin=17mm]{geometry}\definecolor{accent}{HTML}{8B0000}`, false, true},
			{`\usepackage{fontspec}\setmainfont{DejaVu Serif}[Scale=0.86]\usepackage[a4paper,margin=15mm]{geometry}`, true, false},
		}
	}
	return []texLook{
		{`\usepackage[a4paper,margin=22mm]{geometry}`, false, false},
		{`\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage[letterpaper,margin=18mm]{geometry}`, false, false},
		{`\usepackage[T1]{fontenc}\usepackage{charter}\usepackage[a4paper,margin=19mm]{geometry}\definecolor{accent}{HTML}{1F4E79}`, false, true},
		{`\usepackage[T1]{fontenc}\usepackage{helvet}\renewcommand{\familydefault}{\sfdefault}\usepackage[letterpaper,margin=14mm]{geometry}`, true, false},
	}
}

const texMacros = `\usepackage[hidelinks]{hyperref}
\definecolor{rule}{gray}{0.4}
\pagestyle{empty}\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}
\newcommand{\head}[1]{\par\vspace{7pt}{\large\bfseries\color{accent}#1}\par\vspace{-5pt}{\color{rule}\rule{\linewidth}{0.4pt}}\par}
\newenvironment{points}{\begin{list}{\textbullet}{\setlength{\leftmargin}{1.3em}\setlength{\itemsep}{0pt}\setlength{\parsep}{0pt}\setlength{\topsep}{1pt}\setlength{\partopsep}{0pt}}}{\end{list}}
`

// tex sets a paper as a LaTeX document for its engine.
func tex(p paper) string {
	looks := texLooks(p.style.format)
	l := looks[p.style.template%len(looks)]
	var b strings.Builder
	if p.style.format == "pdftex" {
		b.WriteString("\\pdftrailerid{}\n") // else it holds the path and changes from run to run
	}
	fmt.Fprintf(&b, "\\documentclass[10pt]{article}\n\\usepackage{xcolor}\\definecolor{accent}{gray}{0}\n%s\n%s\\hypersetup{pdftitle={%s}}\n\\begin{document}\n",
		l.preamble, texMacros, texEscape(p.name))
	fmt.Fprintf(&b, "{\\LARGE\\bfseries %s}\\par\n", texEscape(p.name))
	if p.tagline != "" {
		fmt.Fprintf(&b, "{\\itshape %s}\\par\n", texEscape(p.tagline))
	}
	var contact []string
	for _, it := range p.contact {
		if it.url == "" {
			contact = append(contact, texEscape(it.text))
		} else {
			contact = append(contact, texLink(texEscape(it.text), it.url))
		}
	}
	b.WriteString(strings.Join(contact, " $|$ ") + "\\par\n")
	if !l.columns {
		texSections(&b, p.sections, l)
	} else {
		side, main := splitSections(p.sections)
		b.WriteString("\\noindent\\begin{minipage}[t]{0.64\\linewidth}\n")
		texSections(&b, main, l)
		b.WriteString("\\end{minipage}\\hfill\\begin{minipage}[t]{0.31\\linewidth}\n")
		texSections(&b, side, l)
		b.WriteString("\\end{minipage}\n")
	}
	b.WriteString("\\end{document}\n")
	return b.String()
}

func texSections(b *strings.Builder, list []section, l texLook) {
	for _, s := range list {
		fmt.Fprintf(b, "\\head{%s}\n", texEscape(s.heading))
		for _, x := range s.paragraphs {
			fmt.Fprintf(b, "%s\\par\n", texEscape(x))
		}
		for _, x := range s.pairs {
			fmt.Fprintf(b, "\\textbf{%s:} %s\\par\n", texEscape(x[0]), texEscape(x[1]))
		}
		for _, e := range s.entries {
			texEntry(b, e, l)
		}
		texPoints(b, s.lines)
	}
}

func texEntry(b *strings.Builder, e entry, l texLook) {
	org := texEscape(e.org)
	if e.place != "" {
		org += ", " + texEscape(e.place)
	}
	title, dates := texEscape(e.title), texEscape(e.dates)
	switch {
	case l.dated:
		fmt.Fprintf(b, "\\vspace{3pt}\\begin{minipage}[t]{0.27\\linewidth}\\raggedright %s\\end{minipage}\\hfill\\begin{minipage}[t]{0.71\\linewidth}\\textbf{%s}, \\textit{%s}\n", dates, title, org)
		texPoints(b, e.bullets)
		b.WriteString("\\end{minipage}\\par\n")
		return
	case l.columns:
		fmt.Fprintf(b, "\\textbf{%s}\\\\ %s, \\textit{%s}\\par\n", title, org, dates)
	default:
		fmt.Fprintf(b, "\\textbf{%s}, %s \\hfill %s\\par\n", title, org, dates)
	}
	texPoints(b, e.bullets)
}

func texPoints(b *strings.Builder, lines []string) {
	if len(lines) == 0 {
		return
	}
	b.WriteString("\\begin{points}\n")
	for _, x := range lines {
		fmt.Fprintf(b, "\\item %s\n", texSetter().set(x))
	}
	b.WriteString("\\end{points}\n")
}

// texEscape writes text so that TeX sets it as it stands.
func texEscape(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "{", `\{`, "}", `\}`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "–", "--", "“", "``", "”", "''", "·", `\textperiodcentered{}`, "•", `\textbullet{}`, "|", `$|$`).Replace(s)
}

func texURL(s string) string { return strings.NewReplacer("%", `\%`, "#", `\#`, "_", `\_`).Replace(s) }

func texLink(text, url string) string { return fmt.Sprintf("\\href{%s}{%s}", texURL(url), text) }

func texSetter() setter {
	return setter{texEscape, func(s string) string { return "\\texttt{" + s + "}" }, texLink}
}
