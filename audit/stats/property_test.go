package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// anyTable draws a small table, often with zeros and sometimes with an empty group.
func anyTable(r *rand.Rand) Table {
	n := func() int { return []int{r.IntN(3), r.IntN(12), r.IntN(300)}[r.IntN(3)] }
	x := func(n int) int {
		switch r.IntN(4) {
		case 0:
			return 0
		case 1:
			return n
		}
		return r.IntN(n + 1)
	}
	t := Table{N1: n(), N2: n()}
	t.X1, t.X2 = x(t.N1), x(t.N2)
	return t
}

// sound wants a finite answer or a reason; ratio allows 0 and +Inf where the
// bounds of a ratio may be so.
func sound(t *testing.T, what string, iv Interval, err error, ratio bool) {
	t.Helper()
	if err != nil {
		refused(t, what, err)
		return
	}
	for _, v := range []float64{iv.Value, iv.Low, iv.High} {
		if math.IsNaN(v) || math.IsInf(v, -1) || math.IsInf(v, 1) && !ratio {
			t.Errorf("%s: %+v", what, iv)
			return
		}
	}
	if !(iv.Low <= iv.Value && iv.Value <= iv.High) || iv.Low == iv.High {
		t.Errorf("%s: the interval %+v does not contain its estimate or has no width", what, iv)
	}
	if ratio && iv.Low < 0 || !ratio && (iv.Low < -1 || iv.High > 1) {
		t.Errorf("%s: %+v is out of range", what, iv)
	}
}

func probability(t *testing.T, what string, ps ...float64) {
	t.Helper()
	for _, p := range ps {
		if !(p > 0 && p <= 1) {
			t.Errorf("%s: p = %v", what, p)
		}
	}
}

// intervalMethods lists the intervals of a table; ratio marks ratios.
var intervalMethods = []struct {
	name  string
	f     func(Table, float64) (Interval, error)
	ratio bool
}{
	{"Newcombe", Newcombe, false}, {"MiettinenNurminen", MiettinenNurminen, false}, {"Mee", Mee, false},
	{"Koopman", Koopman, true}, {"MiettinenNurminenRatio", MiettinenNurminenRatio, true},
	{"ConditionalOddsRatio", ConditionalOddsRatio, true}, {"ConditionalOddsRatioMidP", ConditionalOddsRatioMidP, true},
}

func TestAnyTableHasAnAnswerOrAReason(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 4000 {
		tab := anyTable(r)
		level := []float64{0.5, 0.9, 0.95, 0.999}[r.IntN(4)]
		name := fmt.Sprintf("%+v at %v ", tab, level)
		for _, m := range intervalMethods {
			iv, err := m.f(tab, level)
			sound(t, name+m.name, iv, err, m.ratio)
		}
		iv, err := Wilson(tab.X1, tab.N1, level)
		sound(t, name+"Wilson", iv, err, false)
		if ex, err := Fisher(tab); err != nil {
			refused(t, name+"Fisher", err)
		} else {
			probability(t, name+"Fisher", ex.P, ex.MidP, ex.MidPCentral, ex.Less, ex.Greater)
			if ex.MidP >= ex.P {
				t.Errorf("%s mid-p %v is not below Fisher's %v", name, ex.MidP, ex.P)
			}
		}
		if z, err := HypergeometricZ(tab); err != nil {
			refused(t, name+"z", err)
		} else if math.IsNaN(z) || math.IsInf(z, 0) {
			t.Errorf("%s z = %v", name, z)
		}
		if _, err := FourFifths(tab); err != nil {
			refused(t, name+"four fifths", err)
		}
		if _, err := Flips(tab); err != nil {
			refused(t, name+"flips", err)
		}
	}
}

func TestAnyStrataHaveAnAnswerOrAReason(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1500 {
		strata := make([]Table, r.IntN(6))
		for i := range strata {
			strata[i] = anyTable(r)
		}
		name := fmt.Sprintf("%v ", strata)
		for _, m := range []struct {
			name  string
			f     func([]Table, float64) (Pooled, error)
			ratio bool
		}{{"RD", MHRiskDifference, false}, {"RR", MHRiskRatio, true}, {"OR", MHOddsRatio, true}} {
			p, err := m.f(strata, 0.95)
			sound(t, name+m.name, p.Interval, err, m.ratio)
			if err == nil && !(p.SE > 0 && !math.IsInf(p.SE, 1)) {
				t.Errorf("%s%s: SE %v", name, m.name, p.SE)
			}
		}
		iv, err := CommonOddsRatio(strata, 0.95)
		sound(t, name+"common", iv, err, true)
		if ex, err := ExactCMH(strata); err != nil {
			refused(t, name+"exact", err)
		} else {
			probability(t, name+"exact", ex.P, ex.MidP, ex.MidPCentral, ex.Less, ex.Greater)
		}
		for _, f := range []func([]Table) (float64, float64, error){
			func(s []Table) (float64, float64, error) { c, err := CMH(s); return c.Statistic, c.P, err },
			func(s []Table) (float64, float64, error) { c, err := BreslowDay(s); return c.Statistic, c.P, err },
			func(s []Table) (float64, float64, error) { c, err := MantelFleiss(s); return c, 0.5, err },
		} {
			if statistic, p, err := f(strata); err != nil {
				refused(t, name, err)
			} else if !(statistic >= 0) || math.IsInf(statistic, 1) || !(p >= 0 && p <= 1) {
				t.Errorf("%s: statistic %v, p %v", name, statistic, p)
			}
		}
	}
}

