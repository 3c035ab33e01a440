package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"weaksignal/extract/document/ink"
)

// docxWriter is the xmlFormat of Office Open XML.
type docxWriter struct {
	*xmlText
	rels   map[string]relation
	styles *docxStyles
	// chunk and diagram are the texts of other parts, by relationship.
	chunk, diagram func(id string) string
	behind         ink.Colour // the page

	inText     bool
	inRun      bool
	paragraph  runLook // of the current paragraph's style and shading
	run        runLook // of the current run itself and its character style
	fills      []*ink.Colour
	prompt     bool // the current run is the placeholder of a form
	rowFormat  bool
	drawing    drawing
	outers     []outer // runs around the current text box
	chunks     int
	controls   []control
	field      strings.Builder
	instr      bool
	list       *dropDown
	box        bool // within the settings of a check box
	ticked     bool
	deletedRow []bool
}

// control is a content control; its placeholder is no text of the applicant.
type control struct{ placeholder bool }

// dropDown is the list of an old form field, of which the settings name the choice.
type dropDown struct {
	entries []string
	chosen  int
}

// skips copies, deleted text, formats that held before a tracked change, and what
// holds no text.
func (w *docxWriter) skips(local string) bool {
	switch local {
	case "Fallback", "delText", "delInstrText", "moveFrom", "binData", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange",
		"sectPrChange", "tblGridChange", "rt":
		return true
	case "del":
		return !w.markRow()
	case "sdtContent":
		return len(w.controls) > 0 && w.controls[len(w.controls)-1].placeholder
	}
	return false
}

// markRow notes that the current row is deleted, where a deletion stands in a row's
// own format.
func (w *docxWriter) markRow() bool {
	if w.rowFormat && len(w.deletedRow) > 0 {
		w.deletedRow[len(w.deletedRow)-1] = true
		return true
	}
	return false
}

func (w *docxWriter) chars(s string) error {
	switch {
	case w.instr:
		w.field.WriteString(s)
	case w.drawing.offset:
		w.placed(s)
	case !w.inText, w.prompt:
	case w.look().Hidden():
		w.out.Add(s)
	default:
		w.write(s)
	}
	return w.enough()
}

// look is how the current run is drawn.
func (w *docxWriter) look() ink.Ink {
	l := w.paragraph.over(w.run)
	i := ink.Ink{Off: l.vanish != nil && *l.vanish}
	if l.size != nil {
		i.Size = *l.size
	}
	if l.colour != nil {
		i.Colour = *l.colour
	}
	i.Behind = w.behind
	for _, fill := range w.fills {
		if fill != nil {
			i.Behind = *fill
		}
	}
	if l.fill != nil {
		i.Behind = *l.fill
	}
	return i
}

func (w *docxWriter) start(e xml.StartElement) {
	switch name := e.Name.Local; name {
	case "t":
		w.inText = true
	case "instrText":
		w.instr = true
	case "p":
		w.paragraph, w.run, w.top().open = w.plain(), runLook{}, true
	case "r":
		w.inRun, w.run, w.prompt = true, runLook{}, false
	case "trPr":
		w.rowFormat = true
	case "pStyle":
		w.paragraph = w.paragraph.over(w.styles.look(attr(e, "val")))
	case "rStyle":
		if w.inRun {
			w.run = w.styles.look(attr(e, "val")).over(w.run)
			w.prompt = attr(e, "val") == "PlaceholderText" && len(w.controls) > 0
		}
	case "vanish", "color", "sz", "shd", "highlight":
		w.format(e)
	case "tblStyle":
		if w.styles != nil && w.styles.shaded[attr(e, "val")] {
			w.fill(ink.Colour{})
		}
	default:
		if !w.draw(e) {
			w.content(e)
		}
	}
}

// plain is the look of a paragraph without a style of its own.
func (w *docxWriter) plain() runLook {
	if w.styles == nil {
		return runLook{}
	}
	return w.styles.defaults.over(w.styles.look(w.styles.paragraph))
}

// format takes a property of the current run, paragraph, cell or table. Those of a
// paragraph's mark are no run's.
func (w *docxWriter) format(e xml.StartElement) {
	var l runLook
	l.set(e)
	switch {
	case w.inRun:
		w.run = w.run.over(l)
	case l.fill == nil:
	case w.inParagraph():
		w.paragraph.fill = l.fill
	default:
		w.fill(*l.fill)
	}
}

