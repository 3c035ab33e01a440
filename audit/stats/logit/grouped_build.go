package logit

import (
	"math"
	"runtime"
	"slices"
)

// chunkRows is the unit of work and of summation: partial sums are made per
// chunk and added in chunk order, so that the result does not depend on workers.
const chunkRows = 4096

// aliasTolerance is the share of a column's sum of squares that must be left after
// taking out strata and earlier columns. Below it the penalty's determinant would
// have lost its digits to rounding. R's lm keeps columns down to 1e-14 on this scale
// (tol = 1e-7 on norms, by QR), with coefficients that mean little.
const aliasTolerance = 1e-9

// chunk is a run of rows cut into segments, one for each stratum that it touches.
type chunk struct{ first, last int }

type segment struct {
	lo, hi  int
	stratum int
}

// arrange chooses and sorts rows: by stratum, then by cluster, then as they came.
func (g *Grouped) arrange(p Patterns, keepSingle bool) []int32 {
	strata, rank := dense(p.Stratum, p.N)
	n, y := make([]float64, len(strata)), make([]float64, len(strata))
	for i := range p.N {
		if p.N[i] > 0 {
			n[rank(i)] += p.N[i]
			y[rank(i)] += p.Y[i]
		}
	}
	inner := make([]int32, len(strata))
	for s, id := range strata {
		if !keepSingle && (y[s] == 0 || y[s] == n[s]) {
			inner[s] = -1
			g.single = append(g.single, id)
			g.nSingle += n[s]
			continue
		}
		inner[s] = int32(len(g.strata))
		g.strata = append(g.strata, id)
		g.stratumN, g.stratumY = append(g.stratumN, n[s]), append(g.stratumY, y[s])
	}
	keep := func(i int) int32 {
		if p.N[i] == 0 {
			return -1
		}
		return inner[rank(i)]
	}
	g.source = countingSort(len(p.N), len(g.strata), keep)
	g.fill(p, keep)
	return g.source
}

func (g *Grouped) fill(p Patterns, keep func(int) int32) {
	if p.Cluster != nil {
		g.fillClusters(p, keep)
	}
	g.n, g.y = make([]float64, len(g.source)), make([]float64, len(g.source))
	g.stratum = make([]int32, len(g.source))
	for r, i := range g.source {
		g.n[r], g.y[r], g.stratum[r] = p.N[i], p.Y[i], keep(int(i))
	}
	g.total, g.advanced = sum(g.n), sum(g.y)
	if p.Person != nil {
		g.person = make([]int32, len(g.source))
		for r, i := range g.source {
			g.person[r] = p.Person[i]
		}
	}
}

