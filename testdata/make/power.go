package main

import (
	"fmt"
	"io"
	"math"
	"slices"
)

// redraw makes n further pools, seeds 1 to n, and prints in how many of them the
// planted effects are found. The test is the simplest that accounts for the design:
// a linear model of the screen's outcome on all weak signals, years and matched
// skills within requisitions, errors clustered by requisition (CR1, t with 11
// degrees of freedom), Holm over the weak signals, and at least 5 points. The
// program's own model differs; this is what the size of the sample was chosen by.
func redraw(n int, out io.Writer) error {
	both, either, wrong := 0, 0, 0
	for seed := range n {
		p := drawPool(uint64(seed + 1))
		m := calibrate(p)
		decide(&p, m, 0)
		found := findings(p)
		planted := b2i(slices.Contains(found, "referral")) + b2i(slices.Contains(found, "open_source"))
		both += b2i(planted == 2)
		either += planted
		wrong += b2i(len(found) > planted)
	}
	_, err := fmt.Fprintf(out, "pools %d: both planted effects found in %d, one planted effect in %.1f %% of chances, any absent effect found in %d\n",
		n, both, 100*float64(either)/float64(2*n), wrong)
	return err
}

// findings lists the weak signals whose effect at the résumé screen is significant
// after Holm's correction and at least five points.
func findings(p pool) []string {
	weak := weakSignals()
	y, x, group := screenTable(p, weak)
	beta, se, clusters := within(y, x, group)
	type tested struct {
		signal string
		p, b   float64
	}
	var tests []tested
	for j, s := range weak {
		tests = append(tests, tested{s, tTail(math.Abs(beta[j]/se[j]), clusters-1), beta[j]})
	}
	slices.SortFunc(tests, func(a, b tested) int {
		if a.p < b.p {
			return -1
		}
		return b2i(a.p > b.p)
	})
	var out []string
	for i, t := range tests {
		if t.p*float64(len(tests)-i) >= .05 {
			break
		}
		if math.Abs(t.b) >= .05 {
			out = append(out, t.signal)
		}
	}
	return out
}

// screenTable is the decided applications of the résumé screen.
func screenTable(p pool, weak []string) (y []float64, x [][]float64, group []int) {
	for _, a := range p.applicants {
		if a.decision.stage == 0 && a.decision.outcome != "rejected" {
			continue
		}
		row := make([]float64, 0, len(weak)+2)
		for _, s := range weak {
			row = append(row, b2f(a.signals[s]))
		}
		y = append(y, b2f(a.decision.passed))
		x = append(x, append(row, a.years(), p.match(a)))
		group = append(group, a.req)
	}
	return y, x, group
}

// within fits a linear model with an intercept per group and gives coefficients
// and CR1 standard errors clustered by group.
func within(y []float64, x [][]float64, group []int) (beta, se []float64, clusters int) {
	clusters = slices.Max(group) + 1
	k, n := len(x[0]), len(y)
	y, x = centre(y, x, group, clusters)
	xx := make([][]float64, k)
	for i := range xx {
		xx[i] = make([]float64, 2*k) // with the identity beside it
		xx[i][k+i] = 1
	}
	xy := make([]float64, k)
	for r := range x {
		for i := range k {
			xy[i] += x[r][i] * y[r]
			for j := range k {
				xx[i][j] += x[r][i] * x[r][j]
			}
		}
	}
	inverse := invert(xx)
	beta = multiply(inverse, xy)
	scores := make([][]float64, clusters)
	for r := range x {
		e := y[r]
		for i := range k {
			e -= x[r][i] * beta[i]
		}
		if scores[group[r]] == nil {
			scores[group[r]] = make([]float64, k)
		}
		for i := range k {
			scores[group[r]][i] += x[r][i] * e
		}
	}
	g, nn := float64(clusters), float64(n)
	scale := g / (g - 1) * (nn - 1) / (nn - float64(k) - g)
	se = make([]float64, k)
	for _, s := range scores {
		for i, v := range multiply(inverse, s) {
			se[i] += scale * v * v
		}
	}
	for i := range se {
		se[i] = math.Sqrt(se[i])
	}
	return beta, se, clusters
}

// centre takes the groups' means off.
func centre(y []float64, x [][]float64, group []int, clusters int) ([]float64, [][]float64) {
	k := len(x[0])
	count, sums := make([]float64, clusters), make([][]float64, clusters)
	for i := range sums {
		sums[i] = make([]float64, k+1)
	}
	for r, g := range group {
		count[g]++
		sums[g][k] += y[r]
		for i := range k {
			sums[g][i] += x[r][i]
		}
	}
	outY, outX := make([]float64, len(y)), make([][]float64, len(y))
	for r, g := range group {
		outY[r] = y[r] - sums[g][k]/count[g]
		outX[r] = make([]float64, k)
		for i := range k {
			outX[r][i] = x[r][i] - sums[g][i]/count[g]
		}
	}
	return outY, outX
}

// invert gives the inverse from a matrix with the identity beside it (Gauss–Jordan
// with partial pivoting).
func invert(m [][]float64) [][]float64 {
	k := len(m)
	for c := range k {
		best := c
		for r := c + 1; r < k; r++ {
			if math.Abs(m[r][c]) > math.Abs(m[best][c]) {
				best = r
			}
		}
		m[c], m[best] = m[best], m[c]
		pivot := m[c][c]
		for j := range m[c] {
			m[c][j] /= pivot
		}
		for r := range k {
			if r == c {
				continue
			}
			f := m[r][c]
			for j := range m[r] {
				m[r][j] -= f * m[c][j]
			}
		}
	}
	out := make([][]float64, k)
	for i := range m {
		out[i] = m[i][k:]
	}
	return out
}

func multiply(m [][]float64, v []float64) []float64 {
	out := make([]float64, len(m))
	for i, row := range m {
		for j := range row {
			out[i] += row[j] * v[j]
		}
	}
	return out
}

// tTail is the two-sided tail of Student's t with df degrees of freedom, by
// Simpson's rule on the density over [0, t].
func tTail(t float64, df int) float64 {
	v := float64(df)
	g1, _ := math.Lgamma((v + 1) / 2)
	g2, _ := math.Lgamma(v / 2)
	c := math.Exp(g1-g2) / math.Sqrt(v*math.Pi)
	density := func(x float64) float64 { return c * math.Pow(1+x*x/v, -(v+1)/2) }
	const steps = 2000
	h, sum := t/steps, density(0)+density(t)
	for i := 1; i < steps; i++ {
		sum += density(float64(i)*h) * float64(2+2*(i%2))
	}
	return max(0, 1-2*sum*h/3)
}