func (w *docxWriter) inParagraph() bool { return w.top().open }

// fill sets what lies behind the text of the innermost table, cell or box.
func (w *docxWriter) fill(c ink.Colour) {
	if n := len(w.fills); n > 0 {
		w.fills[n-1] = &c
	}
}

// content acts on the elements that are text or hold some.
func (w *docxWriter) content(e xml.StartElement) {
	switch e.Name.Local {
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
		w.startLink(w.rels[attr(e, "id")].target)
	case "hlinkClick":
		w.link(w.rels[attr(e, "id")].target, "")
	case "altChunk":
		w.importChunk(attr(e, "id"))
	case "subDoc":
		w.text.Unread = "a part that stands in another file was not read"
	case "relIds":
		w.top().boxes = append(w.top().boxes, box{text: w.diagram(attr(e, "dm"))})
	case "tbl", "tc":
		w.fills = append(w.fills, nil)
		if e.Name.Local == "tc" {
			w.push()
		}
	case "tr":
		w.deletedRow = append(w.deletedRow, false)
	default:
		w.form(e)
	}
}

// maxImports is how many imported parts are read: Word writes one, mergers of
// documents some dozens.
const maxImports = 64

func (w *docxWriter) importChunk(id string) {
	if w.chunks++; w.chunks > maxImports {
		w.text.Unread = "a part that the document imports was not read"
		return
	}
	text := w.chunk(id)
	w.n += len(text)
	w.top().lines = append(w.top().lines, text)
}

// form acts on fields and content controls.
func (w *docxWriter) form(e xml.StartElement) {
	switch e.Name.Local {
	case "sdt":
		w.controls = append(w.controls, control{})
	case "showingPlcHdr":
		if v := attr(e, "val"); len(w.controls) > 0 && v != "0" && v != "false" {
			w.controls[len(w.controls)-1].placeholder = true
		}
	case "fldSimple":
		w.link(fieldURL(attr(e, "instr")), "")
	case "fldChar":
		if attr(e, "fldCharType") != "begin" {
			w.link(fieldURL(w.field.String()), "")
		}
		w.field.Reset()
	case "ddList":
		w.list = &dropDown{}
	case "listEntry":
		if w.list != nil {
			w.list.entries = append(w.list.entries, attr(e, "val"))
		}
	case "checkBox":
		w.box, w.ticked = true, false
	case "checked":
		w.ticked = w.box && attr(e, "val") != "0" && attr(e, "val") != "false"
	case "result", "default":
		if w.box && e.Name.Local == "default" {
			w.ticked = attr(e, "val") == "1"
		}
		if n, err := strconv.Atoi(attr(e, "val")); err == nil && w.list != nil && (e.Name.Local == "result" || w.list.chosen == 0) {
			w.list.chosen = n
		}
	}
}

func (w *docxWriter) end(local string) {
	switch local {
	case "t":
		w.inText = false
	case "instrText":
		w.instr = false
	case "r":
		w.inRun = false
	case "trPr":
		w.rowFormat = false
	case "spPr":
		w.drawing.shape--
	case "p":
		w.out.Add(" ")
		w.top().endLine()
		w.top().open = false
	case "hyperlink":
		w.endLink()
	case "posOffset":
		w.drawing.offset = false
	case "txbxContent":
		w.closeBox()
	case "sdt":
		w.controls = w.controls[:max(0, len(w.controls)-1)]
	case "checkBox":
		if w.ticked {
			w.write("☒ ")
		} else {
			w.write("☐ ")
		}
		w.box = false
	case "ddList":
		if l := w.list; l != nil && l.chosen >= 0 && l.chosen < len(l.entries) {
			w.write(l.entries[l.chosen])
		}
		w.list = nil
	default:
		w.endTable(local)
	}
}

func (w *docxWriter) endTable(local string) {
	switch local {
	case "tc":
		w.endCell()
		w.fills = w.fills[:max(0, len(w.fills)-1)]
	case "tbl":
		w.fills = w.fills[:max(0, len(w.fills)-1)]
		w.top().endTable()
	case "tr":
		if n := len(w.deletedRow); n > 0 {
			if w.deletedRow[n-1] {
				w.top().cells = nil
			}
			w.deletedRow = w.deletedRow[:n-1]
		}
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