// fillClusters numbers the clusters and sorts rows by them within strata.
func (g *Grouped) fillClusters(p Patterns, keep func(int) int32) {
	var ids []int32
	sorted := true
	for r, i := range g.source {
		c := p.Cluster[i]
		if r > 0 && keep(int(i)) == keep(int(g.source[r-1])) {
			last := p.Cluster[g.source[r-1]]
			sorted = sorted && last <= c
			if last == c {
				continue
			}
		}
		ids = append(ids, c)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	g.clusters = len(ids)
	if !sorted {
		slices.SortStableFunc(g.source, func(a, b int32) int {
			if d := keep(int(a)) - keep(int(b)); d != 0 {
				return int(d)
			}
			return int(p.Cluster[a] - p.Cluster[b])
		})
	}
	g.cluster = make([]int32, len(g.source))
	for r, i := range g.source {
		c, _ := slices.BinarySearch(ids, p.Cluster[i])
		g.cluster[r] = int32(c)
	}
}

// dense lists the distinct stratum numbers of rows that count, ascending, and
// returns a function from a row to the index in that list.
func dense(stratum []int32, n []float64) ([]int32, func(int) int) {
	if stratum == nil {
		return []int32{0}, func(int) int { return 0 }
	}
	var top int32
	for _, s := range stratum {
		top = max(top, s)
	}
	// Strata are small numbers in practice; a large one costs a search, not memory.
	var ids []int32
	seen := make(map[int32]int)
	for i, s := range stratum {
		if _, ok := seen[s]; !ok && n[i] > 0 {
			seen[s] = 0
			ids = append(ids, s)
		}
	}
	slices.Sort(ids)
	for k, s := range ids {
		seen[s] = k
	}
	if int(top) > 16*len(stratum)+1024 {
		return ids, func(i int) int { return seen[stratum[i]] }
	}
	table := make([]int32, int(top)+1)
	for s, k := range seen {
		table[s] = int32(k)
	}
	return ids, func(i int) int { return int(table[stratum[i]]) }
}

// countingSort returns the rows with a key ≥ 0, stably sorted by key.
func countingSort(rows, keys int, key func(int) int32) []int32 {
	start := make([]int, keys+1)
	for i := range rows {
		if k := key(i); k >= 0 {
			start[k+1]++
		}
	}
	for k := range keys {
		start[k+1] += start[k]
	}
	out := make([]int32, start[keys])
	for i := range rows {
		if k := key(i); k >= 0 {
			out[start[k]] = int32(i)
			start[k]++
		}
	}
	return out
}

// cut divides the rows into chunks and segments.
func (g *Grouped) cut() {
	for lo := 0; lo < len(g.n); lo += chunkRows {
		hi := min(lo+chunkRows, len(g.n))
		c := chunk{first: len(g.segments)}
		for at := lo; at < hi; {
			s := g.stratum[at]
			end := at + 1
			for end < hi && g.stratum[end] == s {
				end++
			}
			g.segments = append(g.segments, segment{lo: at, hi: end, stratum: int(s)})
			at = end
		}
		c.last = len(g.segments)
		g.chunks = append(g.chunks, c)
	}
}

// largeDesign is from how many numbers on (64 MB) the garbage is collected before a design
// is made: the one before is garbage by then, and the largest thing of an audit need not
// be held twice. A collection takes a hundredth of the fit.
const largeDesign = 8 << 20

// standardize copies the covariates into working columns. Columns of 0 and 1 stay
// as they are, so that their zeros can be skipped; others are centred and divided
// by their standard deviation, against cancellation in the cross-products.
func (g *Grouped) standardize(p Patterns) {
	k := len(p.Columns)
	g.active = make([]int, k)
	g.center, g.scale = make([]float64, k), make([]float64, k)
	if n := len(g.source) * k; n >= largeDesign {
		runtime.GC()
	}
	g.x = make([]float64, len(g.source)*k)
	for j := range k {
		g.active[j] = j
		g.center[j], g.scale[j] = columnScale(p, g.source, j)
	}
	for r, i := range g.source {
		for j := range k {
			g.x[r*k+j] = (p.value(int(i), j) - g.center[j]) / g.scale[j]
		}
	}
}

func columnScale(p Patterns, rows []int32, j int) (center, scale float64) {
	binary, top := true, 0.0
	for _, i := range rows {
		v := p.value(int(i), j)
		binary = binary && (v == 0 || v == 1)
		top = max(top, math.Abs(v))
	}
	if binary || top == 0 {
		return 0, 1
	}
	var n, mean, ss float64
	for _, i := range rows { // Welford's update, relative to the largest value
		v, w := p.value(int(i), j)/top, p.N[i]
		n += w
		d := v - mean
		mean += d * w / n
		ss += w * d * (v - mean)
	}
	scale = math.Sqrt(ss/n) * top
	if !(scale > 0) || scale < math.SmallestNonzeroFloat64/1e-16 {
		scale = top
	}
	return mean * top, scale
}

// alias sets aside the columns that strata and earlier columns determine, and
// removes them from the working design.
func (g *Grouped) alias() {
	k := len(g.active)
	m := newMoments(g)
	g.accumulate(nil, nil, linearLink, m, nil)
	g.aliased = make([]string, len(g.columns))
	var kept []int
	c := m.schur()
	left := append([]float64(nil), c...)
	for j := range k {
		within, pivot := c[j*k+j], left[j*k+j]
		switch {
		case within <= aliasTolerance*m.c[j*k+j] || m.c[j*k+j] <= 1e-20*g.total:
			g.aliased[j] = "does not vary within any requisition"
			if len(g.strata) == 1 {
				g.aliased[j] = "does not vary"
			}
			continue
		case pivot <= aliasTolerance*within:
			g.aliased[j] = "is a linear combination of other columns"
			continue
		}
		kept = append(kept, j)
		for a := j + 1; a < k; a++ {
			f := left[j*k+a] / pivot
			for b := a; b < k; b++ {
				left[a*k+b] -= f * left[j*k+b]
			}
		}
	}
	if len(kept) < k {
		g.drop(kept)
	}
}

func (g *Grouped) drop(kept []int) {
	k := len(g.active)
	x := g.x[:0] // in place: it is the largest thing that an audit holds
	for r := range g.n {
		for _, j := range kept {
			x = append(x, g.x[r*k+j])
		}
	}
	center, scale := make([]float64, len(kept)), make([]float64, len(kept))
	for w, j := range kept {
		center[w], scale[w] = g.center[j], g.scale[j]
	}
	g.x, g.active, g.center, g.scale = x, kept, center, scale
}
