package planning

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
)

type designCase struct {
	Rate, Share, Difference float64
	PerRequisition          float64 `json:"per_requisition"`
	DesignEffect            float64 `json:"design_effect"`
	Tests                   int
	Power                   float64 `json:"power_1200"`
	Equivalent              float64 `json:"equivalence_1200"`
	EquivalentAt2           float64 `json:"equivalence_1200_at_2"`
	Detect, Equivalence     int
}

type oracle struct {
	Designs []designCase
	Prop    []struct {
		Rate, Other float64
		Each        float64 `json:"n_each"`
	} `json:"power_prop_test"`
	Simulated []struct {
		N      float64
		Inside float64
	}
	Enough []struct {
		SE     float64
		Tests  int
		Enough int
	}
}

func load(t *testing.T) (o oracle) {
	t.Helper()
	text, err := os.ReadFile("testdata/expected.json")
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil || len(o.Designs) == 0 {
		t.Fatal(err)
	}
	return o
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func (c designCase) design() Design {
	return Design{Rate: c.Rate, Share: c.Share, PerRequisition: c.PerRequisition, DesignEffect: c.DesignEffect, Tests: c.Tests, Alpha: .05, Power: .8}
}

func TestDesignsAgainstR(t *testing.T) {
	for _, c := range load(t).Designs {
		name, d := fmt.Sprintf("%+v", c), c.design()
		got, err := d.PowerToDetect(1200, c.Difference)
		if err != nil {
			t.Fatal(err)
		}
		near(t, name+": power", got, c.Power, 1e-9)
		for truth, want := range map[float64]float64{0: c.Equivalent, .02: c.EquivalentAt2} {
			got, err := d.PowerOfEquivalence(1200, .05, truth)
			if err != nil {
				t.Fatal(err)
			}
			near(t, name+": equivalence", got, want, 1e-9)
		}
		n, err := d.Detect(c.Difference)
		if err != nil || n != c.Detect {
			t.Errorf("%s: %d decisions to detect, %v, want %d", name, n, err, c.Detect)
		}
		if n, err = d.Equivalence(.05); err != nil || n != c.Equivalence {
			t.Errorf("%s: %d decisions for equivalence, %v, want %d", name, n, err, c.Equivalence)
		}
	}
}

// One test of two equal groups without clusters is R's power.prop.test.
func TestDetectAgainstPowerPropTest(t *testing.T) {
	for _, c := range load(t).Prop {
		n, err := Design{Rate: c.Rate, Share: .5, DesignEffect: 1, Tests: 1, Alpha: .05, Power: .8}.Detect(c.Other - c.Rate)
		if want := int(math.Ceil(2 * c.Each)); err != nil || n != want {
			t.Errorf("%v against %v: %d, %v, want %d", c.Rate, c.Other, n, err, want)
		}
	}
}

// The formula holds for the interval itself: 200,000 simulated ones each.
func TestEquivalenceAgainstSimulation(t *testing.T) {
	d := Design{Rate: .3, Share: .5, DesignEffect: 1, Tests: 1, Alpha: .05, Power: .8}
	for _, c := range load(t).Simulated {
		got, err := d.PowerOfEquivalence(c.N, .05, 0)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("%v decisions", c.N), got, c.Inside, .006)
	}
}

func TestEnoughAgainstR(t *testing.T) {
	for _, c := range load(t).Enough {
		got, err := Precision{SE: c.SE, N: 500, Tests: c.Tests, Alpha: .05, Power: .8}.Enough(.05)
		if err != nil || got != c.Enough {
			t.Errorf("%+v: %d, %v", c, got, err)
		}
	}
}

func TestRounded(t *testing.T) {
	for n, want := range map[int]int{7: 7, 99: 99, 100: 100, 101: 110, 1234: 1300, 99001: 100000} {
		if got := Rounded(n); got != want {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
}

func TestPlansRefuse(t *testing.T) {
	good := Design{Rate: .3, Share: .2, PerRequisition: 40, DesignEffect: 1, Tests: 5, Alpha: .05, Power: .8}
	for name, change := range map[string]func(*Design){
		"no rate":                      func(d *Design) { d.Rate = 0 },
		"everybody has it":             func(d *Design) { d.Share = 1 },
		"one decision a requisition":   func(d *Design) { d.PerRequisition = 1 },
		"a design effect below 1":      func(d *Design) { d.DesignEffect = .5 },
		"no tests":                     func(d *Design) { d.Tests = 0 },
		"a level that is none":         func(d *Design) { d.Alpha = math.NaN() },
		"a power that nothing reaches": func(d *Design) { d.Power = 1 },
	} {
		d := good
		change(&d)
		if n, err := d.Detect(.1); err == nil {
			t.Errorf("%s: %d decisions", name, n)
		}
		if n, err := d.Equivalence(.05); err == nil {
			t.Errorf("%s: %d decisions for equivalence", name, n)
		}
	}
	for name, call := range map[string]func() (int, error){
		"a rate above 1":    func() (int, error) { return good.Detect(.8) },
		"no difference":     func() (int, error) { return good.Detect(0) },
		"no margin":         func() (int, error) { return good.Equivalence(0) },
		"no standard error": func() (int, error) { return Precision{N: 5, Tests: 1, Alpha: .05, Power: .8}.Enough(.05) },
		"nothing suffices":  func() (int, error) { return Precision{SE: 1e6, N: 5, Tests: 1, Alpha: .05, Power: .8}.Enough(.05) },
	} {
		if n, err := call(); err == nil {
			t.Errorf("%s: %d decisions", name, n)
		}
	}
}

// TestEnoughIsThePlansNumber: an estimate that is as precise as the plan foresees asks for
// the number that was planned, so that a report doesn't contradict the plan made before it.
func TestEnoughIsThePlansNumber(t *testing.T) {
	for _, tests := range []int{1, 5, 17} {
		for _, share := range []float64{.1, .25, .5} {
			d := Design{Rate: .3, Share: share, DesignEffect: 1, Tests: tests, Alpha: .05, Power: .8}
			const n, margin = 900, .03
			detect, err1 := d.Detect(margin)
			equal, err2 := d.Equivalence(margin)
			p := Precision{SE: math.Sqrt(d.Rate * (1 - d.Rate) / (n * share * (1 - share))), N: n, Tests: tests, Alpha: d.Alpha, Power: d.Power}
			got, err3 := p.Enough(margin)
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			// The plan knows that the rate of those with the signal is another one.
			near(t, fmt.Sprintf("%d tests, share %v", tests, share), float64(got)/float64(max(detect, equal)), 1, .06)
		}
	}
}
