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
	of := f.g.stratum
	if by == ByCluster {
		of = f.g.cluster
	}
	c.persons = NewPersons(of, f.g.person, f.g.n)
	return c, nil
}

// TwoWay tells whether persons are a second way of clustering.
func (c *Covariance) TwoWay() bool { return c.persons != nil }

// Persons numbers who is in several rows, and their rows in one cluster: the second way
// of clustering, and where both cross.
type Persons struct {
	// Pair is, by row, the number of the person within the cluster; −1 for a row in which
	// every application is somebody else's.
	Pair []int32
	// Pairs and Highest bound the numbers of pairs and of persons.
	Pairs, Highest int
	// People counts all, those of one application too; Singles are these.
	People, Singles float64
}

// NewPersons reads, by row, the cluster, the person (0 = each application is another's)
// and the number of applications.
func NewPersons(cluster, person []int32, n []float64) *Persons {
	out := &Persons{Pair: make([]int32, len(n))}
	index := map[[2]int32]int32{}
	seen := map[int32]bool{}
	for i, p := range person {
		out.Highest = max(out.Highest, int(p))
		if p == 0 {
			out.Pair[i] = -1
			out.Singles += n[i]
			continue
		}
		seen[p] = true
		key := [2]int32{cluster[i], p}
		id, known := index[key]
		if !known {
			id = int32(len(index))
			index[key] = id
		}
		out.Pair[i] = id
	}
	out.Pairs = len(index)
	out.People = math.Round(out.Singles) + float64(len(seen))
	return out
}

// Factors are the CR1 factors of clustering by person, and by person within cluster.
func (p *Persons) Factors() (alone, both float64) {
	pairs := p.Singles + float64(p.Pairs)
	return p.People / (p.People - 1), pairs / (pairs - 1)
}

// beyond is [V_person − V_cluster∩person]₊ of the effects.
func (p *Persons) beyond(f *Fit, es []Effect) *mat.SymDense {
	g, k, m := f.g, len(f.beta), len(es)
	da, db := make([][]float64, m), make([][]float64, m)
	for e := range es {
		da[e], db[e], _ = f.info.solve(es[e].alpha, es[e].beta, nil)
	}
	person, pair := make([]float64, (p.Highest+1)*m), make([]float64, p.Pairs*m)
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
				pair[int(p.Pair[i])*m+e] += r * d[e]
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
	alone, both := p.Factors()
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
	return int(c.persons.People)
}
