package sheet

import (
	"fmt"
	"math"
	"strconv"
)

// Tidy takes away the noise that a multiplication by 100 adds in the last digits.
func Tidy(x float64) float64 {
	return roundTo(x, 12)
}

// roundTo rounds x to the given significant digits.
func roundTo(x float64, digits int) float64 {
	if x == 0 || !IsFinite(x) {
		return x
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return r
}

func Text(s string) Cell { return Cell{Value: s, Look: Body().Wrapped().Boxed()} }

func Plain(s string, l Look) Cell { return Cell{Value: s, Look: l} }

func Count(n int) Cell { return Cell{Value: n, Look: Number(AsCount)} }

// Number is the look of a figure in a table.
func Number(format string) Look {
	l := Body().As(format).Boxed()
	l.Right = true
	return l
}

func HiddenCell(word string) Cell {
	l := Body().Muted().Boxed()
	l.Right, l.italic, l.shrink = true, true, true
	return Cell{Value: word, Look: l}
}

func EmptyCell() Cell { return Cell{Value: "", Look: Body().Boxed()} }

// Value prints one number of an estimate, to the digits that its format shows: more of
// them would let a reader find the counts behind it by trying fractions. scale turns
// fractions into points.
func Value(x *float64, scale float64, format string) Cell {
	if x == nil {
		return EmptyCell()
	}
	return Cell{Value: Rounded(*x*scale, format), Look: Number(format)}
}

// Rounded is x to the digits that a format shows; what is smaller keeps one.
func Rounded(x float64, format string) float64 {
	digits := 1
	switch format {
	case AsPercent, AsNumber, asP:
		digits = 3
	case AsRatio:
		digits = 2
	}
	unit := math.Pow10(-digits)
	if math.Abs(x) < unit {
		return roundTo(x, 1)
	}
	return Tidy(math.Round(x/unit) * unit)
}

// Probability prints a p value; nil = none.
func Probability(p *float64) Cell { return Value(p, 1, asP) }

// MarkVerdicts colours a column by the symbol its words begin with; the colour
// repeats what symbol and word say.
func MarkVerdicts(p *Page, column, first, last int) {
	if last < first {
		return
	}
	for _, m := range []struct{ symbol, ink, fill string }{
		{"▲", InkAlert, FillAlert}, {"▼", InkAlert, FillAlert}, {"○", InkCalm, FillCalm}, {"?", inkDoubt, fillDoubt},
	} {
		p.Mark(Area(column, first, column, last), fmt.Sprintf(`LEFT($%s,1)="%s"`, At(column, first), m.symbol), m.ink, m.fill)
	}
}

// Fill pads a row with empty cells.
func Fill(row []Cell, n int) []Cell {
	for len(row) < n {
		row = append(row, EmptyCell())
	}
	return row
}

// HiddenText is HiddenCell among words: it begins where they do.
func HiddenText(word string) Cell {
	c := HiddenCell(word)
	c.Look.Right, c.Look.shrink, c.Look.Wrap = false, false, true
	return c
}
