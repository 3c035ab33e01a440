package office

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// runLook is what of a run's format decides whether it is seen; nil = the style
// below decides.
type runLook struct {
	vanish *bool
	colour *ink.Colour
	fill   *ink.Colour
	size   *float64
}

// over gives the look with what top sets.
func (l runLook) over(top runLook) runLook {
	if top.vanish != nil {
		l.vanish = top.vanish
	}
	if top.colour != nil {
		l.colour = top.colour
	}
	if top.fill != nil {
		l.fill = top.fill
	}
	if top.size != nil {
		l.size = top.size
	}
	return l
}

// set reads one property of a run or a paragraph's shading.
func (l *runLook) set(e xml.StartElement) {
	val := attr(e, "val")
	switch e.Name.Local {
	case "vanish":
		on := val != "0" && val != "false" && val != "off"
		l.vanish = &on
	case "color":
		if c, ok := wordColour(val, attr(e, "themeColor")); ok {
			l.colour = &c
		}
	case "sz":
		if n, err := strconv.ParseFloat(val, 64); err == nil {
			n /= 2 // half points
			l.size = &n
		}
	case "shd":
		if c, ok := wordColour(attr(e, "fill"), attr(e, "themeFill")); ok {
			l.fill = &c
		}
	case "highlight":
		c := ink.Colour{} // some colour that is no page's
		if val == "white" {
			c = ink.White()
		}
		if val != "none" {
			l.fill = &c
		}
	}
}

// wordColour reads a colour of WordprocessingML; "auto" is black or white, whichever
// is seen.
func wordColour(hex, theme string) (ink.Colour, bool) {
	if c, ok := ink.HexColour(hex); ok {
		return c, true
	}
	switch theme {
	case "background1", "light1":
		return ink.White(), true
	case "text1", "dark1":
		return ink.Rgb(0, 0, 0), true
	}
	return ink.Colour{}, false
}

// docxStyles are the looks of a document's styles, by id.
type docxStyles struct {
	defaults  runLook
	looks     map[string]runLook
	basedOn   map[string]string
	paragraph string          // the default style of paragraphs
	shaded    map[string]bool // table styles with colours behind their text
}

// look is a style's with those that it is based on.
func (s *docxStyles) look(id string) runLook {
	if s == nil || id == "" {
		return runLook{}
	}
	var chain []string
	for n := 0; id != "" && n < 20; n++ {
		chain = append(chain, id)
		id = s.basedOn[id]
	}
	var l runLook
	for i := len(chain) - 1; i >= 0; i-- {
		l = l.over(s.looks[chain[i]])
	}
	return l
}

// mayHide reports whether a part could hide text by format at all; nine of ten
// cannot, and their styles need not be read.
func mayHide(part []byte) bool {
	for _, mark := range []string{"vanish", "FFFFFF", "ffffff", "background1", `FEFEFE`, `w:color w:val="F`, `w:color w:val="f`} {
		if bytes.Contains(part, []byte(mark)) {
			return true
		}
	}
	for _, size := range []string{"1", "2", "3", "4"} {
		if bytes.Contains(part, []byte(`sz w:val="`+size+`"`)) {
			return true
		}
	}
	return false
}

// docxStyles reads the styles part where it or the body may hide text; nil otherwise.
func (c *container) docxStyles(rels map[string]relation, body []byte, lim draft.Limits) (*docxStyles, error) {
	name := ""
	for _, id := range sortedKeys(rels) {
		if rels[id].kind == "styles" && !rels[id].extern {
			name = rels[id].target
		}
	}
	if name == "" {
		return nil, nil
	}
	part, err := c.part(name)
	if err != nil || part == nil || !mayHide(part) && !mayHide(body) {
		return nil, err
	}
	r := &styleReader{styles: &docxStyles{looks: map[string]runLook{}, basedOn: map[string]string{}, shaded: map[string]bool{}}}
	return r.styles, c.xmlTokens(part, lim.Depth, r.token)
}

// styleReader walks the styles part.
type styleReader struct {
	styles   *docxStyles
	id, kind string
	defaults bool
	skip     int // within a conditional format or a tracked change
	inRun    bool
}

func (r *styleReader) token(tok xml.Token) error {
	switch tok := tok.(type) {
	case xml.StartElement:
		r.start(tok)
	case xml.EndElement:
		switch tok.Name.Local {
		case "tblStylePr", "rPrChange", "pPrChange":
			r.skip--
		case "rPr":
			r.inRun = false
		case "docDefaults":
			r.defaults = false
		case "style":
			r.id, r.kind = "", ""
		}
	}
	return nil
}

func (r *styleReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "tblStylePr", "rPrChange", "pPrChange":
		r.skip++
	case "rPr":
		r.inRun = true
	case "docDefaults":
		r.defaults = true
	case "style":
		r.id, r.kind = attr(e, "styleId"), attr(e, "type")
		if d := attr(e, "default"); r.kind == "paragraph" && (d == "1" || d == "true") {
			r.styles.paragraph = r.id
		}
	case "basedOn":
		r.styles.basedOn[r.id] = attr(e, "val")
	case "shd":
		if fill := attr(e, "fill"); r.kind == "table" && fill != "" && !strings.EqualFold(fill, "auto") && !strings.EqualFold(fill, "FFFFFF") {
			r.styles.shaded[r.id] = true
		}
	}
	switch {
	case r.skip > 0 || r.kind == "table":
	case r.defaults && r.inRun:
		r.styles.defaults.set(e)
	case r.id != "" && (r.inRun || e.Name.Local == "shd"):
		l := r.styles.looks[r.id]
		l.set(e)
		r.styles.looks[r.id] = l
	}
}

// backdrop is what lies behind the text of a part: the white page, or nothing known
// where a drawing lies behind it or the page has a colour of its own.
func backdrop(part []byte) ink.Colour {
	for _, mark := range []string{`behindDoc="1"`, "z-index:-", "<w:background"} {
		if bytes.Contains(part, []byte(mark)) {
			return ink.Colour{}
		}
	}
	return ink.White()
}
