package reports

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Fonts and colours. Arial or its metric twin is on every desktop. Text on each
// fill has a contrast of at least 4.5:1 (WCAG 2.1 AA, 1.4.3); the test computes it.
const (
	fontName = "Arial"

	inkBody   = "1F2933"
	inkMuted  = "52606D"
	inkWhite  = "FFFFFF"
	inkLink   = "0B5394"
	inkAlert  = "7A2E00"
	inkCalm   = "1E4620"
	inkDoubt  = "3E4C59"
	fillNone  = ""
	fillHead  = "243B53"
	fillBand  = "E8EEF4"
	fillAlert = "FCE5D4"
	fillCalm  = "DFF0D8"
	fillDoubt = "EBEDF0"
	fillInput = "FFF6CC"
	lineColor = "BCCCDC"
)

// Number formats. Points are stored as percentage points (14.3), shares and rates
// as fractions.
const (
	asText    = ""
	asCount   = `#,##0`
	asPercent = `0.0%`
	asPoints  = `[>=0.05]+0.0;[<=-0.05]-0.0;0.0`
	asRatio   = `0.00`
	asNumber  = `0.000`
	asP       = `[<0.001]"<0.001";0.000`
	asMonth   = `@`
)

// look is the whole appearance of a cell; equal looks share one style.
type look struct {
	format        string
	ink, fill     string
	size          float64
	bold, italic  bool
	wrap, center  bool
	right, border bool
	top, shrink   bool
	unlocked      bool
}

func body() look    { return look{ink: inkBody, size: 10, top: true} }
func heading() look { return look{ink: fillHead, size: 12, bold: true} }

func (l look) as(format string) look { l.format = format; return l }
func (l look) wrapped() look         { l.wrap = true; return l }
func (l look) boxed() look           { l.border = true; return l }
func (l look) strong() look          { l.bold = true; return l }
func (l look) muted() look           { l.ink = inkMuted; return l }

// styles gives each look one style id of a workbook.
type styles struct {
	file *excelize.File
	ids  map[look]int
}

func newStyles(f *excelize.File) *styles { return &styles{f, map[look]int{}} }

func (s *styles) id(l look) (int, error) {
	if id, ok := s.ids[l]; ok {
		return id, nil
	}
	id, err := s.file.NewStyle(l.style())
	if err != nil {
		return 0, fmt.Errorf("make a cell style: %w", err)
	}
	s.ids[l] = id
	return id, nil
}

func (l look) style() *excelize.Style {
	st := &excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: l.size, Bold: l.bold, Italic: l.italic, Color: l.ink},
		Alignment: &excelize.Alignment{WrapText: l.wrap, Vertical: "center"},
	}
	if l.border {
		st.Alignment.Indent = 1
		if !l.center && !l.right {
			st.Alignment.Horizontal = "left" // an indent needs a side
		}
	}
	st.Alignment.ShrinkToFit = l.shrink
	if l.top {
		st.Alignment.Vertical = "top"
	}
	switch {
	case l.center:
		st.Alignment.Horizontal = "center"
	case l.right:
		st.Alignment.Horizontal = "right"
	}
	if l.fill != fillNone {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != asText {
		format := l.format
		st.CustomNumFmt = &format
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: lineColor, Style: 1})
		}
	}
	if l.unlocked {
		st.Protection = &excelize.Protection{Locked: false}
	}
	return st
}