func TestSwappingGroupsInvertsRatiosAndNegatesDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		tab := anyTable(r)
		swapped := Table{tab.X2, tab.N2, tab.X1, tab.N1}
		for _, m := range intervalMethods {
			a, errA := m.f(tab, 0.95)
			b, errB := m.f(swapped, 0.95)
			if (errA == nil) != (errB == nil) {
				t.Fatalf("%s %+v: %v, swapped %v", m.name, tab, errA, errB)
			}
			if errA != nil {
				continue
			}
			want := Interval{-b.Value, -b.High, -b.Low}
			if m.ratio {
				want = Interval{1 / b.Value, 1 / b.High, 1 / b.Low}
			}
			what := fmt.Sprintf("%s %+v ", m.name, tab)
			near(t, what+"value", a.Value, number(want.Value), 1e-9)
			near(t, what+"low", a.Low, number(want.Low), 1e-9)
			near(t, what+"high", a.High, number(want.High), 1e-9)
		}
		f, err := Fisher(tab)
		g, _ := Fisher(swapped)
		if err == nil {
			near(t, fmt.Sprintf("Fisher %+v", tab), f.P, number(g.P), 1e-12)
			near(t, fmt.Sprintf("Fisher less %+v", tab), f.Less, number(g.Greater), 1e-12)
		}
	}
}

func TestOneStratumIsTheCrudeTable(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 500 {
		tab := anyTable(r)
		one := []Table{tab, {0, 0, 3, 7}, {2, 5, 0, 0}} // strata with one group say nothing
		if d, err := MHRiskDifference(one, 0.95); err == nil {
			crude, _ := Newcombe(tab, 0.95)
			near(t, fmt.Sprintf("RD %+v", tab), d.Value, number(crude.Value), 1e-12)
		}
		if rr, err := MHRiskRatio(one, 0.95); err == nil {
			crude, _ := RiskRatio(tab)
			near(t, fmt.Sprintf("RR %+v", tab), rr.Value, number(crude), 1e-12)
		}
		if or, err := MHOddsRatio(one, 0.95); err == nil {
			a, b, c, d := float64(tab.X1), float64(tab.N1-tab.X1), float64(tab.X2), float64(tab.N2-tab.X2)
			near(t, fmt.Sprintf("OR %+v", tab), or.Value, number(a*d/(b*c)), 1e-12)
			near(t, fmt.Sprintf("Woolf SE %+v", tab), or.SE, number(math.Sqrt(1/a+1/b+1/c+1/d)), 1e-10)
		}
		if cmh, err := CMH(one); err == nil {
			z, _ := HypergeometricZ(tab)
			near(t, fmt.Sprintf("z %+v", tab), cmh.Z, number(z), 1e-12)
			ex, _ := ExactCMH(one)
			fisher, _ := Fisher(tab)
			near(t, fmt.Sprintf("exact p %+v", tab), ex.P, number(fisher.P), 1e-12)
		}
	}
}

func TestIntervalsEndWhereTheirTestsReject(t *testing.T) {
	// The exact interval excludes 1 exactly where a one-sided Fisher p is below 2.5 %.
	r := rand.New(rand.NewPCG(11, 12))
	for range 1000 {
		tab := anyTable(r)
		iv, err := ConditionalOddsRatio(tab, 0.95)
		f, errF := Fisher(tab)
		if err != nil || errF != nil {
			continue
		}
		if (iv.Low > 1) != (f.Greater < 0.025) || (iv.High < 1) != (f.Less < 0.025) {
			t.Errorf("%+v: interval %+v, one-sided p %v and %v", tab, iv, f.Greater, f.Less)
		}
		mee, _ := Mee(tab, 0.95)
		koopman, err := Koopman(tab, 0.95)
		if err == nil && ((mee.Low > 0) != (koopman.Low > 1) || (mee.High < 0) != (koopman.High < 1)) {
			t.Errorf("%+v: Mee %+v and Koopman %+v test the same hypothesis", tab, mee, koopman)
		}
	}
}

func TestBadLevelsAndCountsAreRefused(t *testing.T) {
	for _, level := range []float64{0, 1, -0.1, 1.5, math.NaN()} {
		for _, m := range intervalMethods {
			_, err := m.f(Table{3, 10, 4, 12}, level)
			refused(t, fmt.Sprint(m.name, " at ", level), err)
		}
		_, err := MHRiskDifference([]Table{{3, 10, 4, 12}}, level)
		refused(t, fmt.Sprint("RD at ", level), err)
	}
	for _, tab := range []Table{{-1, 5, 1, 5}, {6, 5, 1, 5}, {1, 5, 9, 5}, {1, -5, 1, 5}, {1, 2_000_000_000, 1, 5}, {}} {
		for _, m := range intervalMethods {
			_, err := m.f(tab, 0.95)
			refused(t, fmt.Sprintf("%s %+v", m.name, tab), err)
		}
		_, err := MHRiskDifference([]Table{tab}, 0.95)
		refused(t, fmt.Sprintf("RD %+v", tab), err)
		_, err = ExactCMH([]Table{tab})
		refused(t, fmt.Sprintf("exact %+v", tab), err)
	}
}
