package ledongthuc

import (
	"math"

	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/ink"
)

// maxAreas of a page are remembered: charts and patterns have some thousand.
const maxAreas = 5000

// minArea in points: smaller paths are parts of letters and rules.
const minArea = 4

// inkOperator follows colours and filled surfaces; false for other operators.
func (d *drawing) inkOperator(op string, args []operand) bool {
	switch op {
	case "g", "rg", "k":
		d.tints = false
		d.fill = d.colour(args)
	case "sc", "scn":
		d.fill = d.colour(args)
	case "cs":
		space := ""
		if len(args) == 1 {
			space = d.resources.Key("ColorSpace").Key(args[0].text).Index(0).Name()
		}
		d.tints = space == "Separation" || space == "DeviceN"
		if d.fill = ink.RGB(0, 0, 0); space == "Indexed" {
			d.fill = ink.Colour{}
		}
	case "gs":
		if len(args) == 1 {
			if ca := d.resources.Key("ExtGState").Key(args[0].text).Key("ca"); ca.Kind() != pdf.Null {
				d.fill.Clear = ca.Float64() < 0.05
			}
		}
	case "m", "l", "c", "v", "y", "re":
		d.trace(op == "re", args)
	case "f", "F", "f*", "B", "B*", "b", "b*":
		if p := d.path; p.Right-p.Left >= minArea && p.Top-p.Bottom >= minArea && !d.fill.Clear {
			d.cover(p, d.fill)
		}
		d.path = noPath()
	case "n", "S", "s":
		d.path = noPath()
	default:
		return false
	}
	return true
}

// colour is a fill colour by its number of components; not known for patterns.
func (d *drawing) colour(args []operand) ink.Colour {
	var v [4]float64
	for i, a := range args {
		if a.kind != number || i >= len(v) {
			return ink.Colour{}
		}
		v[i] = a.value
	}
	switch {
	case d.tints && v == [4]float64{}:
		return ink.White() // no ink
	case d.tints:
		return ink.Colour{}
	case len(args) == 1:
		return ink.RGB(v[0], v[0], v[0])
	case len(args) == 3:
		return ink.RGB(v[0], v[1], v[2])
	case len(args) == 4:
		return ink.RGB((1-v[0])*(1-v[3]), (1-v[1])*(1-v[3]), (1-v[2])*(1-v[3]))
	}
	return ink.Colour{}
}

func noPath() ink.Rectangle {
	return ink.Box(math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1))
}

// trace widens the box of the current path by an operator's points.
func (d *drawing) trace(rectangle bool, args []operand) {
	reach := func(x, y float64) {
		m := d.ctm
		px, py := x*m[0]+y*m[2]+m[4], x*m[1]+y*m[3]+m[5]
		d.path = ink.Box(min(d.path.Left, px), min(d.path.Bottom, py), max(d.path.Right, px), max(d.path.Top, py))
	}
	if rectangle && len(args) == 4 {
		x, y, width, height := args[0].value, args[1].value, args[2].value, args[3].value
		for _, corner := range [4][2]float64{{x, y}, {x + width, y}, {x, y + height}, {x + width, y + height}} {
			reach(corner[0], corner[1])
		}
		return
	}
	for ; len(args) >= 2; args = args[2:] {
		reach(args[0].value, args[1].value)
	}
}

func (d *drawing) cover(box ink.Rectangle, c ink.Colour) {
	if len(d.areas) < maxAreas {
		d.areas = append(d.areas, area{box, c})
	}
}

// picture counts the part of the page that a picture covers: the unit square.
func (d *drawing) picture() {
	m := d.ctm
	box := ink.Box(m[4]+min(0, m[0])+min(0, m[2]), m[5]+min(0, m[1])+min(0, m[3]), m[4]+max(0, m[0])+max(0, m[2]), m[5]+max(0, m[1])+max(0, m[3]))
	d.pictures += max(0, min(box.Right, d.page.Right)-max(box.Left, d.page.Left)) * max(0, min(box.Top, d.page.Top)-max(box.Bottom, d.page.Bottom))
	d.cover(box, ink.Colour{})
}

// modes of rendering text in which its fill colour does not decide, or nothing is drawn.
const (
	fillText  = 0
	inkedText = 2
)

// judge applies the rule of hidden text to what is drawn from here. What it takes for
// faint by mistake only costs a second look, object by object.
func (d *drawing) judge() {
	at := d.tm.Times(d.ctm)
	size, page := math.Abs(d.size)*math.Hypot(at[2], at[3]), d.page
	x, y := at[4], at[5]
	drawn := ink.Ink{Off: d.mode > inkedText}
	if d.mode == fillText {
		drawn.Colour, drawn.Behind = d.fill, d.behind(x+size/4, y+size/4)
	}
	off := x < page.Left-size/2 || x > page.Right || y < page.Bottom-size/2 || y > page.Top
	d.faint = d.faint || drawn.Hidden() || page != ink.Rectangle{} && (size < ink.MinSize || off)
}

// behind is the colour of the last surface under a point, or the white page.
func (d *drawing) behind(x, y float64) ink.Colour {
	for i := len(d.areas) - 1; i >= 0; i-- {
		if b := d.areas[i].box; x >= b.Left && x <= b.Right && y >= b.Bottom && y <= b.Top {
			return d.areas[i].colour
		}
	}
	return ink.White()
}
