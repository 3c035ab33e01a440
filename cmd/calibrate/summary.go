package main

import "math"

// Bars of coverage for nominal 95 % intervals.
const (
	lowest  = 0.93
	highest = 0.97
)

// key of one line of the coverage table.
type key struct {
	estimand int
	class    string
}

// cell gathers the observations of one line, draw by draw: those of one pool move
// together, so that Monte Carlo errors are taken between pools.
type cell struct {
	n, missing          int
	covered, all        []float64 // by draw
	bias, biasN         []float64
	truth, widths, se   float64
	intervals, withSE   int
	errorSum, errorSums float64
}

func coverage(s scenario, draws []draw) []coverageRow {
	cells := map[key]*cell{}
	for d := range draws {
		for _, o := range draws[d].seen {
			k := key{o.estimand, o.class}
			if cells[k] == nil {
				cells[k] = &cell{covered: make([]float64, len(draws)), all: make([]float64, len(draws)),
					bias: make([]float64, len(draws)), biasN: make([]float64, len(draws))}
			}
			cells[k].add(d, o)
		}
	}
	var out []coverageRow
	for i, e := range estimands() {
		for _, class := range classes() {
			if c := cells[key{i, class}]; c != nil {
				out = append(out, c.row(s, e, i, class))
			}
		}
	}
	return out
}

func (c *cell) add(d int, o observation) {
	c.n++
	value, low, high, ok := o.estimate.Bounds()
	c.truth += o.truth
	if !ok {
		c.missing++
		return
	}
	miss := value - o.truth
	c.bias[d] += miss
	c.biasN[d]++
	c.errorSum += miss
	c.errorSums += miss * miss
	if se := o.estimate.SE; se != nil {
		c.se += *se * *se
		c.withSE++
	}
	if o.estimate.Level == 0 {
		return
	}
	c.all[d]++
	if low <= o.truth && o.truth <= high {
		c.covered[d]++
	}
	if w := high - low; !math.IsInf(w, 0) {
		c.widths += w
		c.intervals++
	}
}

func (c *cell) row(s scenario, e estimand, index int, class string) coverageRow {
	r := coverageRow{Scenario: s.id, About: s.words, Estimand: e.words, Class: class, Draws: len(c.all), N: c.n, NotEstimable: c.missing,
		Truth: e.scale * c.truth / float64(c.n), Points: e.scale == 100, Headline: index == marginal}
	used := float64(c.n - c.missing)
	if used == 0 {
		r.Bar = "not estimable"
		return r
	}
	bias, biasError := between(c.bias, c.biasN)
	r.Bias, r.BiasError = e.scale*bias, e.scale*biasError
	mean := c.errorSum / used
	if variance := c.errorSums/used - mean*mean; c.withSE > 0 && variance > 0 {
		ratio := math.Sqrt(c.se / float64(c.withSE) / variance)
		r.SERatio = &ratio
	}
	if total(c.all) == 0 {
		r.Bar = "no interval"
		return r
	}
	p, mc := between(c.covered, c.all)
	r.Coverage, r.CoverageError = &p, floored(p, mc, len(c.all))
	if c.intervals > 0 {
		r.Width = e.scale * c.widths / float64(c.intervals)
	}
	r.Bar = bar(s, e, index, p, r.CoverageError)
	if class == lost || class == varies && index == marginal {
		r.Bar = barNone // of what is known; of an average where there is no one effect
	}
	return r
}

// between is a ratio of two sums over draws with its error from the draws.
func between(hits, of []float64) (ratio, mc float64) {
	n := total(of)
	ratio = total(hits) / n
	ss := 0.0
	for d := range of {
		x := hits[d] - ratio*of[d]
		ss += x * x
	}
	return ratio, math.Sqrt(ss) / n
}

// floored keeps a proportion of 0 or 1 from having no error (Agresti & Coull 1998).
func floored(p, mc float64, draws int) float64 {
	n := float64(draws) + 4
	q := (p*float64(draws) + 2) / n
	if p == 0 || p == 1 {
		return math.Sqrt(q * (1 - q) / n)
	}
	return mc
}

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

// bar holds a coverage against the bars, giving two Monte Carlo errors of room.
func bar(s scenario, e estimand, index int, p, mc float64) string {
	supported := s.unsupported == "" || index == marginalRead
	switch {
	case index == linear || index == later || index == weakShare || index == changed:
		// Another estimand, close to the truth at most rates; conditional on earlier
		// decisions; measured and stated.
		return barNone
	case p >= lowest && (p <= highest || e.exact):
		return "met"
	case p+2*mc < lowest && supported:
		return "BELOW"
	case p+2*mc < lowest:
		return "below, not supported"
	case p < lowest:
		return "within error of the bar"
	case p-2*mc > highest:
		return "wide"
	}
	return "met within error"
}

func rates(s scenario, draws []draw) []verdictRate {
	var out []verdictRate
	for i, line := range rateLines() {
		hits, of := make([]float64, len(draws)), make([]float64, len(draws))
		pools := 0
		for d := range draws {
			c := draws[d].verdicts[i]
			hits[d], of[d] = float64(c.hits), float64(c.of)
			if c.of > 0 {
				pools++
			}
		}
		if pools == 0 {
			continue
		}
		p, mc := between(hits, of)
		mc = floored(p, mc, pools)
		out = append(out, verdictRate{Scenario: s.id, About: s.words, Line: i, N: int(total(of)), Rate: p, Error: mc, Bar: line.bar(s, p, mc)})
	}
	return out
}
