package signal

import (
	"regexp"
	"strings"
)

const (
	longLine = 260  // bytes; a longer line holds several statements
	maxPiece = 700  // bytes of one piece; what has no break in it is cut at a space
	maxLines = 6000 // lines read of one document
)

// line is a line of the document, or a piece of one that is too long to be one
// statement.
type line struct {
	no     int    // 1-based line of the document
	text   string // as written
	plain  string
	fold   string
	bullet bool
	blank  bool // a blank line stands before it
	piece  bool // not the first piece of its line
}

var bulletForm = regexp.MustCompile(`^(?:[•●▪■◦○∙·*▸▶►➢➤✓✔❖⋄◆♦★☆❑❒§∠�‣⁃¤]+|[-–—]\s|\(?\d{1,2}[.)]\s|[a-zA-Z][.)]\s|o\s|q\s|Ø\s)\s*`)

// lines cuts a body into lines.
func (d *Detector) lines(body string) []line {
	var out []line
	blank := true
	no := 0
	for raw := range strings.SplitSeq(body, "\n") {
		no++
		if len(out) >= maxLines {
			break
		}
		text := strings.TrimSpace(raw)
		if text == "" {
			blank = true
			continue
		}
		if len(text) <= longLine {
			out = append(out, newLine(no, text, blank, false))
		} else {
			for i, p := range d.pieces(strings.Join(strings.Fields(text), " ")) {
				out = append(out, newLine(no, p, blank && i == 0, i > 0))
			}
		}
		blank = false
	}
	return out
}

func newLine(no int, text string, blank, piece bool) line {
	bullet := bulletForm.FindString(text)
	p := plain(strings.TrimLeft(text[len(bullet):], " \t"))
	return line{no: no, text: text, plain: p, fold: fold(p), bullet: bullet != "", blank: blank, piece: piece}
}

var breakForm = regexp.MustCompile(`\s[•●▪■◦○∙▸▶►➢➤✓✔❖⋄◆]\s*|\.\s+(?:\p{Lu})|;\s`)

// pieces cuts a long line at bullets, ends of sentences, headings inside the
// line, and ends of date ranges; what is still too long, at wide gaps and then at
// a space.
func (d *Detector) pieces(text string) []string {
	cuts := map[int]bool{}
	for _, m := range breakForm.FindAllStringIndex(text, -1) {
		at := m[0]
		if text[at] == '.' && abbreviated(text, at) {
			continue
		}
		if text[at] == '.' || text[at] == ';' {
			at++
		}
		cuts[at] = true
	}
	for _, at := range d.headings.inline(text) {
		cuts[at] = true
	}
	for _, at := range d.dates.ends(text) {
		cuts[at] = true
	}
	var out []string
	from := 0
	for i := 1; i <= len(text); i++ {
		if i < len(text) && !cuts[i] {
			continue
		}
		if p := strings.TrimSpace(text[from:i]); p != "" {
			out = append(out, chop(p)...)
		}
		from = i
	}
	return out
}

// abbreviated: the full stop belongs to an abbreviation or an initial.
func abbreviated(text string, stop int) bool {
	word := text[strings.LastIndexByte(text[:stop], ' ')+1 : stop]
	if len(word) <= 2 || strings.Contains(word, ".") {
		return true
	}
	switch strings.ToLower(word) {
	case "prof", "mrs", "dept", "univ", "inst", "eng", "proc", "conf", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "inc", "ltd", "corp", "pvt":
		return true
	}
	return false
}

// chop cuts a piece that is still too long at wide gaps, then at spaces.
func chop(p string) []string {
	var out []string
	for len(p) > longLine {
		at := strings.Index(p[80:], "  ")
		if at >= 0 && at+80 < maxPiece {
			at += 80
		} else if len(p) <= maxPiece {
			break
		} else if at = strings.LastIndexByte(p[:maxPiece], ' '); at <= 0 {
			at = maxPiece
		}
		out = append(out, strings.ToValidUTF8(p[:at], ""))
		p = strings.TrimSpace(p[at:])
	}
	return append(out, p)
}
