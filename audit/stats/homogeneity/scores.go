package homogeneity

import (
	"math"
	"math/rand/v2"
)

// Stratum is one requisition of [Scores]: application i has log odds of advancing
// Eta[i] in the model fitted to all requisitions (up to the requisition's own
// constant) and signal value X[i]; Selected[i] says whether it advanced. All of one
// length.
type Stratum struct {
	Eta, X   []float64
	Selected []bool
}

// exactCost is the number of steps, applications times selections, above which a
// requisition's score is drawn from its normal limit: it is a sum over thousands of
// applications there.
const exactCost = 2e6

// Scores tests one common slope of a signal over requisitions, beside whatever else
// the model holds.
//
//	U_k = Σ_i (y_i − π_i) x_i,  π_i = P(y_i = 1 | m_k selections),  T = Σ_k (U_k − V_k ΣU/ΣV)²
//
// with V_k the variance of U_k given the number m_k of selections of requisition k, as
// seen in the draws. In each draw the m_k selections fall on applications with odds
// exp(Eta) (conditional Poisson sampling), and ΣU/ΣV takes the common slope out again
// in one step, as fitting took it out of what was observed. ErrNoInformation where
// fewer than two requisitions vary in signal and decision.
//
// Source: a score test of a random slope's variance, Lin (1997) Biometrika 84:309–326,
// without weights, by simulation from the conditional likelihood; the draws: Chen,
// Dempster & Liu (1994) Biometrika 81:457–469, procedure 1.
func Scores(strata []Stratum, draws int, seed uint64) (Result, error) {
	var observed []float64
	var drawn [][]float64
	for k, s := range strata {
		if !s.informative() {
			continue
		}
		u, d := s.scores(draws, rand.New(rand.NewPCG(seed, uint64(k))))
		observed, drawn = append(observed, u), append(drawn, d)
	}
	if len(observed) < 2 {
		return Result{}, ErrNoInformation
	}
	v := make([]float64, len(drawn))
	for k, d := range drawn {
		for _, u := range d {
			v[k] += u * u / float64(draws)
		}
	}
	t := spread(observed, v)
	exceed, u := 0, make([]float64, len(drawn))
	for d := range draws {
		for k := range drawn {
			u[k] = drawn[k][d]
		}
		if spread(u, v) >= t*(1-1e-9) {
			exceed++
		}
	}
	return Result{P: float64(exceed+1) / float64(draws+1), Draws: draws, Strata: len(observed), Statistic: t}, nil
}

func spread(u, v []float64) (t float64) {
	var su, sv float64
	for k := range u {
		su, sv = su+u[k], sv+v[k]
	}
	for k := range u {
		d := u[k] - v[k]*su/sv
		t += d * d
	}
	return t
}

func (s Stratum) selected() (m int) {
	for _, y := range s.Selected {
		if y {
			m++
		}
	}
	return m
}

func (s Stratum) informative() bool {
	if m := s.selected(); m == 0 || m == len(s.X) {
		return false
	}
	for _, x := range s.X {
		if x != s.X[0] {
			return true
		}
	}
	return false
}

// scores are the observed score and the drawn ones, around their expectation.
func (s Stratum) scores(draws int, rng *rand.Rand) (observed float64, drawn []float64) {
	m := s.selected()
	drawn = make([]float64, draws)
	var own float64
	for i, y := range s.Selected {
		if y {
			own += s.X[i]
		}
	}
	if float64(len(s.X))*float64(m) > exactCost {
		mean, sd := s.limit(m)
		for d := range drawn {
			drawn[d] = sd * rng.NormFloat64()
		}
		return own - mean, drawn
	}
	table := s.table(m)
	for d := range drawn {
		left := m
		for i := range s.X {
			if left == 0 {
				break
			}
			if rng.Float64() < table.inclusion(i, left) {
				drawn[d] += s.X[i]
				left--
			}
		}
	}
	mean := table.mean(s.X, m)
	for d := range drawn {
		drawn[d] -= mean
	}
	return own - mean, drawn
}

// conditional holds, for applications i.. and r selections left, the log of the sum of
// products of odds over all ways to choose r of them (elementary symmetric functions).
type conditional struct {
	logs [][]float64
	eta  []float64
}

