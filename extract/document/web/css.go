package web

import (
	"strconv"
	"strings"

	"weaksignal/extract/document/ink"
)

// A page's styles decide what of it is seen. Read are the declarations of style
// attributes and of rules with one simple selector (a tag, a class, an id, or a tag
// with a class); what other rules say is not known, and hides nothing.

// styleRules are the declarations of a page's sheets by simple selector.
type styleRules map[string]string

// maxRules of a sheet and maxDeclarations bytes of one selector bound what a hostile
// sheet can cost.
const (
	maxRules        = 20_000
	maxDeclarations = 2000
)

// addSheet reads the rules of a sheet. Those for other media than the screen don't
// count.
func (r styleRules) addSheet(sheet string) {
	sheet = withoutComments(sheet)
	for range maxRules {
		head, rest, ok := strings.Cut(sheet, "{")
		if !ok {
			return
		}
		head = strings.TrimSpace(head)
		if strings.HasPrefix(head, "@") {
			if media := strings.ToLower(head); strings.HasPrefix(media, "@media") && (strings.Contains(media, "screen") || strings.Contains(media, "all")) {
				sheet = rest // the rules inside hold; the brace that ends them is passed over
				continue
			}
			sheet = afterBlock(rest)
			continue
		}
		body, after, _ := strings.Cut(rest, "}")
		sheet = after
		if !strings.Contains(body, ":") {
			continue
		}
		for selector := range strings.SplitSeq(head, ",") {
			selector = strings.TrimLeft(strings.ToLower(strings.TrimSpace(selector)), "} \n\r\t")
			if selector != "" && !strings.ContainsAny(selector, " >+~:[*") && len(r[selector])+len(body) < maxDeclarations {
				r[selector] += body + ";"
			}
		}
	}
}

func withoutComments(sheet string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(sheet, "/*")
		b.WriteString(before)
		if !ok {
			break
		}
		_, sheet, _ = strings.Cut(rest, "*/")
	}
	return strings.NewReplacer("<!--", "", "-->", "").Replace(b.String())
}

// afterBlock passes over a block of braces whose first is open.
func afterBlock(s string) string {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// matching joins the declarations for an element, the more specific last.
func (r styleRules) matching(tag, id, classes string) string {
	if len(r) == 0 {
		return ""
	}
	out := r[tag]
	for class := range strings.FieldsSeq(strings.ToLower(classes)) {
		out += r["."+class] + r[tag+"."+class]
	}
	if id != "" {
		id = strings.ToLower(id)
		out += r["#"+id] + r[tag+"#"+id]
	}
	return out
}

// htmlLook is how the text of an element is drawn; it passes on to the elements in it.
type htmlLook struct {
	off            bool // for good: no element inside can undo it
	unseen         bool // visibility, which an element inside can undo
	size           float64
	colour, behind ink.Colour
}

func (l htmlLook) ink() ink.Ink {
	return ink.Ink{Off: l.off || l.unseen, Size: l.size, Colour: l.colour, Behind: l.behind}
}

// offscreen in pixels: what stands so far to the left or above is on no page.
const offscreen = -400

// declare applies declarations to a look.
func (l htmlLook) declare(style string) htmlLook {
	var width, height, clips bool // an area of nothing that cuts what is in it
	parent := l.size
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		key, value, ok := strings.Cut(declaration, ":")
		if !ok {
			continue
		}
		key = strings.TrimSpace(key)
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch key {
		case "display":
			l.off = l.off || value == "none"
		case "mso-hide":
			l.off = l.off || value == "all"
		case "visibility":
			l.unseen = value == "hidden" || value == "collapse"
		case "opacity":
			n, err := strconv.ParseFloat(value, 64)
			l.off = l.off || err == nil && n < 0.05
		case "color":
			l.colour = cssColour(value, l.colour)
		case "background", "background-color":
			l.behind = cssBackground(value, l.behind)
		case "background-image":
			if value != "none" {
				l.behind = ink.Colour{}
			}
		case "font-size":
			l.size = cssSize(value, parent)
		case "left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top":
			l.off = l.off || cssPixels(value) < offscreen
		case "clip", "clip-path":
			l.off = l.off || strings.HasPrefix(value, "rect(0") || strings.HasPrefix(value, "rect(1px") || strings.HasPrefix(value, "inset(50%") || strings.HasPrefix(value, "inset(100%")
		case "width", "max-width":
			width = cssNothing(value)
		case "height", "max-height":
			height = cssNothing(value)
		case "overflow":
			clips = value == "hidden" || value == "clip"
		}
	}
	l.off = l.off || clips && (width || height)
	return l
}

