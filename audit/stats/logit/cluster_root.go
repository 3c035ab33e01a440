package logit

import "math"

// inverseRootNodes returns shifts τ and weights c with
//
//	A^(-½) ≈ Σ_j c_j (A + τ_j I)⁻¹
//
// to about 1e-14 for every symmetric A with eigenvalues in [low, high]: Cauchy's
// integral under an elliptic change of variable, whose error falls as
// exp(-2π²N/(log(high/low)+3)). It makes the inverse root of a diagonal plus low
// rank as cheap as its inverse. Hale, Higham & Trefethen (2008) SIAM J Numer Anal
// 46:2505-2523, method 3, theorem 4.1.
func inverseRootNodes(low, high float64) (shift, weight []float64) {
	ratio := low / high
	n := int((3-math.Log(ratio))*33/(2*math.Pi*math.Pi)) + 2
	quarter := math.Pi / 2 / agm(1, math.Sqrt(ratio))
	for j := range n {
		sn, cn, dn := jacobi((float64(j)+0.5)*quarter/float64(n), ratio)
		shift = append(shift, low*(sn/cn)*(sn/cn))
		weight = append(weight, 2*quarter*math.Sqrt(low)/(math.Pi*float64(n))*dn/(cn*cn))
	}
	return shift, weight
}

// agm is the arithmetic-geometric mean of positive numbers.
func agm(a, b float64) float64 {
	for range 64 {
		if math.Abs(a-b) <= 1e-16*a {
			break
		}
		a, b = (a+b)/2, math.Sqrt(a*b)
	}
	return a
}

// jacobi returns the elliptic functions sn, cn, dn at u for the complementary
// parameter m1 in (0,1], by descending Landen transformations (Abramowitz &
// Stegun 16.4).
func jacobi(u, m1 float64) (sn, cn, dn float64) {
	a, b := 1.0, math.Sqrt(m1)
	var as, cs []float64
	c := math.Sqrt(1 - m1)
	for range 64 {
		as, cs = append(as, a), append(cs, c)
		if math.Abs(c) <= 1e-16*a {
			break
		}
		a, b, c = (a+b)/2, math.Sqrt(a*b), (a-b)/2
	}
	last := len(as) - 1
	phi := math.Ldexp(as[last]*u, last)
	for i := last; i > 0; i-- {
		phi = (phi + math.Asin(math.Max(-1, math.Min(1, cs[i]/as[i]*math.Sin(phi))))) / 2
	}
	sn, cn = math.Sin(phi), math.Cos(phi)
	dn = math.Sqrt(cn*cn + m1*sn*sn)
	return sn, cn, dn
}