func (s Stratum) table(m int) conditional {
	n := len(s.Eta)
	c := conditional{logs: make([][]float64, n+1), eta: s.Eta}
	for i := range c.logs {
		c.logs[i] = make([]float64, m+1)
		for r := 1; r <= m; r++ {
			c.logs[i][r] = math.Inf(-1)
		}
	}
	for i := n - 1; i >= 0; i-- {
		for r := 1; r <= m; r++ {
			c.logs[i][r] = logSum(c.logs[i+1][r], s.Eta[i]+c.logs[i+1][r-1])
		}
	}
	return c
}

func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// inclusion is the probability that application i is chosen when left selections
// fall on it and those behind it.
func (c conditional) inclusion(i, left int) float64 {
	return math.Exp(c.eta[i] + c.logs[i+1][left-1] - c.logs[i][left])
}

// mean is Σ π_i x_i, by the distribution of how many are left at each application.
func (c conditional) mean(x []float64, m int) (mean float64) {
	left := make([]float64, m+1)
	left[m] = 1
	for i := range x {
		for r := 1; r <= m; r++ { // ascending: what moves from r to r−1 is not moved again
			if left[r] == 0 {
				continue
			}
			take := left[r] * c.inclusion(i, r)
			mean += take * x[i]
			left[r] -= take
			left[r-1] += take
		}
	}
	return mean
}

// limit is the mean and the standard deviation of Σ y x given m selections, in the
// normal limit: probabilities with the constant at which they add to m.
func (s Stratum) limit(m int) (mean, sd float64) {
	low, high := -50.0, 50.0
	for range 80 {
		mid, total := (low+high)/2, 0.0
		for _, e := range s.Eta {
			total += 1 / (1 + math.Exp(-e-mid))
		}
		if total < float64(m) {
			low = mid
		} else {
			high = mid
		}
	}
	var w, wx float64
	for i, e := range s.Eta {
		p := 1 / (1 + math.Exp(-e-low))
		mean += p * s.X[i]
		w, wx = w+p*(1-p), wx+p*(1-p)*s.X[i]
	}
	var v float64
	for i, e := range s.Eta {
		p := 1 / (1 + math.Exp(-e-low))
		d := s.X[i] - wx/w
		v += p * (1 - p) * d * d
	}
	return mean, math.Sqrt(v)
}

// Limit is [Scores] from the strata's scores u and their variances v > 0 alone, each score
// being drawn from its normal limit: for strata so large, or so many, that drawing who is
// selected would change nothing.
func Limit(u, v []float64, draws int, seed uint64) (Result, error) {
	if len(u) < 2 {
		return Result{}, ErrNoInformation
	}
	t, rng, exceed := spread(u, v), rand.New(rand.NewPCG(seed, 0)), 0
	drawn := make([]float64, len(u))
	for range draws {
		for k := range drawn {
			drawn[k] = math.Sqrt(v[k]) * rng.NormFloat64()
		}
		if spread(drawn, v) >= t*(1-1e-9) {
			exceed++
		}
	}
	return Result{P: float64(exceed+1) / float64(draws+1), Draws: draws, Strata: len(u), Statistic: t}, nil
}

// Part is what one person adds to the score of one stratum.
type Part struct {
	Stratum int // index in v
	Person  int32
	Value   float64
}

// Wild is [Scores] where people count in several strata, or several times in one: each
// draw gives every person's parts one random sign, which keeps what they share. Persons
// are numbered from 1; parts of person 0 are of different people. v as in Limit.
//
// Source: the wild cluster bootstrap on scores, Kline & Santos (2012) J Econom Methods
// 1:23–41.
func Wild(parts []Part, v []float64, draws int, seed uint64) (Result, error) {
	if len(v) < 2 {
		return Result{}, ErrNoInformation
	}
	u, people := make([]float64, len(v)), int32(0)
	for _, p := range parts {
		u[p.Stratum] += p.Value
		people = max(people, p.Person)
	}
	t, rng, exceed := spread(u, v), rand.New(rand.NewPCG(seed, 0)), 0
	sign := make([]float64, people+1)
	for range draws {
		for who := range sign {
			sign[who] = float64(2*rng.IntN(2) - 1)
		}
		clear(u)
		for _, p := range parts {
			s := sign[p.Person]
			if p.Person == 0 {
				s = float64(2*rng.IntN(2) - 1)
			}
			u[p.Stratum] += s * p.Value
		}
		if spread(u, v) >= t*(1-1e-9) {
			exceed++
		}
	}
	return Result{P: float64(exceed+1) / float64(draws+1), Draws: draws, Strata: len(v), Statistic: t}, nil
}
