package stats

// Dot is the inner product of a with the head of b.
func Dot(a, b []float64) (s float64) {
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// AddTo adds src to dst.
func AddTo(dst, src []float64) {
	for i, v := range src {
		dst[i] += v
	}
}

// AddScaled adds w times src to dst.
func AddScaled(dst []float64, w float64, src []float64) {
	for i, v := range src {
		dst[i] += w * v
	}
}
