package sensitivity

import (
	"fmt"
	"math"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/internal/oracle"
)

type evalueOracle struct {
	Estimate, Lo, Hi float64
	EValue           float64 `json:"evalue"`
	Limit            float64 `json:"evalue_ci"`
}

func TestEValueAgainstR(t *testing.T) {
	var file struct {
		EValue struct {
			RR     []evalueOracle
			Rare   []evalueOracle `json:"or_rare"`
			Common []evalueOracle `json:"or_common"`
		}
	}
	oracle.Load(t, "power_sensitivity/expected.json", &file)
	cases := append(append(file.EValue.RR, file.EValue.Rare...), file.EValue.Common...)
	if len(cases) != 7 {
		t.Fatalf("got %d cases, want 7", len(cases))
	}
	for _, c := range cases {
		got, err := EValue(stats.Interval{Value: c.Estimate, Low: c.Lo, High: c.Hi})
		if err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		oracle.Near(t, fmt.Sprintf("E-value %+v", c), got.Value, oracle.Number(c.EValue), 1e-12)
		oracle.Near(t, fmt.Sprintf("E-value of the limit %+v", c), got.Limit, oracle.Number(c.Limit), 1e-12)
	}
}

func TestEValueEdges(t *testing.T) {
	for _, iv := range []stats.Interval{{Value: 0, Low: 0, High: 1}, {Value: math.Inf(1), Low: 2, High: math.Inf(1)}, {Value: math.NaN(), Low: 1, High: 2}, {Value: -1, Low: -2, High: 3}, {Value: 2, Low: 3, High: 4}} {
		_, err := EValue(iv)
		oracle.Refused(t, fmt.Sprint(iv), err)
	}
	got, err := EValue(stats.Interval{Value: 1, Low: 0, High: math.Inf(1)})
	if err != nil || got.Value != 1 || got.Limit != 1 {
		t.Errorf("ratio 1: got %+v, %v", got, err)
	}
	// The same association seen from the other side.
	a, _ := EValue(stats.Interval{Value: 0.5, Low: 0.25, High: 0.8})
	b, _ := EValue(stats.Interval{Value: 2, Low: 1.25, High: 4})
	oracle.Near(t, "inverse ratio", a.Value, oracle.Number(b.Value), 1e-14)
	oracle.Near(t, "inverse limit", a.Limit, oracle.Number(b.Limit), 1e-14)
}

type linearOracle struct {
	Estimate, SE, T, DF float64
	PartialR2           float64       `json:"partial_r2"`
	RV                  float64       `json:"rv_q1"`
	RVAlpha             float64       `json:"rv_q1_alpha05"`
	RVHalf              oracle.Number `json:"rv_q05"`
	Bounds              []struct {
		Signal  float64 `json:"r2dz.x"`
		Outcome float64 `json:"r2yz.dx"`
		Value   float64 `json:"adjusted_estimate"`
		SE      float64 `json:"adjusted_se"`
		T       float64 `json:"adjusted_t"`
		Low     float64 `json:"adjusted_lower_CI"`
		High    float64 `json:"adjusted_upper_CI"`
	} `json:"bounds_computer_skills"`
}

type robustnessOracle struct {
	RV struct {
		Darfur linearOracle
		LPM    struct {
			Black   linearOracle
			Special linearOracle `json:"special_skills"`
			Honors  linearOracle
		} `json:"bm2004_lpm"`
		Grid []struct {
			T, DF     float64
			RV        float64 `json:"rv_q1"`
			Alpha     float64 `json:"rv_q1_alpha05"`
			HalfAlpha float64 `json:"rv_q05_alpha05"`
		} `json:"t_df_grid"`
	} `json:"robustness_value"`
}

