package exact

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
	"weaksignal/audit/stats/proportions"
)

// anyTable draws a small table, often with zeros and sometimes with an empty group.
func anyTable(r *rand.Rand) stats.Table {
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
	t := stats.Table{N1: n(), N2: n()}
	t.X1, t.X2 = x(t.N1), x(t.N2)
	return t
}

// sound wants a finite answer or a reason; ratio allows 0 and +Inf where the
// bounds of a ratio may be so.
func sound(t *testing.T, what string, iv stats.Interval, err error, ratio bool) {
	t.Helper()
	if err != nil {
		oracle.Refused(t, what, err)
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
	f     func(stats.Table, float64) (stats.Interval, error)
	ratio bool
}{
	{"Newcombe", proportions.Newcombe, false},
	{"Koopman", proportions.Koopman, true},
	{"ConditionalOddsRatio", ConditionalOddsRatio, true},
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
		iv, err := proportions.Wilson(tab.X1, tab.N1, level)
		sound(t, name+"Wilson", iv, err, false)
		if ex, err := Fisher(tab); err != nil {
			oracle.Refused(t, name+"Fisher", err)
		} else {
			probability(t, name+"Fisher", ex.P, ex.MidP, ex.MidPCentral, ex.Less, ex.Greater)
			if ex.MidP >= ex.P {
				t.Errorf("%s mid-p %v is not below Fisher's %v", name, ex.MidP, ex.P)
			}
		}
		if z, err := stats.HypergeometricZ(tab); err != nil {
			oracle.Refused(t, name+"z", err)
		} else if math.IsNaN(z) || math.IsInf(z, 0) {
			t.Errorf("%s z = %v", name, z)
		}
		if _, err := stats.FourFifths(tab); err != nil {
			oracle.Refused(t, name+"four fifths", err)
		}
		if _, err := stats.Flips(tab); err != nil {
			oracle.Refused(t, name+"flips", err)
		}
	}
}

