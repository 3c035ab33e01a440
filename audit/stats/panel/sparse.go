package panel

// sparseRows holds what is not zero of a panel's rows: most signals are absent from
// most rows, and the passes of a large pool cost what they visit.
type sparseRows struct {
	start  []int32 // by row, and the number of entries
	column []uint8
	value  []float64
}

// sparsify keeps the rows of a panel sparsely as well, unless it has too many columns.
func (p *Panel) sparsify() {
	if p.Width > 255 {
		return
	}
	r := &sparseRows{start: make([]int32, 1, len(p.N)+1)}
	for i := range p.N {
		for j, v := range p.X[i*p.Width : (i+1)*p.Width] {
			if v != 0 {
				r.column, r.value = append(r.column, uint8(j)), append(r.value, v)
			}
		}
		r.start = append(r.start, int32(len(r.column)))
	}
	p.sparse = r
}

// slots gives the place of each of the width columns among those in use, −1 for the others.
func (p *Panel) slots() []int {
	out := make([]int, p.Width)
	for j := range out {
		out[j] = j
		if p.cols != nil {
			out[j] = -1
		}
	}
	for at, j := range p.cols {
		out[j] = at
	}
	return out
}

// passSparse is passDense on sparse rows.
func (p *Panel) passSparse(f *Fitted, s int, slots []int) {
	k := p.K
	b, t, c := f.b[s], f.t[s], f.c[s]
	var a, r float64
	ll := likelihood{product: 1}
	place, value := make([]int, 0, k), make([]float64, 0, k)
	for i := p.Start[s]; i < p.Start[s+1]; i++ {
		eta := f.Alpha[s]
		place, value = place[:0], value[:0]
		for e := p.sparse.start[i]; e < p.sparse.start[i+1]; e++ {
			if j := slots[p.sparse.column[e]]; j >= 0 {
				v := p.sparse.value[e]
				eta += f.Beta[j] * v
				place, value = append(place, j), append(value, v)
			}
		}
		n, y := p.N[i], p.Y[i]
		mu, w, tail := logistic(eta)
		if f.mu != nil {
			f.mu[i], f.w[i] = mu, w
		}
		ll.add(eta, tail, n, y)
		w *= n
		e := y - n*mu
		a += w
		r += e
		for q, j := range place {
			wv := w * value[q]
			b[j] += wv
			t[j] += e * value[q]
			row := c[j*k : j*k+k]
			for l := q; l < len(place); l++ {
				row[place[l]] += wv * value[l]
			}
		}
	}
	f.a[s], f.r[s], f.loglik[s] = a, r, ll.sum()
}
