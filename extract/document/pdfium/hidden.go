package pdfium

import (
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"weaksignal/extract/document/ink"
)

// maxPageObjects of a page are looked at: a résumé set letter by letter has some
// thousand.
const maxPageObjects = 20_000

// dropHidden takes the text that a person would not see off a loaded page, so that
// whatever reads the page's text reads only what is seen, and gives what it took, as
// words with spaces between. It changes the page in memory only.
func (d pdfiumDocument) dropHidden(p requests.Page) string {
	w := &pageWalk{d: d, page: p}
	w.box = d.shown(p)
	w.walk(p, references.FPDF_PAGEOBJECT(""), ink.Identity(), 0)
	d.notes.seen += w.seen
	var hidden []drawnText
	for _, t := range w.texts {
		if t.hide(w) {
			hidden = append(hidden, t)
		}
	}
	hidden = w.onlyUnseen(hidden)
	if len(hidden) == 0 {
		return ""
	}
	words := d.textsOf(p, hidden)
	for _, t := range hidden {
		if t.form == "" {
			_, _ = d.FPDFPage_RemoveObject(&requests.FPDFPage_RemoveObject{Page: p, PageObject: t.object})
		} else {
			_, _ = d.FPDFFormObj_RemoveObject(&requests.FPDFFormObj_RemoveObject{PageObject: t.form, FormObject: t.object})
		}
	}
	return words
}

// shown is the part of a page that viewers show.
func (d pdfiumDocument) shown(p requests.Page) ink.Rectangle {
	box, err := d.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: p})
	if err != nil {
		return ink.Rectangle{}
	}
	r := box.Rect
	return ink.Box(float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top))
}

// textsOf are the words of text objects.
func (d pdfiumDocument) textsOf(p requests.Page, texts []drawnText) string {
	page, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p})
	if err != nil {
		return ""
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: page.TextPage}) }()
	var b strings.Builder
	for _, t := range texts {
		if got, err := d.FPDFTextObj_GetText(&requests.FPDFTextObj_GetText{PageObject: t.object, TextPage: page.TextPage}); err == nil {
			b.WriteString(got.Text)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// pageWalk gathers what a page draws, in the order of drawing.
type pageWalk struct {
	d     pdfiumDocument
	page  requests.Page
	box   ink.Rectangle
	texts []drawnText
	areas []drawnArea
	seen  int
}

// drawnText is a text object, within a form or on the page itself ("").
type drawnText struct {
	object, form references.FPDF_PAGEOBJECT
	ink          ink.Ink
	bare         bool // drawn without ink
	alike        bool // hidden by nothing but its colour
	order        int  // areas drawn before it
}

// drawnArea is a surface that text may lie on: of one colour, or a picture.
type drawnArea struct {
	box     ink.Rectangle
	colour  ink.Colour
	picture bool
}

// walk looks at the objects of a page, or of a form with its matrix to the page.
func (w *pageWalk) walk(p requests.Page, form references.FPDF_PAGEOBJECT, m ink.Matrix, depth int) {
	n := w.count(p, form)
	for i := range n {
		if w.seen++; w.seen > maxPageObjects {
			return
		}
		object, ok := w.object(p, form, i)
		if !ok {
			continue
		}
		kind, err := w.d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
		if err != nil {
			continue
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_TEXT:
			w.text(object, form, m)
		case enums.FPDF_PAGEOBJ_PATH:
			w.path(object, m)
		case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_SHADING:
			w.areas = append(w.areas, drawnArea{box: w.bounds(object, m), picture: true})
		case enums.FPDF_PAGEOBJ_FORM:
			if depth < 4 && !w.off(object) {
				w.walk(p, object, w.matrix(object).Times(m), depth+1)
			}
		}
	}
}

func (w *pageWalk) count(p requests.Page, form references.FPDF_PAGEOBJECT) int {
	if form == "" {
		got, err := w.d.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p})
		if err != nil {
			return 0
		}
		return got.Count
	}
	got, err := w.d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: form})
	if err != nil {
		return 0
	}
	return got.Count
}

func (w *pageWalk) object(p requests.Page, form references.FPDF_PAGEOBJECT, i int) (references.FPDF_PAGEOBJECT, bool) {
	if form == "" {
		got, err := w.d.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p, Index: i})
		if err != nil {
			return "", false
		}
		return got.PageObject, true
	}
	got, err := w.d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: form, Index: uint64(i)})
	if err != nil {
		return "", false
	}
	return got.PageObject, true
}

// text takes a text object with all that decides whether it is seen.
func (w *pageWalk) text(object, form references.FPDF_PAGEOBJECT, m ink.Matrix) {
	t := drawnText{object: object, form: form, order: len(w.areas)}
	t.ink.Box, t.ink.Page = w.bounds(object, m), w.box
	t.ink.Off = w.off(object)
	// Ink that is higher than a tiny font's is no tiny font's: two calls less.
	if t.ink.Box.Top-t.ink.Box.Bottom < 2*ink.MinSize {
		t.ink.Size = w.size(object, m)
	}
	mode, err := w.d.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object})
	if err == nil {
		t.bare = mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE
		if mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_FILL {
			t.ink.Colour = w.fill(object)
		}
	}
	w.texts = append(w.texts, t)
}

