package office

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// odtLook is how the text of an element is drawn; it passes on to the elements in it.
type odtLook struct {
	off            bool
	size           float64
	colour, behind ink.Colour
}

func (l odtLook) ink() ink.Ink {
	return ink.Ink{Off: l.off, Size: l.size, Colour: l.colour, Behind: l.behind}
}

// odtProperties are what a style sets of a look; "" = nothing.
type odtProperties struct{ parent, display, colour, background, size string }

// odtStyles are a document's styles by name.
type odtStyles map[string]odtProperties

// odtStyles reads the styles of both parts. Page layouts and drawings have colours of
// their own, which text in their boxes lies on.
func (c *container) odtStyles(lim draft.Limits) (odtStyles, error) {
	styles := odtStyles{}
	name := ""
	for _, part := range []string{"styles.xml", "content.xml"} {
		data, err := c.part(part)
		if err != nil {
			return nil, err
		}
		if part == "styles.xml" {
			content, err := c.part("content.xml")
			if err != nil || !odtMayHide(data) && !odtMayHide(content) {
				return nil, err
			}
		}
		err = c.xmlTokens(data, lim.Depth, func(tok xml.Token) error {
			e, ok := tok.(xml.StartElement)
			if !ok {
				return nil
			}
			switch e.Name.Local {
			case "body", "master-styles":
				if part == "content.xml" {
					return errEnough
				}
			case "style":
				name = attr(e, "name")
				p := styles[name]
				p.parent = attr(e, "parent-style-name")
				styles[name] = p
			case "default-style", "page-layout", "list-style":
				name = ""
			case "text-properties", "paragraph-properties", "section-properties", "table-cell-properties", "table-properties", "table-row-properties", "graphic-properties":
				if name != "" {
					styles[name] = styles[name].with(e)
				}
			}
			return nil
		})
		if err != nil && err != errEnough {
			return nil, err
		}
	}
	return styles, nil
}

// odtMayHide reports whether a part could hide text by format at all; most cannot, and
// their styles need not be read.
func odtMayHide(part []byte) bool {
	for _, mark := range []string{`display="none"`, `color="#f`, `color="#F`, `font-size="1pt"`, `font-size="2pt"`, `font-size="0`, `font-size="1.`, `font-size="2.`, "is-hidden", "collapse"} {
		if bytes.Contains(part, []byte(mark)) {
			return true
		}
	}
	return false
}

func (p odtProperties) with(e xml.StartElement) odtProperties {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "display":
			p.display = a.Value
		case "color":
			p.colour = a.Value
		case "background-color":
			p.background = a.Value
		case "font-size":
			p.size = a.Value
		case "fill", "fill-color", "fill-image-name", "background-image":
			if a.Value != "none" {
				p.background = "unknown"
			}
		}
	}
	return p
}

// within is the look of an element inside one with a look.
func (s odtStyles) within(l odtLook, e xml.StartElement) odtLook {
	if attr(e, "display") == "none" || attr(e, "visibility") == "collapse" || attr(e, "is-hidden") == "true" {
		l.off = true
	}
	name := attr(e, "style-name")
	var chain []odtProperties
	for n := 0; name != "" && n < 20; n++ {
		p, ok := s[name]
		if !ok {
			break
		}
		chain = append(chain, p)
		name = p.parent
	}
	for i := len(chain) - 1; i >= 0; i-- {
		l = l.set(chain[i])
	}
	return l
}

func (l odtLook) set(p odtProperties) odtLook {
	if p.display == "none" {
		l.off = true
	}
	if p.colour != "" {
		l.colour, _ = ink.HexColour(p.colour)
	}
	switch {
	case p.background == "", p.background == "transparent":
	default:
		l.behind, _ = ink.HexColour(p.background)
	}
	if n, err := strconv.ParseFloat(strings.TrimSuffix(p.size, "pt"), 64); err == nil {
		l.size = n
	}
	return l
}

// look is that of the innermost open element; the page is white.
func (w *odtWriter) look() odtLook {
	if n := len(w.looks); n > 0 {
		return w.looks[n-1]
	}
	return odtLook{behind: ink.White()}
}
