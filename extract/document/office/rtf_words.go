package office

import (
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// word acts on one control word; star says that it began with \*, which marks a
// destination that a reader skips unless it knows it.
func (r *rtfReader) word(name string, value int, has, star bool) {
	if s := r.character(name); s != "" {
		r.write(s)
		return
	}
	switch name {
	case "u":
		r.unicode(value)
	case "uc":
		r.state.skipAfter = max(0, min(value, 16))
	case "bin":
		r.pos = min(len(r.data), r.pos+max(0, value))
	case "ansicpg":
		r.setPage(codePage(value))
	case "mac":
		r.setPage(charmap.Macintosh)
	case "pc":
		r.setPage(charmap.CodePage437)
	case "pca":
		r.setPage(charmap.CodePage850)
	case "f":
		r.font(value)
	case "fcharset":
		if r.state.fontTable {
			r.fonts[r.state.font] = charsetPage(value, r.page)
		}
	case "v":
		r.flush()
		r.state.hidden = !has || value != 0
	case "deleted":
		r.flush()
		r.state.deleted = !has || value != 0
	case "plain":
		r.flush()
		r.state.hidden, r.state.deleted, r.state.colour, r.state.shaded, r.state.size = false, false, 0, false, 0
	case "cf", "fs", "cb", "highlight", "chcbpat", "cbpat", "clcbpat", "chshdng", "red", "green", "blue":
		r.colour(name, value)
	case "colortbl":
		r.flush()
		r.state.colours = true
	case "fonttbl":
		r.state.fontTable = true
	case "fldinst":
		r.flush()
		r.instr.Reset()
		r.state.field = true
	case "listtext", "pntext":
		r.flush()
		r.state.bullet = true
	default:
		if star && !rtfKnown(name) || rtfSkipped(name) {
			r.flush()
			r.state.skip = true
		}
	}
}

// colour takes what tells the size and the colours of text. A colour behind a cell is
// not followed to the cell's text: from then on nothing is known of what is behind.
func (r *rtfReader) colour(name string, value int) {
	r.flush()
	share := float64(max(0, min(value, 255))) / 255
	switch name {
	case "cf":
		r.state.colour = value
	case "fs":
		r.state.size = float64(max(value, 0)) / 2
	case "red":
		r.entry.Red, r.entry.Known = share, true
	case "green":
		r.entry.Green, r.entry.Known = share, true
	case "blue":
		r.entry.Blue, r.entry.Known = share, true
	case "clcbpat":
		for i := range r.saved {
			r.saved[i].shaded = true
		}
		r.state.shaded = true
	default:
		r.state.shaded = value != 0
	}
}

func (r *rtfReader) setPage(e encoding.Encoding) {
	r.page, r.state.codePage = e, e
}

func (r *rtfReader) font(n int) {
	r.flush()
	r.state.font = n
	if r.state.fontTable {
		return
	}
	page, ok := r.fonts[n]
	if !ok {
		page = r.page
	}
	r.state.codePage = page
}

// unicode takes a \u, which stands in UTF-16: a high surrogate waits for its low one.
func (r *rtfReader) unicode(value int) {
	r.flush()
	c := rune(uint16(value))
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
	case r.high != 0:
		r.emit(string(utf16.DecodeRune(r.high, c)))
		r.high = 0
	default:
		r.emit(string(c))
	}
	r.pending = r.state.skipAfter
}

// character is the text of a control word. A table cell of several paragraphs is
// layout, a column of the page: what follows it begins a line.
func (r *rtfReader) character(name string) string {
	s := rtfCharacter(name)
	switch {
	case name == "cell" || name == "nestcell":
		if r.tall {
			s = "\n"
		}
		r.tall = false
	case name == "row" || name == "nestrow" || name == "trowd":
		r.tall = false
	case s == "\n":
		r.tall = true
	}
	return s
}

// rtfCharacter is the text of a control word that stands for a character.
func rtfCharacter(name string) string {
	switch name {
	case "par", "line", "sect", "page", "row", "nestrow", "column", "softline":
		return "\n"
	case "tab", "cell", "nestcell":
		return "\t"
	case "emdash":
		return "—"
	case "endash":
		return "–"
	case "bullet":
		return "•"
	case "lquote":
		return "‘"
	case "rquote":
		return "’"
	case "ldblquote":
		return "“"
	case "rdblquote":
		return "”"
	case "emspace", "enspace", "qmspace":
		return " "
	}
	return ""
}

// rtfKnown destinations begin with \* and hold text.
func rtfKnown(name string) bool {
	switch name {
	case "shpinst", "shptxt", "hlinkbase", "background", "footnote":
		return true
	}
	return false
}

// rtfSkipped destinations hold no text of the document, or a second copy of it.
func rtfSkipped(name string) bool {
	switch name {
	case "stylesheet", "info", "pict", "objdata", "listtable", "listoverridetable", "rsidtbl", "generator",
		"themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "mmathPr", "bkmkstart", "bkmkend", "nonshppict",
		"shprslt", "sp", "sn", "sv", "annotation", "atnid", "atnauthor", "atnref", "atndate", "atrfstart", "atrfend", "revtbl", "filetbl",
		"xe", "tc", "tcn", "userprops", "docvar", "template", "passwordhash", "wgrffmtfilter", "private", "pntxta", "pntxtb", "pnseclvl",
		"fchars", "lchars", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "datafield", "formfield", "ud", "do":
		return true
	}
	return false
}

// codePage is the encoding of a Windows code page; Windows-1252 for an unknown one.
func codePage(n int) encoding.Encoding {
	pages := map[int]encoding.Encoding{
		437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
		932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
		1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
		1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh,
	}
	if e, ok := pages[n]; ok {
		return e
	}
	return charmap.Windows1252
}

// charsetPage is the encoding of a font's character set; nil for Symbol.
func charsetPage(charset int, document encoding.Encoding) encoding.Encoding {
	pages := map[int]int{
		77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257,
		204: 1251, 222: 874, 238: 1250, 254: 437,
	}
	if charset == 2 {
		return nil
	}
	if n, ok := pages[charset]; ok {
		return codePage(n)
	}
	return document
}
