package stats

import "math"

// FindRoot returns the root of f between a and b to the last digit, by Brent's
// method (Brent 1973, Algorithms for Minimization without Derivatives, ch. 4).
// f must change sign over [a, b]; where it does not, the end with the value
// nearer to 0 is returned. f may be infinite but not NaN at the ends.
func FindRoot(f func(float64) float64, a, b float64) float64 {
	fa, fb := f(a), f(b)
	if fa == 0 || fb == 0 || (fa > 0) == (fb > 0) {
		if math.Abs(fa) < math.Abs(fb) || fa == 0 {
			return a
		}
		return b
	}
	c, fc := a, fa
	step := b - a
	last := step
	least := 1e-25 * math.Abs(step) // for roots at 0, where no relative step is left
	for range 400 {
		if (fb > 0) == (fc > 0) {
			c, fc = a, fa
			step = b - a
			last = step
		}
		if math.Abs(fc) < math.Abs(fb) {
			a, b, c = b, c, b
			fa, fb, fc = fb, fc, fb
		}
		tol := 2*0x1p-53*math.Abs(b) + least
		half := (c - b) / 2
		if math.Abs(half) <= tol || fb == 0 || half == 0 {
			return b
		}
		step, last = brentStep(a, b, c, fa, fb, fc, half, step, last, tol)
		a, fa = b, fb
		if math.Abs(step) > tol {
			b += step
		} else {
			b += math.Copysign(tol, half)
		}
		fb = f(b)
	}
	return b
}

// brentStep proposes a secant or inverse quadratic step and falls back to
// bisection where the proposal is not finite or does not shrink.
func brentStep(a, b, c, fa, fb, fc, half, step, last, tol float64) (next, previous float64) {
	if math.Abs(last) < tol || math.Abs(fa) <= math.Abs(fb) || math.IsInf(fa, 0) || math.IsInf(fc, 0) {
		return half, half
	}
	var p, q float64
	s := fb / fa
	if a == c {
		p, q = 2*half*s, 1-s
	} else {
		u, v := fa/fc, fb/fc
		p = s * (2*half*u*(u-v) - (b-a)*(v-1))
		q = (u - 1) * (v - 1) * (s - 1)
	}
	if p > 0 {
		q = -q
	}
	p = math.Abs(p)
	if 2*p < math.Min(3*half*q-math.Abs(tol*q), math.Abs(last*q)) {
		return p / q, step
	}
	return half, half
}
