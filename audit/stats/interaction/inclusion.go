package interaction

import "math"

// exactSize and exactSteps bound the strata whose selections are summed over exactly;
// in larger ones a common constant at which the rates add up to the selections is as good.
const (
	exactSize  = 60
	exactSteps = 1500 // applications times selections
	exactRange = 25   // largest spread of log odds
)

// inclusions gives each cell's probability that one of its applications is selected,
// given how many of the stratum are. n counts the cells' applications, eta are their log
// odds up to a constant; 0 < selected < Σ n. The answer is put into pi.
//
// Exactly (conditional Poisson sampling: Chen, Dempster & Liu 1994 Biometrika 81:457–469)
// in small strata, else with one constant solved for.
func inclusions(n, eta []float64, selected float64, pi []float64) {
	size, low, high := 0.0, math.Inf(1), math.Inf(-1)
	for i, e := range eta {
		size += n[i]
		low, high = math.Min(low, e), math.Max(high, e)
	}
	if size <= exactSize && size*selected <= exactSteps && high-low < exactRange {
		exactInclusions(n, eta, int(math.Round(selected)), int(math.Round(size)), pi)
		return
	}
	constant := math.Log(selected/(size-selected)) - (low+high)/2
	lowest, highest := -high-40, -low+40
	for range 100 {
		sum, slope := 0.0, 0.0
		for i, e := range eta {
			p := 1 / (1 + math.Exp(-e-constant))
			sum += n[i] * p
			slope += n[i] * p * (1 - p)
		}
		if sum > selected {
			highest = constant
		} else {
			lowest = constant
		}
		step := (selected - sum) / slope
		if math.Abs(step) < 1e-11 {
			break
		}
		if constant += step; !(constant > lowest && constant < highest) {
			constant = (lowest + highest) / 2
		}
	}
	for i, e := range eta {
		pi[i] = 1 / (1 + math.Exp(-e-constant))
	}
}

// exactInclusions sums over all ways to choose m of the size applications: behind[a][r] is
// the sum of the products of odds of r chosen from application a on, and left the
// distribution of how many are still to be chosen when a is reached.
func exactInclusions(n, eta []float64, m, size int, pi []float64) {
	middle := 0.0
	for i := range eta {
		middle += eta[i] / float64(len(eta))
	}
	odds, cell := make([]float64, 0, size), make([]int, 0, size)
	for i := range n {
		for range int(math.Round(n[i])) {
			odds, cell = append(odds, math.Exp(eta[i]-middle)), append(cell, i)
		}
		pi[i] = 0
	}
	behind := make([][]float64, size+1)
	flat := make([]float64, (size+1)*(m+1))
	for a := range behind {
		behind[a] = flat[a*(m+1) : (a+1)*(m+1)]
		behind[a][0] = 1
	}
	for a := size - 1; a >= 0; a-- {
		for r := 1; r <= min(m, size-a); r++ {
			behind[a][r] = behind[a+1][r] + odds[a]*behind[a+1][r-1]
		}
	}
	left := make([]float64, m+1)
	left[m] = 1
	for a := range size {
		for r := 1; r <= m; r++ { // ascending: what moves from r to r−1 is not moved again
			if left[r] == 0 || behind[a][r] == 0 {
				continue
			}
			take := left[r] * odds[a] * behind[a+1][r-1] / behind[a][r]
			pi[cell[a]] += take
			left[r] -= take
			left[r-1] += take
		}
	}
	for i := range pi {
		if n[i] > 0 {
			pi[i] /= n[i]
		}
	}
}

// fixedPoints bounds the iterations for a stratum's weights.
const fixedPoints = 50

// weights are the c of [Fit]; Hájek's π(1−π)·n/(n−1) where they have no solution or the
// stratum is large, which makes them equal.
func weights(n, pi []float64, size, selected float64, w []float64) {
	total := 0.0
	for i, p := range pi {
		w[i] = p * (1 - p) * size / (size - 1)
		switch {
		case selected == 1:
			w[i] = p
		case selected == size-1:
			w[i] = 1 - p
		}
		total += n[i] * w[i]
	}
	if selected == 1 || selected == size-1 || size > exactSize {
		return
	}
	start := append([]float64(nil), w...)
	for range fixedPoints {
		next, moved := 0.0, 0.0
		for i, p := range pi {
			c := p * (1 - p) / (1 - w[i]/total)
			if !(c > 0) || c > 2 {
				if p > 0 && p < 1 {
					copy(w, start)
					return
				}
				c = 0
			}
			moved = math.Max(moved, math.Abs(c-w[i]))
			w[i] = c
			next += n[i] * c
		}
		total = next
		if moved < 1e-10 {
			return
		}
	}
}
