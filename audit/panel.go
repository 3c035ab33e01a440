package audit

import "math"

// panel is a design cut down for the many fits of the reliance measures: rows
// sorted by stratum, covariates standardised, one intercept per stratum. A
// stratum is held out as part of its fold.
type panel struct {
	k      int       // columns in use
	x      []float64 // row by row, width values each
	width  int
	cols   []int // which of the width columns are in use; nil = all
	n, y   []float64
	start  []int // first row of each stratum, and the number of rows
	unit   []int // by stratum: the requisition whose contribution it is part of
	fold   []int // by stratum
	units  int
	folds  int
	active []int     // by column: index of the design's factor
	scale  []float64 // by column: what its values were divided by
	levels []levelCodes
	sparse *sparseRows // the same as x, where it is large
	group  []int32     // by row, where the design keeps groups apart
	plain  bool        // the plan fixes maximum likelihood, without Firth's penalty
}

func (p *panel) strata() int { return len(p.start) - 1 }

// at gives the columns in use of row i; buf has room for k values.
func (p *panel) at(i int, buf []float64) []float64 {
	row := p.x[i*p.width : (i+1)*p.width : (i+1)*p.width]
	if p.cols == nil {
		return row
	}
	for j, c := range p.cols {
		buf[j] = row[c]
	}
	return buf[:len(p.cols)]
}

// panelRows are the patterns that a panel is made of, sorted by stratum.
type panelRows struct {
	columns int
	stratum []int32
	n, y    []float64
	group   []int32 // nil = none are kept apart
	value   func(column, row int) float64
}

// panelOf takes the strata of a design in which some advanced and some did not,
// and the factors that vary within one. unitOf gives the requisition of a
// stratum code.
func panelOf(d *panelRows, unitOf func(stratum int32) int32) *panel {
	p := &panel{}
	spans := p.takeStrata(d, unitOf)
	p.chooseColumns(d, spans)
	p.takeRows(d, spans)
	p.standardise()
	p.number()
	return p
}

// panelLike takes a design with the columns of p and in their scale, so that slopes
// fitted to p hold for it.
func (p *panel) panelLike(d *panelRows, unitOf func(stratum int32) int32) *panel {
	q := &panel{k: p.k, width: p.k, active: p.active, scale: p.scale, plain: p.plain}
	q.takeRows(d, q.takeStrata(d, unitOf))
	for i := range q.x {
		q.x[i] /= q.scale[i%q.width]
	}
	return q
}

// takeStrata lists the strata in which some advanced and some did not, and returns
// where their rows begin and end in the design.
func (p *panel) takeStrata(d *panelRows, unitOf func(stratum int32) int32) (spans []int) {
	units := map[int32]int{}
	for lo := 0; lo < len(d.n); {
		hi, n, y := lo, 0.0, 0.0
		for ; hi < len(d.n) && d.stratum[hi] == d.stratum[lo]; hi++ {
			n += d.n[hi]
			y += d.y[hi]
		}
		if y > 0 && y < n {
			u := unitOf(d.stratum[lo])
			if _, ok := units[u]; !ok {
				units[u] = len(units)
			}
			p.unit = append(p.unit, units[u])
			spans = append(spans, lo, hi)
		}
		lo = hi
	}
	p.units = len(units)
	p.fold = make([]int, len(p.unit)) // one fold until assignFolds
	return spans
}

func (p *panel) takeRows(d *panelRows, spans []int) {
	p.start = []int{0}
	for s := 0; s < len(spans); s += 2 {
		for i := spans[s]; i < spans[s+1]; i++ {
			p.n, p.y = append(p.n, d.n[i]), append(p.y, d.y[i])
			if d.group != nil {
				p.group = append(p.group, d.group[i])
			}
			for _, j := range p.active {
				p.x = append(p.x, d.value(j, i))
			}
		}
		p.start = append(p.start, len(p.n))
	}
}

// chooseColumns keeps the factors that vary within a stratum: the others are
// explained by the strata and carry exactly nothing.
func (p *panel) chooseColumns(d *panelRows, spans []int) {
	for j := range d.columns {
		varies := false
		for s := 0; s < len(spans) && !varies; s += 2 {
			first := d.value(j, spans[s])
			for i := spans[s] + 1; i < spans[s+1] && !varies; i++ {
				varies = d.value(j, i) != first
			}
		}
		if varies {
			p.active = append(p.active, j)
		}
	}
	p.k, p.width = len(p.active), len(p.active)
}

// standardise divides numeric columns by their standard deviation, about their mean.
func (p *panel) standardise() {
	p.scale = make([]float64, p.k)
	for j := range p.k {
		p.scale[j] = 1
		var n, mean, ss float64
		binary := true
		for i := range p.n {
			x := p.x[i*p.k+j]
			binary = binary && (x == 0 || x == 1)
			n += p.n[i]
			delta := x - mean
			mean += delta * p.n[i] / n
			ss += p.n[i] * delta * (x - mean)
		}
		if binary {
			continue
		}
		sd := math.Sqrt(ss / n)
		p.scale[j] = sd
		for i := range p.n {
			p.x[i*p.k+j] = (p.x[i*p.k+j] - mean) / sd
		}
	}
}