func TestRobustnessValueAgainstR(t *testing.T) {
	var o robustnessOracle
	oracle.Load(t, "power_sensitivity/expected.json", &o)
	check := func(what string, tv, df, q, alpha float64, want oracle.Number) {
		t.Helper()
		got, err := RobustnessValue(tv, df, q)
		if alpha > 0 {
			got, err = RobustnessValueAtLevel(tv, df, q, alpha)
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		oracle.Near(t, what, got, want, 1e-10)
	}
	for _, m := range []linearOracle{o.RV.Darfur, o.RV.LPM.Black, o.RV.LPM.Special, o.RV.LPM.Honors} {
		check("RV", m.T, m.DF, 1, 0, oracle.Number(m.RV))
		check("RV at level", m.T, m.DF, 1, 0.05, oracle.Number(m.RVAlpha))
		if m.RVHalf > 0 {
			check("RV of half", m.T, m.DF, 0.5, 0, m.RVHalf)
		}
		r2, err := PartialR2(m.T, m.DF)
		if err != nil {
			t.Error(err)
		}
		oracle.Near(t, "partial R²", r2, oracle.Number(m.PartialR2), 1e-12)
	}
	for _, g := range o.RV.Grid {
		name := fmt.Sprintf("t %v df %v", g.T, g.DF)
		check(name, g.T, g.DF, 1, 0, oracle.Number(g.RV))
		check(name+" at level", g.T, g.DF, 1, 0.05, oracle.Number(g.Alpha))
		check(name+" half at level", g.T, g.DF, 0.5, 0.05, oracle.Number(g.HalfAlpha))
	}
}

// The oracle prints bounds for one, two and three times the benchmark. Its
// partial R² with the outcome is not printed: it is taken from the first bound by
// inverting R²_Y, and the other two then test the formula.
func TestAdjustForBenchmarkAgainstR(t *testing.T) {
	var o robustnessOracle
	oracle.Load(t, "power_sensitivity/expected.json", &o)
	for name, m := range map[string]linearOracle{
		"black": o.RV.LPM.Black, "special_skills": o.RV.LPM.Special, "honors": o.RV.LPM.Honors,
	} {
		first := m.Bounds[0]
		rd := first.Signal / (1 + first.Signal)
		eta := rd * rd / ((1 - rd) * (1 - rd))
		odds := first.Outcome / math.Pow((1+math.Sqrt(eta))/math.Sqrt(1-eta), 2)
		ry := odds / (1 + odds)
		for i, want := range m.Bounds {
			k := float64(i + 1)
			got, err := AdjustForBenchmark(m.Estimate, m.SE, m.DF, Benchmark{R2Signal: rd, R2Outcome: ry, KD: k, KY: k}, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("%s %vx ", name, k)
			oracle.Near(t, what+"signal", got.R2Signal, oracle.Number(want.Signal), 1e-10)
			oracle.Near(t, what+"outcome", got.R2Outcome, oracle.Number(want.Outcome), 1e-10)
			oracle.Near(t, what+"estimate", got.Value, oracle.Number(want.Value), 1e-10)
			oracle.Near(t, what+"se", got.SE, oracle.Number(want.SE), 1e-10)
			oracle.Near(t, what+"t", got.T, oracle.Number(want.T), 1e-10)
			oracle.Near(t, what+"low", got.Low, oracle.Number(want.Low), 1e-9)
			oracle.Near(t, what+"high", got.High, oracle.Number(want.High), 1e-9)
		}
	}
}

func TestSensitivityRefuses(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range [][3]float64{{nan, 10, 1}, {inf, 10, 1}, {2, 0, 1}, {2, nan, 1}, {2, 10, 0}, {2, inf, 1}} {
		_, err := RobustnessValue(c[0], c[1], c[2])
		oracle.Refused(t, fmt.Sprint(c), err)
	}
	_, err := RobustnessValueAtLevel(2, 1, 1, 0.05)
	oracle.Refused(t, "one degree of freedom", err)
	for _, b := range []Benchmark{{1, 0.1, 1, 1}, {0.1, 1, 1, 1}, {0.6, 0.1, 1, 1}, {nan, 0.1, 1, 1}, {0.2, 0.1, 10, 1}, {0.1, 0.1, -1, 1}, {0.1, 0.1, 1, inf}} {
		_, err := AdjustForBenchmark(0.1, 0.02, 100, b, 0.95)
		oracle.Refused(t, fmt.Sprintf("%+v", b), err)
	}
	_, err = AdjustForBenchmark(0.1, 0, 100, Benchmark{0.1, 0.1, 1, 1}, 0.95)
	oracle.Refused(t, "no standard error", err)
}

// qt(c(.975,.975,.9995,.975), c(3, 2999, 3000, 1e7)) in R 4.2.2
func TestStudentQuantile(t *testing.T) {
	for _, c := range []struct {
		p, df float64
		want  oracle.Number
	}{
		{.975, 3, 3.1824463052837078}, {.975, 2999, 1.9607553192053147}, {.9995, 3000, 3.2937728806855011}, {.975, 1e7, 1.9599642217672049},
	} {
		oracle.Near(t, fmt.Sprintf("quantile %v", c), stats.StudentQuantile(c.p, c.df), c.want, 1e-12)
	}
}
