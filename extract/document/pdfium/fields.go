package pdfium

import (
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
	"golang.org/x/text/encoding/charmap"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// fieldValue is what stands in a form field, and where.
type fieldValue struct {
	text string
	box  ink.Rectangle
}

// fieldValues are the values of a page's text and choice fields. Viewers show a value
// that has no appearance of its own; flattening passes it over.
func (d pdfiumDocument) fieldValues(n int) []fieldValue {
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page(n)})
	if err != nil {
		return nil
	}
	var values []fieldValue
	for i := range min(count.Count, draft.MaxLinks) {
		annot, err := d.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: d.page(n), Index: i})
		if err != nil {
			continue
		}
		if v, ok := d.fieldValue(annot.Annotation); ok {
			values = append(values, v)
		}
		_, _ = d.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: annot.Annotation})
	}
	return values
}

// notShown are the flags of annotations that no viewer shows.
const notShown = 1<<1 | 1<<5

func (d pdfiumDocument) fieldValue(annot references.FPDF_ANNOTATION) (fieldValue, bool) {
	subtype, err := d.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: annot})
	if err != nil || subtype.Subtype != enums.FPDF_ANNOT_SUBTYPE_WIDGET {
		return fieldValue{}, false
	}
	if flags, err := d.FPDFAnnot_GetFlags(&requests.FPDFAnnot_GetFlags{Annotation: annot}); err == nil && int(flags.Flags)&notShown != 0 {
		return fieldValue{}, false
	}
	kind := d.inherited(annot, "FT")
	text := strings.TrimSpace(d.inherited(annot, "V"))
	rect, err := d.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: annot})
	if err != nil || text == "" || kind != "Tx" && kind != "Ch" {
		return fieldValue{}, false
	}
	r := rect.Rect
	return fieldValue{text, ink.Box(float64(min(r.Left, r.Right)), float64(min(r.Bottom, r.Top)), float64(max(r.Left, r.Right)), float64(max(r.Bottom, r.Top)))}, true
}

// inherited is a string of a field, its own or its parent's.
func (d pdfiumDocument) inherited(annot references.FPDF_ANNOTATION, key string) string {
	for depth := 0; depth < 5; depth++ {
		if got, err := d.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: annot, Key: key}); err == nil && got.Value != "" {
			return got.Value
		}
		parent, err := d.FPDFAnnot_GetLinkedAnnot(&requests.FPDFAnnot_GetLinkedAnnot{Annotation: annot, Key: "Parent"})
		if err != nil {
			return ""
		}
		annot = parent.LinkedAnnotation
	}
	return ""
}

// drawFields writes the values that a page's text lacks onto the page where their
// fields are, so that each is read beside its label; it reports whether it wrote one.
// The page is changed in memory only. Values that the standard font cannot write are
// given back.
func (d pdfiumDocument) drawFields(p requests.Page, values []fieldValue, text string) (drawn bool, rest []fieldValue) {
	have := withoutSpace(text)
	for _, v := range values {
		switch {
		case strings.Contains(have, withoutSpace(v.text)):
		case d.drawField(p, v):
			drawn = true
		default:
			rest = append(rest, v)
		}
	}
	return drawn, rest
}

func withoutSpace(s string) string { return strings.Join(strings.Fields(s), "") }

// fieldSize is the usual size of letters in a form, in points.
const fieldSize = 10

func (d pdfiumDocument) drawField(p requests.Page, v fieldValue) bool {
	if _, err := charmap.Windows1252.NewEncoder().String(v.text); err != nil {
		return false
	}
	lines := strings.FieldsFunc(v.text, func(r rune) bool { return r == '\r' || r == '\n' })
	size := min(fieldSize, max(4, (v.box.Top-v.box.Bottom)*0.7/float64(len(lines))))
	base := v.box.Bottom + max(1, (v.box.Top-v.box.Bottom-size)/2+size*0.2)
	if len(lines) > 1 {
		base = v.box.Top - size
	}
	for i, line := range lines {
		object, err := d.FPDFPageObj_NewTextObj(&requests.FPDFPageObj_NewTextObj{Document: d.ref, Font: "Helvetica", FontSize: float32(size)})
		if err != nil {
			return false
		}
		if _, err := d.FPDFText_SetText(&requests.FPDFText_SetText{PageObject: object.PageObject, Text: line}); err != nil {
			return false
		}
		_, err = d.FPDFPageObj_Transform(&requests.FPDFPageObj_Transform{PageObject: object.PageObject,
			Transform: structs.FPDF_FS_MATRIX{A: 1, D: 1, E: float32(v.box.Left + 2), F: float32(base - float64(i)*size*1.2)}})
		if err != nil {
			return false
		}
		if _, err := d.FPDFPage_InsertObject(&requests.FPDFPage_InsertObject{Page: p, PageObject: object.PageObject}); err != nil {
			return false
		}
	}
	return true
}
