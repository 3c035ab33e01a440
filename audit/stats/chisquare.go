package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ChiSquare is a test statistic with its degrees of freedom and p-value.
type ChiSquare struct {
	Statistic float64
	DF        int
	P         float64
}

// NewChiSquare is the test of a statistic on df degrees of freedom; below 0, as rounding
// leaves it, it counts as 0.
func NewChiSquare(statistic float64, df int) ChiSquare {
	statistic = math.Max(statistic, 0)
	return ChiSquare{statistic, df, distuv.ChiSquared{K: float64(df)}.Survival(statistic)}
}
