package proportions

import (
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

type powerOracle struct {
	Power []struct {
		P1, P2, Alpha, Power float64
		N                    float64 `json:"n_per_group"`
	}
	MDE []struct {
		Baseline, N1, N2, Power, Alpha float64
		Up                             oracle.Number `json:"p2_up"`
		Down                           oracle.Number `json:"p2_down"`
	} `json:"mde_80"`
}

func TestPowerAgainstR(t *testing.T) {
	var o powerOracle
	oracle.Load(t, "power_sensitivity/expected.json", &o)
	for _, c := range o.Power {
		got, err := Power(c.P1, c.P2, c.N, c.N, c.Alpha)
		if err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		oracle.Near(t, fmt.Sprintf("power %+v", c), got, oracle.Number(c.Power), 1e-10)
	}
}

func TestDetectableDifferenceAgainstR(t *testing.T) {
	var o powerOracle
	oracle.Load(t, "power_sensitivity/expected.json", &o)
	for _, c := range o.MDE {
		name := fmt.Sprintf("%+v", c)
		for _, side := range []struct {
			above bool
			want  oracle.Number
		}{{true, c.Up}, {false, c.Down}} {
			got, err := DetectableRate(c.Baseline, c.N1, c.N2, c.Alpha, c.Power, side.above)
			if math.IsNaN(float64(side.want)) {
				oracle.Refused(t, name, err)
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			oracle.Near(t, name, got, side.want, 1e-9)
		}
	}
}

func TestDetectableDifferenceHasItsPower(t *testing.T) {
	for _, c := range []struct{ baseline, n1, n2 float64 }{{0.3, 500, 40}, {0.02, 3000, 2000}, {0.9, 100, 90}} {
		d, err := DetectableDifference(c.baseline, c.n1, c.n2, 0.05, 0.8)
		if err != nil {
			t.Fatal(err)
		}
		up, _ := Power(c.baseline, math.Min(1, c.baseline+d), c.n1, c.n2, 0.05)
		down, _ := Power(c.baseline, math.Max(0, c.baseline-d), c.n1, c.n2, 0.05)
		oracle.Near(t, fmt.Sprintf("power at the detectable difference of %+v", c), math.Max(up, down), 0.8, 1e-9)
	}
}

func TestDetectableFromSE(t *testing.T) {
	// qnorm(.975)+qnorm(.8) = 2.80158521811297 in R 4.2.2
	got, err := DetectableFromSE(0.1, 0.05, 0.8)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Near(t, "detectable from SE", got, 0.280158521811297, 1e-12)
	for _, se := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := DetectableFromSE(se, 0.05, 0.8)
		oracle.Refused(t, fmt.Sprint("SE ", se), err)
	}
}

func TestPowerRefuses(t *testing.T) {
	nan := math.NaN()
	for name, call := range map[string]func() (float64, error){
		"both rates 0":     func() (float64, error) { return Power(0, 0, 10, 10, 0.05) },
		"both rates 1":     func() (float64, error) { return Power(1, 1, 10, 10, 0.05) },
		"empty group":      func() (float64, error) { return Power(0.1, 0.2, 0, 10, 0.05) },
		"no rate":          func() (float64, error) { return Power(0.1, nan, 10, 10, 0.05) },
		"alpha 0":          func() (float64, error) { return Power(0.1, 0.2, 10, 10, 0) },
		"three applicants": func() (float64, error) { return DetectableDifference(0.5, 2, 1, 0.05, 0.8) },
		"power 1":          func() (float64, error) { return DetectableDifference(0.5, 200, 100, 0.05, 1) },
	} {
		_, err := call()
		oracle.Refused(t, name, err)
	}
}
