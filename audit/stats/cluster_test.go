package stats

import (
	"math"
	"testing"
)

func TestInverseRootNodes(t *testing.T) {
	for _, low := range []float64{1, 0.5, 1e-4, 1e-12} {
		shift, weight := inverseRootNodes(low*0.99, 1.01)
		for _, a := range []float64{low, math.Sqrt(low), 1} {
			var got float64
			for j := range shift {
				got += weight[j] / (a + shift[j])
			}
			agree(t, "inverse root", got, 1/math.Sqrt(a), 1e-10)
		}
	}
}
