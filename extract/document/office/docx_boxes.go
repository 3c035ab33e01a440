package office

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"weaksignal/extract/document/ink"
)

// place is where a drawing stands, from its anchor, in EMU (914,400 to the inch).
type place struct {
	left, top int64
	set       int // of the two
}

// drawing is what is known of the current drawing.
type drawing struct {
	at      place
	axis    string // H or V, of the offset that is read next
	offset  bool
	fill    ink.Colour // of its shape
	fillSet bool
	shape   int // depth within a shape's format
}

// box is a text box of a paragraph.
type box struct {
	text string
	at   place
}

// outer is the state of the run that a text box is anchored in.
type outer struct {
	inRun          bool
	paragraph, run runLook
	drawing        drawing
}

// draw acts on the elements of a drawing and reports whether it was one.
func (w *docxWriter) draw(e xml.StartElement) bool {
	switch e.Name.Local {
	case "anchor", "inline", "pict":
		w.drawing = drawing{}
	case "positionH", "positionV":
		w.drawing.axis = e.Name.Local[len("position"):]
	case "posOffset":
		w.drawing.offset = true
	case "spPr":
		w.drawing.shape++
		w.drawing.fill, w.drawing.fillSet = ink.Colour{}, false
	case "srgbClr", "schemeClr", "gradFill", "blipFill", "noFill":
		// The fill comes first; later ones are an outline's.
		if w.drawing.shape > 0 && !w.drawing.fillSet {
			w.drawing.fill, _ = ink.HexColour(attr(e, "val"))
			w.drawing.fillSet = true
		}
	case "txbxContent":
		w.openBox()
	default:
		return false
	}
	return true
}

// placed reads an offset of the current drawing.
func (w *docxWriter) placed(s string) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		return
	}
	if w.drawing.axis == "H" {
		w.drawing.at.left = n
	} else {
		w.drawing.at.top = n
	}
	w.drawing.at.set++
}

// openBox begins a text box: what lies behind its text is its shape's fill, or
// nothing that is known.
func (w *docxWriter) openBox() {
	w.outers = append(w.outers, outer{w.inRun, w.paragraph, w.run, w.drawing})
	w.inRun = false
	fill := w.drawing.fill
	w.fills = append(w.fills, &fill)
	w.push()
}

func (w *docxWriter) closeBox() {
	n := len(w.outers)
	if n == 0 {
		return
	}
	o := w.outers[n-1]
	w.outers = w.outers[:n-1]
	w.fills = w.fills[:max(0, len(w.fills)-1)]
	w.inRun, w.paragraph, w.run, w.drawing = o.inRun, o.paragraph, o.run, o.drawing
	if len(w.blocks) > 1 {
		text := w.pop()
		w.top().boxes = append(w.top().boxes, box{text, o.drawing.at})
	}
}

// sideways is how far apart boxes stand that begin different columns: half an inch.
const sideways = 914400 / 2

// inReadingOrder gives boxes of one paragraph as a page is read: columns from the
// left, each from its top. Where the place of one is not known all stay as they are.
func inReadingOrder(boxes []box) []box {
	if slices.ContainsFunc(boxes, func(b box) bool { return b.at.set != 2 }) {
		return boxes
	}
	slices.SortStableFunc(boxes, func(a, b box) int { return int(a.at.left/1000 - b.at.left/1000) })
	for first := 0; first < len(boxes); {
		last := first + 1
		for last < len(boxes) && boxes[last].at.left-boxes[first].at.left < sideways {
			last++
		}
		slices.SortStableFunc(boxes[first:last], func(a, b box) int { return int(a.at.top/1000 - b.at.top/1000) })
		first = last
	}
	return boxes
}
