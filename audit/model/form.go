package model

import (
	"fmt"
	"strconv"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/spline"
)

// Form is how a numeric column of at least dataset.FewestNumeric distinct values enters a
// model. Fewer values are categories whatever the form. A form that the plan fixes is for
// every such column; the forms that stand beside the automatic one are for the criteria
// (job-related and context columns): a numeric weak signal then stays a spline.
type Form string

const (
	FormAuto      Form = "auto"      // the spline, with the two others beside it
	FormLinear    Form = "linear"    // a straight line
	FormSpline    Form = "spline"    // a restricted cubic spline
	FormQuantiles Form = "quantiles" // one rate a quantile group
)

// perGroup is the number of decisions of the rarer kind for each quantile group.
const perGroup = 30

// Column is one column of a design: a value for each code of its factor.
type Column struct {
	Factor int
	Term   string
	// Table gives the column's value by code of the factor. Who isn't covered by the
	// factor, and whose value is unknown, has 0 (of a straight line: the mean).
	Table []float64
	// Unknown marks the indicator of the factor's unknown values.
	Unknown bool
}

// columnsOf gives the columns of factor j, whose values are distributed as d; rarer is the
// number of decisions of the rarer kind.
func columnsOf(f *dataset.Factor, j int, d *dataset.Distribution, form Form, rarer float64) []Column {
	if form == FormAuto {
		form = FormSpline
	}
	switch {
	case f.Kind == result.Binary:
		return []Column{yesOrNo(f, j)}
	case len(d.X) > 1 && d.Ordered():
		return categories(f, j, d)
	case form == FormLinear || len(d.X) < 2:
		return []Column{line(f, j, d)}
	}
	v := spline.Values{X: d.X, N: d.N}
	if form == FormSpline {
		if knots, err := spline.Knots(v, spline.Count(rarer)); err == nil {
			return splines(f, j, d, knots)
		}
	}
	cuts, err := spline.Groups(v, rarer, perGroup)
	if err != nil {
		cuts = d.X[1:2] // nearly all have the lowest value: it against the rest
	}
	return quantileGroups(f, j, d, cuts)
}

func (f *tabled) column(term string) []float64 {
	table := make([]float64, len(f.of.Values))
	f.columns = append(f.columns, Column{Factor: f.j, Term: term, Table: table})
	return table
}

// tabled collects the columns of one factor.
type tabled struct {
	of      *dataset.Factor
	j       int
	columns []Column
}

func yesOrNo(f *dataset.Factor, j int) Column {
	t := tabled{of: f, j: j}
	copy(t.column(f.Term)[1:], f.Values[1:])
	return t.columns[0]
}

// line is the value itself; the unknown have the mean, which is 0 on a centred scale.
func line(f *dataset.Factor, j int, d *dataset.Distribution) Column {
	t := tabled{of: f, j: j}
	table := t.column(f.Term)
	var sum, n float64
	for i, c := range d.Code {
		table[c] = d.X[i]
		sum, n = sum+d.N[i]*d.X[i], n+d.N[i]
	}
	if n > 0 {
		table[0] = sum / n
	}
	return t.columns[0]
}

// categories has a column for each value but the commonest.
func categories(f *dataset.Factor, j int, d *dataset.Distribution) []Column {
	t := tabled{of: f, j: j}
	reference := d.Commonest()
	for i, c := range d.Code {
		if i != reference {
			t.column(f.Term + "=" + number(d.X[i]))[c] = 1
		}
	}
	return t.columns
}

func splines(f *dataset.Factor, j int, d *dataset.Distribution, knots []float64) []Column {
	rows := make([][]float64, len(d.X))
	for i, x := range d.X {
		rows[i] = spline.Basis(x, knots)
	}
	t := tabled{of: f, j: j}
	for k, all := 0, spline.Orthonormal(rows, d.N); k < len(all[0]); k++ {
		table := t.column(fmt.Sprintf("%s (spline term %d)", f.Term, k+1))
		for i, c := range d.Code {
			table[c] = all[i][k]
		}
	}
	return t.columns
}

// quantileGroups has a column for each group but the lowest.
func quantileGroups(f *dataset.Factor, j int, d *dataset.Distribution, cuts []float64) []Column {
	t := tabled{of: f, j: j}
	for k, cut := range cuts {
		table := t.column(fmt.Sprintf("%s (group from %s)", f.Term, number(cut)))
		for i, c := range d.Code {
			if spline.Group(d.X[i], cuts) == k+1 {
				table[c] = 1
			}
		}
	}
	return t.columns
}

// indicator marks the unknown values of a factor.
func indicator(f *dataset.Factor, j int) Column {
	t := tabled{of: f, j: j}
	t.column(f.Term + " unknown")[0] = 1
	t.columns[0].Unknown = true
	return t.columns[0]
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
