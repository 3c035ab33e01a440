package homogeneity

import (
	"errors"
	"math"
	"math/rand/v2"
)

// Table is one requisition: X of With carriers of the signal are among the Selected
// of All applications. 0 <= X <= min(With, Selected), both at most All.
type Table struct {
	X, With, Selected, All int
}

// support is the range of X that the margins allow.
func (t Table) support() (low, high int) {
	return max(0, t.With+t.Selected-t.All), min(t.With, t.Selected)
}

// ErrNoInformation: fewer than two requisitions have margins that leave a choice, so
// that there is nothing to compare.
var ErrNoInformation = errors.New("fewer than two requisitions hold both carriers and others, selected and not")

// Result of a Monte Carlo test.
type Result struct {
	P      float64 // (b+1)/(draws+1), in (0,1]
	Draws  int
	Strata int // requisitions that carry information
	// Statistic is the observed one: log P up to a constant, or T.
	Statistic float64
}

// Zelen is Zelen's exact test of one common odds ratio, in its Monte Carlo form.
//
// Given all margins and the total s = Σ X, the tables have probability
//
//	P(x) ∝ Π_k C(With_k, x_k) C(All_k − With_k, Selected_k − x_k),  Σ x_k = s,
//
// whatever the common odds ratio is. p is the probability of tables no likelier than
// those observed, estimated from draws of exactly this distribution (forward
// sampling through the sum's convolutions). Statistic is the observed log P up to a
// constant. ErrNoInformation where fewer than two requisitions have a choice.
//
// Source: Zelen (1971) Biometrika 58:129–137; the definition of "no likelier" as in
// Agresti (1992) Stat Sci 7:131–153, section 3.2.
func Zelen(tables []Table, draws int, seed uint64) (Result, error) {
	var ks []weights
	s, observed := 0, 0.0
	for _, t := range tables {
		if low, high := t.support(); low < high {
			w := newWeights(t)
			ks = append(ks, w)
			s += t.X
			observed += w.logs[t.X-w.low]
		}
	}
	if len(ks) < 2 {
		return Result{}, ErrNoInformation
	}
	sampler := newSampler(ks, s)
	asUnlikely := 0
	for d := range draws {
		if sampler.draw(rand.New(rand.NewPCG(seed, uint64(d)))) <= observed+1e-7 {
			asUnlikely++
		}
	}
	return Result{P: float64(asUnlikely+1) / float64(draws+1), Draws: draws, Strata: len(ks), Statistic: observed}, nil
}

// weights are log C(With, x) C(All−With, Selected−x) over the support of one table.
type weights struct {
	low  int
	logs []float64
}

func newWeights(t Table) weights {
	low, high := t.support()
	w := weights{low: low, logs: make([]float64, high-low+1)}
	for i := range w.logs {
		w.logs[i] = logChoose(t.With, low+i) + logChoose(t.All-t.With, t.Selected-low-i)
	}
	return w
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// negligible is the relative probability below which a value is left out of the
// convolution: below any p-value that draws could tell.
const negligible = 1e-16

// tilted is a table's distribution at the odds ratio at which the total is the one
// observed: it only keeps the convolution well scaled, draws do not depend on it.
func (w weights) tilted(logOdds float64) (p []float64, mean float64) {
	p = make([]float64, len(w.logs))
	most := math.Inf(-1)
	for i, l := range w.logs {
		p[i] = l + float64(i)*logOdds
		most = math.Max(most, p[i])
	}
	total := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - most)
		total += p[i]
	}
	for i := range p {
		p[i] /= total
		mean += p[i] * float64(w.low+i)
	}
	return p, mean
}

// span is a distribution of a sum: p[i] belongs to low+i.
type span struct {
	low int
	p   []float64
}

func (s span) at(x int) float64 {
	if x < s.low || x >= s.low+len(s.p) {
		return 0
	}
	return s.p[x-s.low]
}

// trim leaves out the tails that are negligible.
func (s span) trim() span {
	most := 0.0
	for _, v := range s.p {
		most = math.Max(most, v)
	}
	from, to := 0, len(s.p)
	for s.p[from] < most*negligible {
		from++
	}
	for s.p[to-1] < most*negligible {
		to--
	}
	return span{s.low + from, s.p[from:to]}
}

// convolve gives the distribution of the sum of two.
func (s span) convolve(o span) span {
	out := span{s.low + o.low, make([]float64, len(s.p)+len(o.p)-1)}
	for i, a := range s.p {
		for j, b := range o.p {
			out.p[i+j] += a * b
		}
	}
	return out.trim()
}

// sampler draws tables given their margins and their total.
type sampler struct {
	of    []weights
	own   []span // each table, tilted
	after []span // the sum of the tables behind each
	sum   int
}

func newSampler(ks []weights, s int) *sampler {
	theta := solveTilt(ks, s)
	out := &sampler{of: ks, own: make([]span, len(ks)), after: make([]span, len(ks)), sum: s}
	rest := span{0, []float64{1}}
	for k := len(ks) - 1; k >= 0; k-- {
		p, _ := ks[k].tilted(theta)
		out.own[k] = span{ks[k].low, p}.trim()
		out.after[k] = rest
		rest = rest.convolve(out.own[k])
	}
	return out
}

// solveTilt finds the log odds ratio at which the expected total is s, by bisection;
// its end where s is at the end of what the margins allow.
func solveTilt(ks []weights, s int) float64 {
	low, high := -30.0, 30.0
	for range 60 {
		mid, mean := (low+high)/2, 0.0
		for _, k := range ks {
			_, m := k.tilted(mid)
			mean += m
		}
		if mean < float64(s) {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// draw gives Σ log weight of one draw of all tables.
func (s *sampler) draw(rng *rand.Rand) (logs float64) {
	left := s.sum
	for k, own := range s.own {
		total := 0.0
		for i, p := range own.p {
			total += p * s.after[k].at(left-own.low-i)
		}
		u, x := rng.Float64()*total, own.low
		for i, p := range own.p {
			part := p * s.after[k].at(left-own.low-i)
			if part == 0 {
				continue
			}
			x = own.low + i
			if u -= part; u <= 0 {
				break
			}
		}
		left -= x
		logs += s.of[k].logs[x-s.of[k].low]
	}
	return logs
}