func TestAnyStrataHaveAnAnswerOrAReason(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1500 {
		strata := make([]stats.Table, r.IntN(6))
		for i := range strata {
			strata[i] = anyTable(r)
		}
		name := fmt.Sprintf("%v ", strata)
		for _, m := range []struct {
			name  string
			f     func([]stats.Table, float64) (stats.Pooled, error)
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
			oracle.Refused(t, name+"exact", err)
		} else {
			probability(t, name+"exact", ex.P, ex.MidP, ex.MidPCentral, ex.Less, ex.Greater)
		}
		for _, f := range []func([]stats.Table) (float64, float64, error){
			func(s []stats.Table) (float64, float64, error) { c, err := CMH(s); return c.Statistic, c.P, err },
			func(s []stats.Table) (float64, float64, error) { c, err := BreslowDay(s); return c.Statistic, c.P, err },
			func(s []stats.Table) (float64, float64, error) { c, err := MantelFleiss(s); return c, 0.5, err },
		} {
			if statistic, p, err := f(strata); err != nil {
				oracle.Refused(t, name, err)
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
		swapped := stats.Table{X1: tab.X2, N1: tab.N2, X2: tab.X1, N2: tab.N1}
		for _, m := range intervalMethods {
			a, errA := m.f(tab, 0.95)
			b, errB := m.f(swapped, 0.95)
			if (errA == nil) != (errB == nil) {
				t.Fatalf("%s %+v: %v, swapped %v", m.name, tab, errA, errB)
			}
			if errA != nil {
				continue
			}
			want := stats.Interval{Value: -b.Value, Low: -b.High, High: -b.Low}
			if m.ratio {
				want = stats.Interval{Value: 1 / b.Value, Low: 1 / b.High, High: 1 / b.Low}
			}
			what := fmt.Sprintf("%s %+v ", m.name, tab)
			oracle.Near(t, what+"value", a.Value, oracle.Number(want.Value), 1e-9)
			oracle.Near(t, what+"low", a.Low, oracle.Number(want.Low), 1e-9)
			oracle.Near(t, what+"high", a.High, oracle.Number(want.High), 1e-9)
		}
		f, err := Fisher(tab)
		g, _ := Fisher(swapped)
		if err == nil {
			oracle.Near(t, fmt.Sprintf("Fisher %+v", tab), f.P, oracle.Number(g.P), 1e-12)
			oracle.Near(t, fmt.Sprintf("Fisher less %+v", tab), f.Less, oracle.Number(g.Greater), 1e-12)
		}
	}
}

func TestOneStratumIsTheCrudeTable(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 500 {
		tab := anyTable(r)
		one := []stats.Table{tab, {X1: 0, N1: 0, X2: 3, N2: 7}, {X1: 2, N1: 5, X2: 0, N2: 0}} // strata with one group say nothing
		if d, err := MHRiskDifference(one, 0.95); err == nil {
			crude, _ := proportions.Newcombe(tab, 0.95)
			oracle.Near(t, fmt.Sprintf("RD %+v", tab), d.Value, oracle.Number(crude.Value), 1e-12)
		}
		if rr, err := MHRiskRatio(one, 0.95); err == nil {
			crude, _ := proportions.RiskRatio(tab)
			oracle.Near(t, fmt.Sprintf("RR %+v", tab), rr.Value, oracle.Number(crude), 1e-12)
		}
		if or, err := MHOddsRatio(one, 0.95); err == nil {
			a, b, c, d := float64(tab.X1), float64(tab.N1-tab.X1), float64(tab.X2), float64(tab.N2-tab.X2)
			oracle.Near(t, fmt.Sprintf("OR %+v", tab), or.Value, oracle.Number(a*d/(b*c)), 1e-12)
			oracle.Near(t, fmt.Sprintf("Woolf SE %+v", tab), or.SE, oracle.Number(math.Sqrt(1/a+1/b+1/c+1/d)), 1e-10)
		}
		if cmh, err := CMH(one); err == nil {
			z, _ := stats.HypergeometricZ(tab)
			oracle.Near(t, fmt.Sprintf("z %+v", tab), cmh.Z, oracle.Number(z), 1e-12)
			ex, _ := ExactCMH(one)
			fisher, _ := Fisher(tab)
			oracle.Near(t, fmt.Sprintf("exact p %+v", tab), ex.P, oracle.Number(fisher.P), 1e-12)
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
		koopman, err := proportions.Koopman(tab, 0.95)
		z, errZ := stats.HypergeometricZ(tab)
		n := float64(tab.N1 + tab.N2)
		pearson, critical := z*math.Sqrt(n/(n-1)), 1.959963984540054 // qnorm(0.975)
		if err == nil && errZ == nil && ((pearson > critical) != (koopman.Low > 1) || (pearson < -critical) != (koopman.High < 1)) {
			t.Errorf("%+v: Koopman %+v and Pearson's z %v test the same hypothesis", tab, koopman, pearson)
		}
	}
}

func TestBadLevelsAndCountsAreRefused(t *testing.T) {
	for _, level := range []float64{0, 1, -0.1, 1.5, math.NaN()} {
		for _, m := range intervalMethods {
			_, err := m.f(stats.Table{X1: 3, N1: 10, X2: 4, N2: 12}, level)
			oracle.Refused(t, fmt.Sprint(m.name, " at ", level), err)
		}
		_, err := MHRiskDifference([]stats.Table{{X1: 3, N1: 10, X2: 4, N2: 12}}, level)
		oracle.Refused(t, fmt.Sprint("RD at ", level), err)
	}
	for _, tab := range []stats.Table{{X1: -1, N1: 5, X2: 1, N2: 5}, {X1: 6, N1: 5, X2: 1, N2: 5}, {X1: 1, N1: 5, X2: 9, N2: 5}, {X1: 1, N1: -5, X2: 1, N2: 5}, {X1: 1, N1: 2_000_000_000, X2: 1, N2: 5}, {}} {
		for _, m := range intervalMethods {
			_, err := m.f(tab, 0.95)
			oracle.Refused(t, fmt.Sprintf("%s %+v", m.name, tab), err)
		}
		_, err := MHRiskDifference([]stats.Table{tab}, 0.95)
		oracle.Refused(t, fmt.Sprintf("RD %+v", tab), err)
		_, err = ExactCMH([]stats.Table{tab})
		oracle.Refused(t, fmt.Sprintf("exact %+v", tab), err)
	}
}
