package audit

import "math"

// panel is a design cut down for the many fits of the reliance measures: rows
// sorted by stratum, covariates standardised, one intercept per stratum. A
// stratum is held out as part of its fold.
type panel struct {
	k      int
	x      []float64 // row by row
	n, y   []float64
	start  []int // first row of each stratum, and the number of rows
	unit   []int // by stratum: the requisition whose contribution it is part of
	fold   []int // by stratum
	units  int
	folds  int
	active []int // by column: index of the design's factor
	levels []levelCodes
	group  []int32 // by row, where the design keeps groups apart
}

func (p *panel) strata() int { return len(p.start) - 1 }

// panelOf takes the strata of a design in which some advanced and some did not,
// and the factors that vary within one. unitOf gives the requisition of a
// stratum code.
func panelOf(d *design, unitOf func(stratum int32) int32) *panel {
	p := &panel{}
	units := map[int32]int{}
	for lo := 0; lo < d.len(); {
		hi, n, y := lo, 0.0, 0.0
		for ; hi < d.len() && d.stratum[hi] == d.stratum[lo]; hi++ {
			n += d.n[hi]
			y += d.y[hi]
		}
		if y > 0 && y < n {
			u := unitOf(d.stratum[lo])
			if _, ok := units[u]; !ok {
				units[u] = len(units)
			}
			p.start = append(p.start, lo)
			p.unit = append(p.unit, units[u])
			p.start = append(p.start, hi)
		}
		lo = hi
	}
	p.units = len(units)
	p.fold = make([]int, len(p.unit)) // one fold until assignFolds
	spans := p.start
	p.start = []int{0}
	p.chooseColumns(d, spans)
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
	p.standardise()
	p.number()
	return p
}

// chooseColumns keeps the factors that vary within a stratum: the others are
// explained by the strata and carry exactly nothing.
func (p *panel) chooseColumns(d *design, spans []int) {
	for j := range d.factors {
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
	p.k = len(p.active)
}

func (p *panel) standardise() {
	for j := range p.k {
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
		for i := range p.n {
			p.x[i*p.k+j] = (p.x[i*p.k+j] - mean) / sd
		}
	}
}
