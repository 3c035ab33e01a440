package document

import (
	"encoding/xml"
	"strings"
)

// docxWriter is the xmlFormat of Office Open XML.
type docxWriter struct {
	*xmlText
	rels   map[string]string
	inText bool
	vanish bool // the current run is hidden
	field  strings.Builder
	instr  bool
}

// skips copies, deleted text and what holds no text.
func (w *docxWriter) skips(local string) bool {
	switch local {
	case "Fallback", "delText", "moveFrom", "del", "binData":
		return true
	}
	return false
}

func (w *docxWriter) chars(s string) error {
	switch {
	case w.instr:
		w.field.WriteString(s)
	case w.inText && !w.vanish:
		w.write(s)
	}
	return w.enough()
}

func (w *docxWriter) start(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		w.inText = true
	case "instrText":
		w.instr = true
	case "r":
		w.vanish = false
	case "vanish":
		w.vanish = attr(e, "val") != "0" && attr(e, "val") != "false"
	case "tab", "ptab":
		if len(e.Attr) == 0 || attr(e, "val") == "" {
			w.write("\t") // w:tab with a value is a tab stop of the paragraph's format
		}
	case "br", "cr":
		w.top().line.WriteString("\n")
	case "noBreakHyphen":
		w.write("-")
	case "numPr":
		if w.top().line.Len() == 0 {
			w.write("• ")
		}
	case "hyperlink":
		w.startLink(w.rels[attr(e, "id")])
	case "hlinkClick":
		w.link(w.rels[attr(e, "id")], "")
	case "txbxContent", "tc":
		w.push()
	case "fldSimple":
		w.link(fieldURL(attr(e, "instr")), "")
	case "fldChar":
		if attr(e, "fldCharType") != "begin" {
			w.link(fieldURL(w.field.String()), "")
		}
		w.field.Reset()
	}
}

func (w *docxWriter) end(local string) {
	switch local {
	case "t":
		w.inText = false
	case "instrText":
		w.instr = false
	case "p":
		w.top().endLine()
	case "hyperlink":
		w.endLink()
	case "txbxContent":
		w.endBox()
	case "tc":
		w.endCell()
	case "tr":
		w.top().endRow()
	}
}

// fieldURL is the address of a HYPERLINK field, "" for another field.
func fieldURL(instr string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(instr), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `"`) {
		if end := strings.IndexByte(rest[1:], '"'); end >= 0 {
			return rest[1 : 1+end]
		}
	}
	if strings.HasPrefix(rest, `\`) || rest == "" {
		return "" // a link within the document
	}
	return strings.Fields(rest)[0]
}
