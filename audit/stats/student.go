package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// seriesFrom is the degrees of freedom from which the series for Student's
// quantile is good to 1e-14 for |z| < 4, while gonum's distribution function
// begins to lose digits.
const seriesFrom = 3000

// StudentQuantile is the quantile of Student's t distribution. From many degrees
// of freedom on it expands around the normal quantile (Abramowitz & Stegun 26.7.5).
func StudentQuantile(p, df float64) float64 {
	if df < seriesFrom {
		return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(p)
	}
	z := distuv.UnitNormal.Quantile(p)
	y := z * z
	return z * (1 + (y+1)/(4*df) +
		((5*y+16)*y+3)/(96*df*df) +
		(((3*y+19)*y+17)*y-15)/(384*math.Pow(df, 3)) +
		((((79*y+776)*y+1482)*y-1920)*y-945)/(92160*math.Pow(df, 4)))
}
