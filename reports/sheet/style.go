package sheet

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
	InkWhite  = "FFFFFF"
	InkLink   = "0B5394"
	InkAlert  = "7A2E00"
	InkCalm   = "1E4620"
	inkDoubt  = "3E4C59"
	fillNone  = ""
	FillHead  = "243B53"
	fillBand  = "E8EEF4"
	FillAlert = "FCE5D4"
	FillCalm  = "DFF0D8"
	fillDoubt = "EBEDF0"
	FillInput = "FFF6CC"
	lineColor = "BCCCDC"
	barColor  = "C9DDF0"
)

// Number formats. Points are stored as percentage points (14.3), shares and rates
// as fractions.
const (
	asText    = ""
	AsCount   = `#,##0`
	AsPercent = `0.0%`
	AsPoints  = `[>=0.05]+0.0;[<=-0.05]-0.0;0.0`
	AsRatio   = `0.00`
	AsNumber  = `0.000`
	asP       = `[<0.001]"<0.001";0.000`
	asMonth   = `@`
)

// Look is the whole appearance of a cell; equal looks share one style.
type Look struct {
	format        string
	Ink, Fill     string
	Size          float64
	Bold, italic  bool
	Wrap, Center  bool
	Right, Border bool
	Top, shrink   bool
	Unlocked      bool
	underlined    bool // a line below, instead of a border all round
	Indent        bool // a little to the right, beside a column of numbers
}

func Body() Look    { return Look{Ink: inkBody, Size: 10, Top: true} }
func heading() Look { return Look{Ink: FillHead, Size: 12, Bold: true} }

func (l Look) As(format string) Look { l.format = format; return l }
func (l Look) Wrapped() Look         { l.Wrap = true; return l }
func (l Look) Boxed() Look           { l.Border = true; return l }
func (l Look) Underlined() Look      { l.underlined = true; return l }
func (l Look) Strong() Look          { l.Bold = true; return l }
func (l Look) Muted() Look           { l.Ink = inkMuted; return l }

// Styles gives each look one style id of a workbook.
type Styles struct {
	file *excelize.File
	ids  map[Look]int
}

func NewStyles(f *excelize.File) *Styles { return &Styles{f, map[Look]int{}} }

func (s *Styles) Id(l Look) (int, error) {
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

func (l Look) style() *excelize.Style {
	st := &excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: l.Size, Bold: l.Bold, Italic: l.italic, Color: l.Ink},
		Alignment: &excelize.Alignment{WrapText: l.Wrap, Vertical: "center"},
	}
	if l.Border {
		st.Alignment.Indent = 1
		if !l.Center && !l.Right {
			st.Alignment.Horizontal = "left" // an indent needs a side
		}
	}
	if l.Indent {
		st.Alignment.Indent, st.Alignment.Horizontal = 1, "left"
	}
	st.Alignment.ShrinkToFit = l.shrink
	if l.Top {
		st.Alignment.Vertical = "top"
	}
	switch {
	case l.Center:
		st.Alignment.Horizontal = "center"
	case l.Right:
		st.Alignment.Horizontal = "right"
	}
	if l.Fill != fillNone {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	if l.format != asText {
		format := l.format
		st.CustomNumFmt = &format
	}
	if l.Border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			st.Border = append(st.Border, excelize.Border{Type: side, Color: lineColor, Style: 1})
		}
	}
	if l.underlined {
		st.Border = append(st.Border, excelize.Border{Type: "bottom", Color: lineColor, Style: 1})
	}
	if l.Unlocked {
		st.Protection = &excelize.Protection{Locked: false}
	}
	return st
}
