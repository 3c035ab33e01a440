package logit

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"weaksignal/audit/stats/internal/oracle"
)

// design makes patterns of one application each.
func design(table map[string][]float64, outcome, stratum, cluster string, columns ...string) Patterns {
	y := table[outcome]
	p := Patterns{Columns: columns, Y: y, N: make([]float64, len(y))}
	for i := range y {
		p.N[i] = 1
		for _, c := range columns {
			p.X = append(p.X, table[c][i])
		}
		if stratum != "" {
			p.Stratum = append(p.Stratum, int32(table[stratum][i]))
		}
		if cluster != "" {
			p.Cluster = append(p.Cluster, int32(table[cluster][i]))
		}
	}
	return p
}

func grouped(t testing.TB, p Patterns) *Grouped {
	t.Helper()
	g, err := NewGrouped(p, GroupedOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

type separationCase struct {
	File      string
	Formula   string
	Separated bool     `json:"ml_separated"`
	Infinite  []string `json:"ml_infinite_terms"`
	Firth     struct {
		Terms     []string
		Coef      map[string]float64
		SE        map[string]float64    `json:"se_fisher"`
		Profile   map[string][2]float64 `json:"profile_ci"`
		PLR       map[string]float64    `json:"plr_chisq"`
		P         map[string]float64    `json:"plr_p"`
		Penalized float64               `json:"penalized_loglik"`
		Global    float64               `json:"plr_global"`
		GlobalP   float64               `json:"plr_global_p"`
	}
	FLIC struct {
		Coef map[string]float64
		AME  map[string]float64 `json:"ame_flic"`
	}
}

// Values of logistf 1.26.1 and brglm2 0.9 under R 4.2.2 on synthetic tables.
func TestFirthAgainstLogistf(t *testing.T) {
	var cases map[string]json.RawMessage
	oracle.Load(t, "separation/expected.json", &cases)
	for _, name := range []string{"complete", "complete_single", "quasi", "tiny"} {
		t.Run(name, func(t *testing.T) {
			var c separationCase
			if err := json.Unmarshal(cases[name], &c); err != nil {
				t.Fatal(err)
			}
			checkSeparation(t, c)
		})
	}
}

func checkSeparation(t *testing.T, c separationCase) {
	left, right, _ := strings.Cut(c.Formula, " ~ ")
	columns := strings.Split(right, " + ")
	table := oracle.ReadTable(t, "separation/"+c.File)
	g := grouped(t, design(table, left, "", "", columns...))
	f, err := Firth(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d iterations", f.Iterations)
	if (f.Separation != nil) != c.Separated {
		t.Errorf("separation = %v, want %v", f.Separation, c.Separated)
	}
	oracle.Agree(t, "intercept", f.Intercepts()[0], c.Firth.Coef["(Intercept)"], 1e-9)
	oracle.Agree(t, "FLIC intercept", f.RateIntercepts()[0], c.FLIC.Coef["(Intercept)"], 1e-9)
	oracle.Agree(t, "penalised log-likelihood", f.Penalized, c.Firth.Penalized, 1e-10)
	var all []int
	for j, name := range columns {
		all = append(all, j)
		checkTerm(t, f, j, name, c)
	}
	lr, err := f.LikelihoodRatio(all...)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, "global LR", lr.Statistic, c.Firth.Global, 1e-9)
	oracle.Agree(t, "global p", lr.P, c.Firth.GlobalP, 1e-8)
}

func checkTerm(t *testing.T, f *Fit, j int, name string, c separationCase) {
	slope, err := f.Slope(j)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, name, slope.Value, c.Firth.Coef[name], 1e-8)
	se, err := f.ModelCovariance().SE(slope)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, name+" SE", se, c.Firth.SE[name], 1e-9)
	low, high, err := f.Profile(j, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, name+" low", low, c.Firth.Profile[name][0], 1e-7)
	oracle.Agree(t, name+" high", high, c.Firth.Profile[name][1], 1e-7)
	lr, err := f.LikelihoodRatio(j)
	if err != nil {
		t.Fatal(err)
	}
	// Below 1e-4 the statistic is the difference of two likelihoods that agree to ten digits.
	if math.Abs(lr.Statistic-c.Firth.PLR[name]) > 1e-10+1e-8*c.Firth.PLR[name] {
		t.Errorf("%s LR = %v, want %v", name, lr.Statistic, c.Firth.PLR[name])
	}
	oracle.Agree(t, name+" p", lr.P, c.Firth.P[name], 1e-7)
	want := c.FLIC.AME[name]
	var ame MarginalEffect
	if strings.Contains(name, "years") || strings.Contains(name, "skills") {
		ame, err = f.Derivative(j, nil)
	} else {
		ame, err = f.DiscreteChange(j, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	oracle.Agree(t, name+" AME", ame.Difference.Value, want, 1e-8)
}
