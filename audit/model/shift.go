package model

import (
	"weaksignal/audit/result"

	"gonum.org/v1/gonum/mat"
)

// shifter holds the cross-products of the straight lines' columns and the decision within
// requisitions, from which the linear model's coefficient under any filling of one
// signal's unknown values follows without a pass over the data: only that column changes.
type shifter struct {
	d       *Design
	k       int           // columns; the decision is column k, the next two are of the asked signal
	total   *mat.SymDense // k+1
	stratum []int         // by pattern; −1 = everyone or no one advanced there
	n       []float64     // by stratum
	sums    []float64     // stratum × (k+1)
}

func newShifter(s *straight) *shifter {
	d := s.design
	out := &shifter{d: d, k: len(d.Columns), stratum: make([]int, d.Len())}
	w := out.k + 1
	total, x := make([]float64, w*w), make([]float64, w)
	EachStratum(d, func(lo, hi int, n, y float64) {
		at := -1
		if y > 0 && y < n {
			at = len(out.n)
			out.n, out.sums = append(out.n, n), append(out.sums, make([]float64, w)...)
		}
		for i := lo; i < hi; i++ {
			if out.stratum[i] = at; at < 0 {
				continue
			}
			sums := out.sums[at*w:]
			for c := range out.k {
				x[c] = d.Cell(c, i)
				sums[c] += d.N[i] * x[c]
				for b := 0; x[c] != 0 && b <= c; b++ {
					total[b*w+c] += d.N[i] * x[c] * x[b]
				}
				total[c*w+out.k] += d.Y[i] * x[c]
			}
			sums[out.k] += d.Y[i]
			total[w*w-1] += d.Y[i]
		}
	})
	for s, n := range out.n {
		sums := out.sums[s*w : (s+1)*w]
		for a, v := range sums {
			for b := a; v != 0 && b < w; b++ {
				total[a*w+b] -= v * sums[b] / n
			}
		}
	}
	out.total = mat.NewSymDense(w, total)
	return out
}

// unknowns are the cross-products of the indicators of factor j's unknown values among
// the advanced [1] and the rejected [0] with all columns, the decision and each other.
type unknowns struct {
	with  [2][]float64
	count [2]float64
	own   [2][2]float64
}

func (s *shifter) unknowns(j int) unknowns {
	w := s.k + 1
	u := unknowns{with: [2][]float64{make([]float64, w), make([]float64, w)}}
	sums := make([]float64, 2*len(s.n))
	for i, at := range s.stratum {
		if at < 0 || s.d.Code(j, i) != 0 {
			continue
		}
		each := [2]float64{s.d.N[i] - s.d.Y[i], s.d.Y[i]}
		for y, n := range each {
			u.count[y] += n
			sums[2*at+y] += n
			for c := range s.k {
				u.with[y][c] += n * s.d.Cell(c, i)
			}
		}
		u.with[1][s.k] += each[1]
	}
	for at, n := range s.n {
		for y := range 2 {
			if v := sums[2*at+y]; v != 0 {
				for c := range w {
					u.with[y][c] -= v * s.sums[at*w+c] / n
				}
				u.own[y][y] -= v * v / n
			}
		}
		u.own[0][1] -= sums[2*at] * sums[2*at+1] / n
	}
	u.own[0][0] += u.count[0]
	u.own[1][1] += u.count[1]
	u.own[1][0] = u.own[0][1]
	return u
}

// shift is by how much the coefficient of factor j moves where its unknown values are high
// with the given probabilities for the rejected and the advanced, and else low. Indicators
// of the same applications leave the model with its own.
func (s *shifter) shift(j int, low, high float64, upper [2]float64) (float64, bool) {
	d, at := s.d, s.d.Own[j][0]
	u := s.unknowns(j)
	base := d.Columns[at].Table[0]
	weight := [2]float64{low - base + (high-low)*upper[0], low - base + (high-low)*upper[1]}
	moved := mat.NewSymDense(s.k+1, nil)
	moved.CopySym(s.total)
	own := s.total.At(at, at)
	for c := range s.k + 1 {
		if c != at {
			moved.SetSym(at, c, s.total.At(at, c)+weight[0]*u.with[0][c]+weight[1]*u.with[1][c])
		}
	}
	for y := range 2 {
		own += 2 * weight[y] * u.with[y][at]
		for z := range 2 {
			own += weight[y] * weight[z] * u.own[y][z]
		}
		own += (high - low) * (high - low) * upper[y] * (1 - upper[y]) * u.count[y] // each counts in part on either side
	}
	moved.SetSym(at, at, own)
	kept := []int{at} // first, so that nothing else takes its place
	var all []int
	for c := range s.k {
		if c == at {
			continue
		}
		all = append(all, c)
		if col := &d.Columns[c]; !col.Unknown || col.Factor != j && !d.Base.overlaps(col.Factor, j) {
			kept = append(kept, c)
		}
	}
	before, ok := coefficient(s.total, append(all, at), at, s.k)
	after, ok2 := coefficient(moved, kept, at, s.k)
	return after - before, ok && ok2
}

// coefficient of column at in the regression of column y on cols.
func coefficient(c *mat.SymDense, cols []int, at, y int) (float64, bool) {
	free := Unaliased(c, cols)
	for i, b := range Coefficients(c, free, y) {
		if free[i] == at {
			return b, true
		}
	}
	return 0, false
}

// shifted is the headline's effect moved as far as the linear model's moves where the
// unknown values of factor j are the upper bound (Base.Bounds) with the given probabilities
// for the rejected and the advanced, and else the lower one. It costs no pass over the
// data. ok is false where there is no such model.
func (a *Adjustment) shifted(j int, c *Contrast, upper [2]float64) (out Contrast, ok bool) {
	low, high, ok := a.Base.Bounds(j)
	if !ok || c.Decisive.Low == nil || c.Decisive.High == nil {
		return out, false
	}
	if a.straight.shifter == nil {
		a.straight.shifter = newShifter(a.straight)
	}
	values := a.Base.Factors[j].Values
	by, ok := a.straight.shifter.shift(j, values[low], values[high], upper)
	if !ok {
		return out, false
	}
	if c.From != nil {
		by *= *c.To - *c.From
	}
	out = *c
	e := result.Interval(*c.Decisive.Value+by, *c.Decisive.Low+by, *c.Decisive.High+by, a.Level, c.Decisive.Method+", moved by as much as the linear model moves", c.Decisive.N)
	e.SE = c.Decisive.SE
	out.Decisive = e
	if e.SE != nil && c.From == nil {
		_, p := QuantileP(*e.Value / *e.SE, c.DF, a.Level)
		out.P = result.Probability(p)
	}
	return out, true
}

// overlaps tells whether the applications whose value of factor k is unknown are mostly
// among those whose value of factor j is: résumés that couldn't be read, say.
func (b *Base) overlaps(k, j int) bool {
	var both, all float64
	for i, c := range b.codes[k] {
		if c == 0 {
			all += b.N[i]
			if b.codes[j][i] == 0 || b.filled != nil && b.filled[i] {
				both += b.N[i]
			}
		}
	}
	return all > 0 && both >= all/2
}
