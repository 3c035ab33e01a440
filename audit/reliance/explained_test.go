package reliance

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The limits are where the estimate is q errors away, at the error that holds there.
func TestChiSquareLimits(t *testing.T) {
	for _, c := range [][4]float64{{10, 6, 5, 2.2}, {0, 3, 9, 1.96}, {-4, 5, 9, 2.2}, {200, 30, 7, 2}} {
		gain, se, k, q := c[0], c[1], c[2], c[3]
		low, high := chiSquareLimits(gain, se, k, q)
		phi := se * se / (2*k + 4*math.Max(gain, 0))
		for _, at := range []float64{low, high} {
			if got, want := (gain-at)*(gain-at), q*q*phi*(2*k+4*at); math.Abs(got/want-1) > 1e-9 {
				t.Errorf("%v: at %v the distance squared is %v, the variance times q squared %v", c, at, got, want)
			}
		}
		if !(low < gain && gain < high) {
			t.Errorf("%v: %v to %v", c, low, high)
		}
	}
}

// Of what a noncentral chi-square gains beyond its slopes the limits hold the truth at
// their level; a gain of nothing has a lower limit above 0 in about 5 % of draws.
func TestChiSquareLimitsCover(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, k := range []float64{3, 9} {
		for _, truth := range []float64{0, 5, 20, 80} {
			const draws = 20000
			held, above := 0, 0
			for range draws {
				gain := -k
				for i := range int(k) {
					z := rng.NormFloat64()
					if i == 0 {
						z += math.Sqrt(truth)
					}
					gain += z * z
				}
				low, high := chiSquareLimits(gain, math.Sqrt(2*k+4*math.Max(gain, 0)), k, 1.96)
				if low <= truth && truth <= high {
					held++
				}
				if low > 0 {
					above++
				}
			}
			if cover := float64(held) / draws; cover < .93 || cover > .985 {
				t.Errorf("%v slopes, %v to gain: the limits hold %.3f", k, truth, cover)
			}
			if share := float64(above) / draws; truth == 0 && share > .055 {
				t.Errorf("%v slopes without a gain: %.3f above 0", k, share)
			}
		}
	}
}
