package ink

// Matrix is a PDF transformation [a b c d e f].
type Matrix [6]float64

func Identity() Matrix { return Matrix{1, 0, 0, 1, 0, 0} }

func (m Matrix) Times(n Matrix) Matrix {
	return Matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}
