package stats

// dot is the inner product of a with the head of b.
func dot(a, b []float64) (s float64) {
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// addTo adds src to dst.
func addTo(dst, src []float64) {
	for i, v := range src {
		dst[i] += v
	}
}

// addScaled adds w times src to dst.
func addScaled(dst []float64, w float64, src []float64) {
	for i, v := range src {
		dst[i] += w * v
	}
}
