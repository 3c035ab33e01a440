package logit

import (
	"math"
	"math/rand/v2"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// Permutation is the answer of PermutationTest.
type Permutation struct {
	// Statistic is the observed score statistic, with DF columns.
	Statistic float64
	DF        int
	// Exceed counts the permutations whose statistic is at least as large.
	Exceed, Permutations int
	// P is (Exceed+1)/(Permutations+1), never 0.
	P float64
}

// PermutationTest tests whether the columns of a block matter beyond the rest of
// the model: the block's rows are permuted as wholes within requisitions, and the
// block's efficient score statistic
//
//	Q = Uᵀ V⁻¹ U,   U = Zᵀ(y - p),   V = ZᵀWZ - ZᵀWX (XᵀWX)⁻¹ XᵀWZ
//
// is taken at the fit of the other columns (X, with the intercepts), which no
// permutation changes. Each permutation has its own V: as the permuted block is
// no longer correlated with X, a common one would make the test conservative. Q is asymptotically the
// last-in likelihood ratio of the block. Permutation t uses a generator of its own, (seed, t),
// so that the answer does not depend on workers.
//
// Valid where the block is exchangeable within requisitions given the rest; with
// (b+1)/(m+1) the test holds its level at any m (Phipson & Smyth 2010). Cost: a pass over the applications
// per permutation. *NotEstimable where the block has no coefficient, or the rest is separated.
func (g *Grouped) PermutationTest(block []int, permutations int, seed uint64) (Permutation, error) {
	rest, df, err := g.without(block)
	if err != nil {
		return Permutation{}, err
	}
	s := problem{g: g, free: rest}.maximize(g.start(), make([]float64, len(g.active)))
	if !s.converged {
		return Permutation{}, &stats.NotEstimable{Reason: "the model without the block has no finite estimate"}
	}
	t := newScoreTest(g, s, rest)
	observed, ok := t.observed()
	if !ok {
		return Permutation{}, &stats.NotEstimable{Reason: "the block cannot be told apart from the rest of the model"}
	}
	exceed := make([]bool, permutations)
	stats.Parallel(g.workers, permutations, func(r int) {
		q, ok := t.permuted(rand.New(rand.NewPCG(seed, uint64(r))))
		// A permutation that cannot be computed counts against the block.
		exceed[r] = !ok || q >= observed*(1-1e-10)
	})
	out := Permutation{Statistic: observed, DF: df, Permutations: permutations}
	for _, e := range exceed {
		if e {
			out.Exceed++
		}
	}
	out.P = float64(out.Exceed+1) / float64(permutations+1)
	return out, nil
}

// scoreTest holds what all permutations share. Applications of a row that share
// the outcome are one entry: residual and weight of each, and how many.
type scoreTest struct {
	g            *Grouped
	block, rest  []int
	start        []int
	mean, weight []float64 // per row: p and p(1-p) of the fit without the block
	info         *information
}

func newScoreTest(g *Grouped, s *solution, rest []int) *scoreTest {
	t := &scoreTest{g: g, rest: rest, start: g.stratumStarts(),
		mean: make([]float64, len(g.n)), weight: make([]float64, len(g.n))}
	in := make([]bool, len(g.active))
	for _, w := range rest {
		in[w] = true
	}
	for w := range in {
		if !in[w] {
			t.block = append(t.block, w)
		}
	}
	k := len(g.active)
	for i := range g.n {
		t.mean[i], t.weight[i] = Expit(s.alpha[g.stratum[i]] + stats.Dot(g.x[i*k:(i+1)*k], s.beta))
	}
	sub := &moments{k: len(rest), a: s.m.a, b: make([]float64, len(s.m.a)*len(rest)), c: make([]float64, len(rest)*len(rest))}
	for a, p := range rest {
		for b, q := range rest[a:] {
			sub.c[a*len(rest)+a+b] = s.m.c[p*k+q]
		}
		for st := range s.m.a {
			sub.b[st*len(rest)+a] = s.m.b[st*k+p]
		}
	}
	t.info, _ = newInformation(sub)
	return t
}

// scoreSums are U, ZᵀWZ and ZᵀW(1_stratum, X) of one arrangement.
type scoreSums struct {
	u, zz, zx []float64
	zs        []float64 // per stratum, one per block column
}

func (t *scoreTest) newSums() *scoreSums {
	b, r := len(t.block), len(t.rest)
	return &scoreSums{u: make([]float64, b), zz: make([]float64, b*b), zx: make([]float64, b*r),
		zs: make([]float64, len(t.g.strata)*b)}
}

// add takes count applications with the block's values of row z and the rest of row i.
func (t *scoreTest) add(into *scoreSums, s, z, i int, count, residual float64) {
	k, b, r := len(t.g.active), len(t.block), len(t.rest)
	w := t.weight[i] * count
	for p, cp := range t.block {
		v := t.g.x[z*k+cp]
		if v == 0 {
			continue
		}
		into.u[p] += residual * v
		wv := w * v
		into.zs[s*b+p] += wv
		for q := p; q < b; q++ {
			into.zz[p*b+q] += wv * t.g.x[z*k+t.block[q]]
		}
		for q, cq := range t.rest {
			into.zx[p*r+q] += wv * t.g.x[i*k+cq]
		}
	}
}

func (t *scoreTest) observed() (float64, bool) {
	if t.info == nil {
		return 0, false
	}
	into := t.newSums()
	for i, n := range t.g.n {
		t.add(into, int(t.g.stratum[i]), i, i, n, t.g.y[i]-n*t.mean[i])
	}
	return t.statistic(into)
}

// permuted deals the block's rows of each stratum to its applications at random.
func (t *scoreTest) permuted(rng *rand.Rand) (float64, bool) {
	g, into := t.g, t.newSums()
	var deck []int32
	for s := range g.strata {
		deck = deck[:0]
		for i := t.start[s]; i < t.start[s+1]; i++ {
			for range int(g.n[i]) {
				deck = append(deck, int32(i))
			}
		}
		rng.Shuffle(len(deck), func(a, b int) { deck[a], deck[b] = deck[b], deck[a] })
		at := 0
		for i := t.start[s]; i < t.start[s+1]; i++ {
			for c := range int(g.n[i]) {
				r := -t.mean[i]
				if float64(c) < g.y[i] {
					r++
				}
				t.add(into, s, int(deck[at]), i, 1, r)
				at++
			}
		}
	}
	return t.statistic(into)
}

// statistic is UᵀV⁻¹U.
func (t *scoreTest) statistic(m *scoreSums) (float64, bool) {
	b, r := len(t.block), len(t.rest)
	v := mat.NewSymDense(b, nil)
	x := make([][]float64, b) // ZᵀWX with the intercepts projected out
	for p := range b {
		x[p] = append([]float64(nil), m.zx[p*r:(p+1)*r]...)
		for s := range t.g.strata {
			z := m.zs[s*b+p]
			for q := range r {
				x[p][q] -= z * t.info.mean[s*r+q]
			}
		}
	}
	projected := make([]float64, r)
	for p := range b {
		multiply(t.info.inv, x[p], projected)
		for q := p; q < b; q++ {
			d := m.zz[p*b+q] - stats.Dot(projected, x[q])
			for s := range t.g.strata {
				d -= m.zs[s*b+p] * m.zs[s*b+q] / t.info.a[s]
			}
			v.SetSym(p, q, d)
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(v) {
		return 0, false
	}
	u := mat.NewVecDense(b, m.u)
	var y mat.VecDense
	if !solved(chol.SolveVecTo(&y, u)) {
		return 0, false
	}
	q := mat.Dot(u, &y)
	return q, !math.IsNaN(q)
}
