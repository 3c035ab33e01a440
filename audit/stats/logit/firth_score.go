package logit

import "weaksignal/audit/stats"

// jeffreysScore returns the modified score at a point,
//
//	U*_r = Σ_i [ y_i - n_i p_i + h_i (1/2 - p_i) ] x_ir,   h_i = w_i x_iᵀ (XᵀWX)⁻¹ x_i,
//
// where x_i includes the intercept of the row's stratum and w_i = n_i p_i (1-p_i).
// In the arrow, with x̄_s the weighted mean of the stratum and C = LLᵀ the Schur
// complement,
//
//	h_i = w_i ( 1/a_s + | L⁻¹ (x_i - x̄_s) |² ).
//
// Firth (1993) Biometrika 80:27-38, section 3.2; Heinze & Schemper (2002) Stat
// Med 21:2409-2419, equation (2).
func (g *Grouped) jeffreysScore(pt *point) (u, v []float64) {
	k, m := len(g.active), pt.m
	// The weights' sums of this point are already in pt.info; their space is free.
	g.eachChunk(func(c int) {
		t := m.chunkT[c*k : (c+1)*k]
		clear(t)
		z, base := make([]float64, k), make([]float64, k)
		for s := g.chunks[c].first; s < g.chunks[c].last; s++ {
			seg := g.segments[s]
			mean := pt.info.mean[seg.stratum*k : (seg.stratum+1)*k]
			pt.info.whiten(mean, base)
			for j := range base {
				base[j] = -base[j]
			}
			m.segR[s] = g.segmentScore(pt, seg, base, z, t)
		}
	})
	u, v = make([]float64, len(g.strata)), make([]float64, k)
	for s, seg := range g.segments {
		u[seg.stratum] += m.segR[s]
	}
	for c := range g.chunks {
		stats.AddTo(v, m.chunkT[c*k:(c+1)*k])
	}
	return u, v
}

func (g *Grouped) segmentScore(pt *point, seg segment, base, z, t []float64) (r float64) {
	k, linv := len(z), pt.info.linv
	inverse := 1 / pt.info.a[seg.stratum]
	for i := seg.lo; i < seg.hi; i++ {
		x := g.x[i*k : i*k+k : i*k+k]
		copy(z, base)
		for j, v := range x {
			if v == 0 {
				continue
			}
			column := linv[j*k : j*k+k]
			for q := j; q < k; q++ {
				z[q] += v * column[q]
			}
		}
		leverage := inverse
		for _, v := range z {
			leverage += v * v
		}
		n, p := g.n[i], pt.mu[i]
		e := g.y[i] - n*p + n*p*(1-p)*leverage*(0.5-p)
		r += e
		for j, v := range x {
			if v != 0 {
				t[j] += e * v
			}
		}
	}
	return r
}

// whiten sets out = L⁻¹ v.
func (f *information) whiten(v, out []float64) {
	clear(out)
	for j, x := range v {
		if x == 0 {
			continue
		}
		for q := j; q < f.k; q++ {
			out[q] += x * f.linv[j*f.k+q]
		}
	}
}
