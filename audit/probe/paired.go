package probe

import (
	"errors"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// pairs are differences within units, with the cluster of each.
type pairs struct {
	d       []float64
	cluster []int
}

// clustered is a mean with the error of independent clusters.
type clustered struct {
	mean, se float64
	clusters int
}

var errFewClusters = errors.New("there are fewer than two jobs or résumés to compare")

// mean of the differences with
//
//	SE² = G/(G−1) Σ_g ( Σ_{i∈g} (d_i − d̄) )² / N²,   t with G−1 degrees of freedom:
//
// the sandwich of a regression on a constant, CR1. With clusters of one unit each it is
// the paired t test.
// Source: Cameron & Miller (2015) J Hum Resour 50:317–372, eq. 10 and section II.C.
func (p pairs) mean() (clustered, error) {
	sums, n := map[int]float64{}, float64(len(p.d))
	var total float64
	for _, d := range p.d {
		total += d
	}
	out := clustered{mean: total / max(n, 1)}
	for i, d := range p.d {
		sums[p.cluster[i]] += d - out.mean
	}
	out.clusters = len(sums)
	if out.clusters < 2 {
		return out, errFewClusters
	}
	var ss float64
	for _, g := range p.order() {
		ss += sums[g] * sums[g]
	}
	g := float64(out.clusters)
	out.se = math.Sqrt(g/(g-1)*ss) / n
	return out, nil
}

// order lists the clusters as they come first, so that sums do not depend on a map.
func (p pairs) order() []int {
	seen, out := map[int]bool{}, []int{}
	for _, c := range p.cluster {
		if !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	return out
}

// interval is two-sided at the level, and p that of no difference. Differences that
// are all the same give an interval of no width, and p 1 where they are all 0.
func (c clustered) interval(level float64) (low, high, p float64) {
	if c.se == 0 {
		if c.mean == 0 {
			return 0, 0, 1
		}
		return c.mean, c.mean, math.Pow(2, 1-float64(c.clusters))
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(c.clusters - 1)}
	q := t.Quantile((1+level)/2) * c.se
	return c.mean - q, c.mean + q, 2 * t.Survival(math.Abs(c.mean)/c.se)
}

const defaultFlips = 9999

// signFlip is the permutation p of no difference, (b+1)/(m+1): under it each cluster's
// differences are as likely to have the other sign. Exact for symmetric differences,
// whatever their distribution.
// Source: Fisher (1935), The Design of Experiments, section 21; the +1: Phipson & Smyth
// (2010) Stat Appl Genet Mol Biol 9:39.
func (p pairs) signFlip(flips int, seed uint64) float64 {
	sums := make([]float64, 0, len(p.d))
	at := map[int]int{}
	for i, d := range p.d {
		k, ok := at[p.cluster[i]]
		if !ok {
			k = len(sums)
			at[p.cluster[i]] = k
			sums = append(sums, 0)
		}
		sums[k] += d
	}
	var observed, size float64
	for _, s := range sums {
		observed += s
		size += math.Abs(s)
	}
	rng, exceed := rand.New(rand.NewPCG(seed, 77)), 0
	for range flips {
		var t float64
		for _, s := range sums {
			if rng.Uint64()&1 == 0 {
				s = -s
			}
			t += s
		}
		if math.Abs(t) >= math.Abs(observed)-1e-12*size {
			exceed++
		}
	}
	return float64(exceed+1) / float64(flips+1)
}

// mcNemar is the mid-p of McNemar's test of b against c discordant pairs,
//
//	p = 2 Σ_{k ≤ min(b,c)} C(n,k)/2ⁿ − C(n,min)/2ⁿ,  n = b + c;  1 where b = c
//
// Source: Fagerland, Lydersen & Laake (2013) BMC Med Res Methodol 13:91, the mid-p
// version recommended there.
func mcNemar(b, c int) float64 {
	n, k := b+c, min(b, c)
	if n == 0 || b == c {
		return 1
	}
	d := distuv.Binomial{N: float64(n), P: .5}
	return math.Min(1, 2*d.CDF(float64(k))-d.Prob(float64(k)))
}

// tango is the score interval of a difference of paired proportions, (b − c)/n.
//
//	z(Δ) = (b − c − nΔ) / sqrt( n (2 q̃ + Δ(1 − Δ)) ),
//	q̃ = ( sqrt(B² − 4AC) − B ) / 2A,  A = 2n,  B = −b − c + (2n − b + c)Δ,  C = −cΔ(1 − Δ)
//
// Source: Tango (1998) Stat Med 17:891–908, eq. 14–18.
func tango(b, c, n int, level float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	fb, fc, fn := float64(b), float64(c), float64(n)
	score := func(delta float64) float64 {
		qa, qb, qc := 2*fn, -fb-fc+(2*fn-fb+fc)*delta, -fc*delta*(1-delta)
		q := (math.Sqrt(math.Max(0, qb*qb-4*qa*qc)) - qb) / (2 * qa)
		v := fn * (2*q + delta*(1-delta))
		d := fb - fc - fn*delta
		if v <= 0 {
			return math.Inf(int(math.Copysign(1, d)))
		}
		return d / math.Sqrt(v)
	}
	root := func(lo, hi, want float64) float64 { // score falls with delta
		for range 100 {
			if mid := (lo + hi) / 2; score(mid) > want {
				lo = mid
			} else {
				hi = mid
			}
		}
		return (lo + hi) / 2
	}
	at := (fb - fc) / fn
	low, high = -1, 1
	if at > -1 {
		low = root(-1, at, z)
	}
	if at < 1 {
		high = root(at, 1, -z)
	}
	return low, high
}