// size of a text object's font on the page; 0 = not known.
func (w *pageWalk) size(object references.FPDF_PAGEOBJECT, m ink.Matrix) float64 {
	size, err := w.d.FPDFTextObj_GetFontSize(&requests.FPDFTextObj_GetFontSize{PageObject: object})
	if err != nil {
		return 0
	}
	at := w.matrix(object).Times(m)
	return math.Abs(float64(size.FontSize)) * math.Hypot(at[2], at[3])
}

// hide applies the rule, once it is known what lies behind: the last surface that
// was drawn under the text, or the white page. Text without ink over a picture is the
// picture's own, as a scanner's program reads it.
func (t *drawnText) hide(w *pageWalk) bool {
	behind, picture := ink.White(), false
	x, y := (t.ink.Box.Left+t.ink.Box.Right)/2, (t.ink.Box.Bottom+t.ink.Box.Top)/2
	for i := t.order - 1; i >= 0; i-- {
		if a := w.areas[i]; x >= a.box.Left && x <= a.box.Right && y >= a.box.Bottom && y <= a.box.Top {
			behind, picture = a.colour, a.picture
			break
		}
	}
	if t.bare && !picture {
		// The picture may also be drawn over its text.
		for _, a := range w.areas {
			picture = picture || a.picture && x >= a.box.Left && x <= a.box.Right && y >= a.box.Bottom && y <= a.box.Top
		}
		t.ink.Off = t.ink.Off || !picture
	}
	if t.ink.Hidden() {
		return true
	}
	t.ink.Behind = behind
	t.alike = t.ink.Hidden()
	return t.alike
}

// path takes a filled path as a surface: small ones are parts of letters and rules.
func (w *pageWalk) path(object references.FPDF_PAGEOBJECT, m ink.Matrix) {
	box := w.bounds(object, m)
	if box.Right-box.Left < 4 || box.Top-box.Bottom < 4 || w.off(object) {
		return
	}
	mode, err := w.d.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object})
	if err != nil || mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return
	}
	c := w.fill(object)
	if !c.Clear {
		w.areas = append(w.areas, drawnArea{box: box, colour: c})
	}
}

// fill is the colour that an object is filled with; unknown for patterns and for what
// shines through.
func (w *pageWalk) fill(object references.FPDF_PAGEOBJECT) ink.Colour {
	got, err := w.d.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: object})
	if err != nil {
		return ink.Colour{}
	}
	c := got.FillColor
	out := ink.Rgb(float64(c.R)/255, float64(c.G)/255, float64(c.B)/255)
	out.Clear = c.A < 13
	if c.A < 200 && !out.Clear {
		return ink.Colour{}
	}
	return out
}

func (w *pageWalk) matrix(object references.FPDF_PAGEOBJECT) ink.Matrix {
	got, err := w.d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return ink.Identity()
	}
	m := got.Matrix
	return ink.Matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// bounds of an object on the page.
func (w *pageWalk) bounds(object references.FPDF_PAGEOBJECT, m ink.Matrix) ink.Rectangle {
	b, err := w.d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return ink.Rectangle{}
	}
	r := ink.Box(math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1))
	for _, x := range []float64{float64(b.Left), float64(b.Right)} {
		for _, y := range []float64{float64(b.Bottom), float64(b.Top)} {
			px, py := x*m[0]+y*m[2]+m[4], x*m[1]+y*m[3]+m[5]
			r = ink.Box(min(r.Left, px), min(r.Bottom, py), max(r.Right, px), max(r.Top, py))
		}
	}
	return r
}

// off reports whether an object belongs to a layer that is switched off.
func (w *pageWalk) off(object references.FPDF_PAGEOBJECT) bool {
	if len(w.d.look.Off) == 0 {
		return false
	}
	marks, err := w.d.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: object})
	if err != nil {
		return false
	}
	for i := range min(marks.Count, 20) {
		mark, err := w.d.FPDFPageObj_GetMark(&requests.FPDFPageObj_GetMark{PageObject: object, Index: uint64(i)})
		if err != nil {
			continue
		}
		name, err := w.d.FPDFPageObjMark_GetName(&requests.FPDFPageObjMark_GetName{PageObjectMark: mark.Mark})
		if err != nil || name.Name != "OC" {
			continue
		}
		layer, err := w.d.FPDFPageObjMark_GetParamStringValue(&requests.FPDFPageObjMark_GetParamStringValue{PageObjectMark: mark.Mark, Key: "Name"})
		if err != nil && w.d.look.OffGroups || err == nil && w.d.look.Off[layer.Value] {
			return true
		}
	}
	return false
}
