package panel

import "math"

// Panel is a design cut down for the many fits of the reliance measures: rows
// sorted by stratum, covariates standardised, one intercept per stratum. A
// stratum is held out as part of its fold.
type Panel struct {
	K      int       // columns in use
	X      []float64 // row by row, width values each
	Width  int
	cols   []int // which of the width columns are in use; nil = all
	N, Y   []float64
	Start  []int // first row of each stratum, and the number of rows
	Unit   []int // by stratum: the requisition whose contribution it is part of
	Fold   []int // by stratum
	Units  int
	Folds  int
	Active []int     // by column: index of the design's factor
	scale  []float64 // by column: what its values were divided by
	levels []levelCodes
	sparse *sparseRows // the same as x, where it is large
	Group  []int32     // by row, where the design keeps groups apart
	Plain  bool        // the plan fixes maximum likelihood, without Firth's penalty
}

func (p *Panel) Strata() int { return len(p.Start) - 1 }

// at gives the columns in use of row i; buf has room for k values.
func (p *Panel) at(i int, buf []float64) []float64 {
	row := p.X[i*p.Width : (i+1)*p.Width : (i+1)*p.Width]
	if p.cols == nil {
		return row
	}
	for j, c := range p.cols {
		buf[j] = row[c]
	}
	return buf[:len(p.cols)]
}

// Rows are the patterns that a panel is made of, sorted by stratum.
type Rows struct {
	Columns int
	Stratum []int32
	N, Y    []float64
	Group   []int32 // nil = none are kept apart
	Value   func(column, row int) float64
}

// Of takes the strata of a design in which some advanced and some did not,
// and the factors that vary within one. unitOf gives the requisition of a
// stratum code.
func Of(d *Rows, unitOf func(stratum int32) int32) *Panel {
	p := &Panel{}
	spans := p.takeStrata(d, unitOf)
	p.chooseColumns(d, spans)
	p.takeRows(d, spans)
	p.standardise()
	p.number()
	return p
}

// PanelLike takes a design with the columns of p and in their scale, so that slopes
// fitted to p hold for it.
func (p *Panel) PanelLike(d *Rows, unitOf func(stratum int32) int32) *Panel {
	q := &Panel{K: p.K, Width: p.K, Active: p.Active, scale: p.scale, Plain: p.Plain}
	q.takeRows(d, q.takeStrata(d, unitOf))
	for i := range q.X {
		q.X[i] /= q.scale[i%q.Width]
	}
	return q
}

// takeStrata lists the strata in which some advanced and some did not, and returns
// where their rows begin and end in the design.
func (p *Panel) takeStrata(d *Rows, unitOf func(stratum int32) int32) (spans []int) {
	units := map[int32]int{}
	for lo := 0; lo < len(d.N); {
		hi, n, y := lo, 0.0, 0.0
		for ; hi < len(d.N) && d.Stratum[hi] == d.Stratum[lo]; hi++ {
			n += d.N[hi]
			y += d.Y[hi]
		}
		if y > 0 && y < n {
			u := unitOf(d.Stratum[lo])
			if _, ok := units[u]; !ok {
				units[u] = len(units)
			}
			p.Unit = append(p.Unit, units[u])
			spans = append(spans, lo, hi)
		}
		lo = hi
	}
	p.Units = len(units)
	p.Fold = make([]int, len(p.Unit)) // one fold until assignFolds
	return spans
}

func (p *Panel) takeRows(d *Rows, spans []int) {
	p.Start = []int{0}
	for s := 0; s < len(spans); s += 2 {
		for i := spans[s]; i < spans[s+1]; i++ {
			p.N, p.Y = append(p.N, d.N[i]), append(p.Y, d.Y[i])
			if d.Group != nil {
				p.Group = append(p.Group, d.Group[i])
			}
			for _, j := range p.Active {
				p.X = append(p.X, d.Value(j, i))
			}
		}
		p.Start = append(p.Start, len(p.N))
	}
}

// chooseColumns keeps the factors that vary within a stratum: the others are
// explained by the strata and carry exactly nothing.
func (p *Panel) chooseColumns(d *Rows, spans []int) {
	for j := range d.Columns {
		varies := false
		for s := 0; s < len(spans) && !varies; s += 2 {
			first := d.Value(j, spans[s])
			for i := spans[s] + 1; i < spans[s+1] && !varies; i++ {
				varies = d.Value(j, i) != first
			}
		}
		if varies {
			p.Active = append(p.Active, j)
		}
	}
	p.K, p.Width = len(p.Active), len(p.Active)
}

// standardise divides numeric columns by their standard deviation, about their mean.
func (p *Panel) standardise() {
	p.scale = make([]float64, p.K)
	for j := range p.K {
		p.scale[j] = 1
		var n, mean, ss float64
		binary := true
		for i := range p.N {
			x := p.X[i*p.K+j]
			binary = binary && (x == 0 || x == 1)
			n += p.N[i]
			delta := x - mean
			mean += delta * p.N[i] / n
			ss += p.N[i] * delta * (x - mean)
		}
		if binary {
			continue
		}
		sd := math.Sqrt(ss / n)
		p.scale[j] = sd
		for i := range p.N {
			p.X[i*p.K+j] = (p.X[i*p.K+j] - mean) / sd
		}
	}
}