func cssNothing(value string) bool {
	n, ok := cssNumber(value)
	return ok && n <= 1 && !strings.HasSuffix(value, "em")
}

func cssNumber(value string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%"), 64)
	return n, err == nil
}

// cssPixels is a length in pixels; em for 16 of them.
func cssPixels(value string) float64 {
	n, ok := cssNumber(value)
	switch {
	case !ok, strings.HasSuffix(value, "%") && n > -100:
		return 0
	case strings.HasSuffix(value, "%"):
		return n * 10
	case strings.HasSuffix(value, "em"):
		return n * 16
	case strings.HasSuffix(value, "cm"):
		return n * 38
	case strings.HasSuffix(value, "in"):
		return n * 96
	}
	return n
}

// cssSize is a size of letters in points.
func cssSize(value string, parent float64) float64 {
	n, ok := cssNumber(value)
	if !ok {
		return max(parent, ink.MinSize) // a word: "small", "inherit"
	}
	switch {
	case strings.HasSuffix(value, "pt"):
	case strings.HasSuffix(value, "rem"):
		n *= 12
	case strings.HasSuffix(value, "em"):
		n *= parent
	case strings.HasSuffix(value, "%"):
		n *= parent / 100
	default: // px
		n *= 0.75
	}
	return max(n, 0.01) // 0 would say that the size is not known
}

// cssColour reads a colour; what is none of those that are known stays unknown.
func cssColour(value string, inherited ink.Colour) ink.Colour {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "#") {
		c, _ := ink.HexColour(value)
		return c
	}
	if args, ok := strings.CutPrefix(value, "rgb"); ok {
		return cssRGB(strings.Trim(strings.TrimPrefix(args, "a"), "() "))
	}
	switch value {
	case "white", "snow", "ivory", "ghostwhite", "floralwhite", "mintcream", "azure", "window":
		return ink.White()
	case "black", "windowtext", "canvastext":
		return ink.Rgb(0, 0, 0)
	case "transparent":
		return ink.Colour{Known: true, Clear: true}
	case "inherit", "currentcolor":
		return inherited
	}
	return ink.Colour{}
}

func cssRGB(args string) ink.Colour {
	parts := strings.FieldsFunc(args, func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) < 3 {
		return ink.Colour{}
	}
	var v [4]float64
	v[3] = 1
	for i, p := range parts[:min(len(parts), 4)] {
		n, ok := cssNumber(p)
		switch {
		case !ok:
			return ink.Colour{}
		case strings.HasSuffix(p, "%"):
			n /= 100
		case i < 3:
			n /= 255
		}
		v[i] = n
	}
	c := ink.Rgb(v[0], v[1], v[2])
	c.Clear = v[3] < 0.05
	return c
}

// cssBackground is what lies behind an element: a colour, what lay behind already, or
// a picture of which nothing is known.
func cssBackground(value string, before ink.Colour) ink.Colour {
	if strings.Contains(value, "url(") || strings.Contains(value, "gradient") {
		return ink.Colour{}
	}
	if strings.Contains(value, "(") {
		value = strings.ReplaceAll(value, ", ", ",")
	}
	first, _, _ := strings.Cut(value, " ")
	switch c := cssColour(first, before); {
	case first == "none", c.Clear:
		return before
	default:
		return c
	}
}
