package interaction

import "gonum.org/v1/gonum/stat/distuv"

// personTest adds the products of different applications of a person to V; the larger p counts.
func (n *Null) personTest(z func(i int) float64, a [][]float64, common, u, v []float64, kept []int, out *Test) {
	own := append([]float64(nil), v...)
	n.personProducts(z, a, common, own)
	m := newSweep(sub(own, kept, n.c.Levels), len(kept))
	if m.rank() < len(kept) {
		return
	}
	statistic := 0.0
	for _, x := range m.whiten(pick(u, kept)) {
		statistic += x * x
	}
	out.Persons = true
	if p := (distuv.ChiSquared{K: float64(len(kept))}).Survival(statistic); !(p < out.P) {
		out.Statistic, out.P = statistic, p
	}
}

// personProducts adds to v the products of different applications of each person.
func (n *Null) personProducts(z func(i int) float64, a [][]float64, common, v []float64) {
	c, l := n.c, n.c.Levels
	sums := map[int32][]float64{}
	var order []int32
	buf := make([]float64, c.width())
	for s := range len(c.Start) - 1 {
		if n.mean[s] == nil {
			continue
		}
		level := n.meanByLevel(s, z)
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			who := c.Person[i]
			if who == 0 {
				continue
			}
			x := c.row(i, buf)
			score := make([]float64, l)
			for p := range score {
				score[p] = -level[p]
				if int(c.Level[i]) == p {
					score[p] += z(i)
				}
				for j := range x {
					score[p] -= a[p][j] * (x[j] - n.mean[s][j])
				}
			}
			project(score, common)
			e := c.Y[i] - c.N[i]*n.pi[i]
			alone := c.Y[i]*(1-n.pi[i])*(1-n.pi[i]) + (c.N[i]-c.Y[i])*n.pi[i]*n.pi[i]
			if sums[who] == nil {
				sums[who] = make([]float64, l)
				order = append(order, who)
			}
			for p := range score {
				sums[who][p] += e * score[p]
				for r := range score {
					v[p*l+r] -= alone * score[p] * score[r]
				}
			}
		}
	}
	for _, who := range order {
		for p, x := range sums[who] {
			for r, y := range sums[who] {
				v[p*l+r] += x * y
			}
		}
	}
}

// meanByLevel is the weighted mean of each q_l in a stratum.
func (n *Null) meanByLevel(s int, z func(i int) float64) []float64 {
	out := make([]float64, n.c.Levels)
	for i := n.c.Start[s]; i < n.c.Start[s+1]; i++ {
		if l := n.c.Level[i]; l >= 0 {
			out[l] += n.c.N[i] * n.w[i] * z(i) / n.a[s]
		}
	}
	return out
}

// Share is what an application (or those of one person in one cell) adds to the score of
// its stratum; Stratum counts those in which the slope varies.
type Share struct {
	Stratum int
	Person  int32
	Value   float64
}

// ByStratum gives the score of a slope in each stratum in which it varies, and its
// variance; the covariates are not taken out. shares, if not nil, gets what people add.
func (n *Null) ByStratum(z func(i int) float64, shares *[]Share) (u, v []float64) {
	c := n.c
	for s := range len(c.Start) - 1 {
		if n.mean[s] == nil {
			continue
		}
		var score, zw, zz float64
		for i := c.Start[s]; i < c.Start[s+1]; i++ {
			x := z(i)
			w := c.N[i] * n.w[i]
			score += (c.Y[i] - c.N[i]*n.pi[i]) * x
			zw += w * x
			zz += w * x * x
		}
		own := zz - zw*zw/n.a[s]
		if !(own > 1e-9*zz && own > 0) {
			continue
		}
		if shares != nil {
			n.share(s, len(u), z, zw/n.a[s], shares)
		}
		u, v = append(u, score), append(v, own)
	}
	return u, v
}

// share adds what people add to one stratum's score.
func (n *Null) share(s, at int, z func(i int) float64, mean float64, to *[]Share) {
	c := n.c
	for i := c.Start[s]; i < c.Start[s+1]; i++ {
		x, who := z(i)-mean, int32(0)
		if c.Person != nil {
			who = c.Person[i]
		}
		if who > 0 {
			*to = append(*to, Share{at, who, (c.Y[i] - c.N[i]*n.pi[i]) * x})
			continue
		}
		for k := range int(c.N[i]) {
			e := -n.pi[i]
			if float64(k) < c.Y[i] {
				e++
			}
			*to = append(*to, Share{at, 0, e * x})
		}
	}
}
