package interaction

// commonSlope is V1/(1ᵀV1), by which a slope common to all levels is taken out; nil where
// the covariates hold it already.
func commonSlope(v, scale []float64, l int) []float64 {
	row, total, size := make([]float64, l), 0.0, 0.0
	for p := range l {
		size += scale[p]
		for r := range l {
			row[p] += v[p*l+r]
		}
		total += row[p]
	}
	if !(total > 1e-6*size) {
		return nil
	}
	for p := range row {
		row[p] /= total
	}
	return row
}

func project(u, common []float64) {
	if common == nil {
		return
	}
	sum := 0.0
	for _, x := range u {
		sum += x
	}
	for p := range u {
		u[p] -= common[p] * sum
	}
}

// projected is P V Pᵀ with P = I − common·1ᵀ, that is V − V11ᵀV/(1ᵀV1).
func projected(v, common []float64, l int) []float64 {
	if common == nil {
		return v
	}
	total := 0.0
	for _, x := range v {
		total += x
	}
	out := append([]float64(nil), v...)
	for p := range l {
		for r := range l {
			out[p*l+r] -= common[p] * common[r] * total
		}
	}
	return out
}

// pivots are the levels that carry information beyond those before them.
func pivots(v, scale []float64, l int) (kept []int, chol *sweep) {
	for p := range l {
		if !(scale[p] > 0) {
			continue
		}
		try := append(append([]int(nil), kept...), p)
		m := newSweep(sub(v, try, l), len(try))
		at := len(try) - 1
		if d := m.chol[at*len(try)+at]; d*d > 1e-6*scale[p] {
			kept, chol = try, m
		}
	}
	return kept, chol
}

func sub(v []float64, kept []int, l int) []float64 {
	out := make([]float64, len(kept)*len(kept))
	for i, p := range kept {
		for j, r := range kept {
			out[i*len(kept)+j] = v[p*l+r]
		}
	}
	return out
}

func pick(u []float64, kept []int) []float64 {
	out := make([]float64, len(kept))
	for i, p := range kept {
		out[i] = u[p]
	}
	return out
}
