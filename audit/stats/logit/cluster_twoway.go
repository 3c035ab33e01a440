package logit

import (
	"math"

	"weaksignal/audit/stats"

	"gonum.org/v1/gonum/mat"
)

// TwoWayCovariance clusters in two ways that cross, by [ClusterBy] and by person
// (Patterns.Person):
//
//	V = V_cluster + [V_person − V_cluster∩person]₊
//
// each part with its own CR1 factor G/(G−1). Two applications of one person are
// dependent whichever requisitions they are for. The difference of two matrices need
// not be positive; its negative part is left out ([·]₊ by eigenvalues), so that the
// result never is narrower than clustering one way. Where nothing is negative it is R's
// sandwich::vcovCL with two clusters and type "HC0". Degrees of freedom are those of the
// first way. Without persons it is ClusterCovariance.
//
// Cameron, Gelbach & Miller (2011) J Bus Econ Stat 29:238–249, section 2.3 for the
// positive part.
func (f *Fit) TwoWayCovariance(by ClusterBy, correction Correction) (*Covariance, error) {
	c, err := f.ClusterCovariance(by, correction)
	if err != nil || f.g.person == nil {
		return c, err
	}
	c.persons = newPersonScores(f.g, by)
	return c, nil
}

// TwoWay tells whether persons are a second way of clustering.
func (c *Covariance) TwoWay() bool { return c.persons != nil }

// personScores numbers persons and their applications to one cluster.
type personScores struct {
	pair    []int32 // by row: person within cluster, −1 for a person of one application
	pairs   int
	people  int
	singles float64 // applications whose person has no other
}

func newPersonScores(g *Grouped, by ClusterBy) *personScores {
	of := g.stratum
	if by == ByCluster {
		of = g.cluster
	}
	out := &personScores{pair: make([]int32, len(g.n))}
	index := map[[2]int32]int32{}
	for i, p := range g.person {
		out.people = max(out.people, int(p))
		if p == 0 {
			out.pair[i] = -1
			out.singles += g.n[i]
			continue
		}
		key := [2]int32{of[i], p}
		id, known := index[key]
		if !known {
			id = int32(len(index))
			index[key] = id
		}
		out.pair[i] = id
	}
	out.pairs = len(index)
	return out
}

// beyond is [V_person − V_cluster∩person]₊ of the effects.
func (p *personScores) beyond(f *Fit, es []Effect) *mat.SymDense {
	g, k, m := f.g, len(f.beta), len(es)
	da, db := make([][]float64, m), make([][]float64, m)
	for e := range es {
		da[e], db[e], _ = f.info.solve(es[e].alpha, es[e].beta, nil)
	}
	person, pair := make([]float64, (p.people+1)*m), make([]float64, p.pairs*m)
	single, d := make([]float64, m*m), make([]float64, m)
	for i := range g.n {
		x, s := g.x[i*k:(i+1)*k], g.stratum[i]
		for e := range es {
			d[e] = da[e][s] + stats.Dot(x, db[e])
		}
		fit, _ := f.mean(f.alpha[s] + stats.Dot(x, f.beta))
		if id := g.person[i]; id > 0 {
			r := g.y[i] - g.n[i]*fit
			for e := range es {
				person[int(id)*m+e] += r * d[e]
				pair[int(p.pair[i])*m+e] += r * d[e]
			}
			continue
		}
		square := g.y[i]*(1-fit)*(1-fit) + (g.n[i]-g.y[i])*fit*fit
		for a := range es {
			for b := range es {
				single[a*m+b] += square * d[a] * d[b]
			}
		}
	}
	people := float64(p.count(g))
	alone, both := people/(people-1), (p.singles+float64(p.pairs))/(p.singles+float64(p.pairs)-1)
	sum := mat.NewSymDense(m, nil)
	for a := range m {
		for b := a; b < m; b++ {
			v := (alone - both) * single[a*m+b]
			for at := m; at < len(person); at += m {
				v += alone * person[at+a] * person[at+b]
			}
			for at := 0; at < len(pair); at += m {
				v -= both * pair[at+a] * pair[at+b]
			}
			sum.SetSym(a, b, v)
		}
	}
	return positivePart(sum)
}

// positivePart leaves out the eigenvectors of negative eigenvalues.
func positivePart(v *mat.SymDense) *mat.SymDense {
	m := v.SymmetricDim()
	if m == 1 {
		return mat.NewSymDense(1, []float64{math.Max(0, v.At(0, 0))})
	}
	out := mat.NewSymDense(m, nil)
	var eigen mat.EigenSym
	if !eigen.Factorize(v, true) {
		return out
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	for j, value := range eigen.Values(nil) {
		if value > 0 {
			out.SymRankOne(out, value, vectors.ColView(j))
		}
	}
	return out
}

// People is the number of clusters of the second way; 0 without one.
func (c *Covariance) People() int {
	if c.persons == nil {
		return 0
	}
	return c.persons.count(c.fit.g)
}

// count is the number of persons among the rows.
func (p *personScores) count(g *Grouped) int {
	seen := make([]bool, p.people+1)
	n := int(math.Round(p.singles))
	for _, id := range g.person {
		if id > 0 && !seen[id] {
			seen[id] = true
			n++
		}
	}
	return n
}
