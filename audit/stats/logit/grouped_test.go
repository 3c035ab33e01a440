package logit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
	"weaksignal/audit/stats/internal/oracle"
)

// Firth's estimate of a 2×2 table is the log odds ratio after adding ½ to each
// cell (Firth 1993, section 3.3), also with zero cells.
func TestFirthAddsHalf(t *testing.T) {
	for _, c := range [][4]float64{{3, 9, 4, 20}, {0, 9, 4, 20}, {5, 5, 0, 7}, {6, 6, 0, 8}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			g := grouped(t, Patterns{Columns: []string{"x"}, X: []float64{1, 0}, Y: []float64{c[0], c[2]}, N: []float64{c[1], c[3]}})
			f, err := Firth(g)
			if err != nil {
				t.Fatal(err)
			}
			a, b, cc, d := c[0]+0.5, c[1]-c[0]+0.5, c[2]+0.5, c[3]-c[2]+0.5
			beta, _ := f.Coefficient(0)
			oracle.Agree(t, "log odds ratio", beta, math.Log(a*d/(b*cc)), 1e-10)
			if separated := c[0] == 0 || c[0] == c[1] || c[2] == 0 || c[2] == c[3]; (f.Separation != nil) != separated {
				t.Errorf("separation %v, want %v", f.Separation, separated)
			}
		})
	}
}

// With one binary covariate the within-stratum linear model is the Mantel–Haenszel risk difference.
func TestLinearIsMantelHaenszel(t *testing.T) {
	strata := []stats.Table{{X1: 3, N1: 10, X2: 2, N2: 14}, {X1: 8, N1: 9, X2: 11, N2: 30}, {X1: 0, N1: 4, X2: 0, N2: 5}, {X1: 1, N1: 7, X2: 3, N2: 8}}
	p := Patterns{Columns: []string{"x"}}
	for s, v := range strata {
		p.X = append(p.X, 1, 0)
		p.N, p.Y = append(p.N, float64(v.N1), float64(v.N2)), append(p.Y, float64(v.X1), float64(v.X2))
		p.Stratum = append(p.Stratum, int32(s), int32(s))
	}
	g, err := NewGrouped(p, GroupedOptions{KeepSingleClass: true})
	if err != nil {
		t.Fatal(err)
	}
	f, err := LinearProbability(g)
	if err != nil {
		t.Fatal(err)
	}
	want, err := exact.MHRiskDifference(strata, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := f.Coefficient(0)
	oracle.Agree(t, "risk difference", b, want.Value, 1e-12)
}

// summary collects everything that a fit reports.
func summary(t *testing.T, p Patterns, workers int) []float64 {
	t.Helper()
	g, err := NewGrouped(p, GroupedOptions{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	f, err := Firth(g)
	if err != nil {
		t.Fatal(err)
	}
	cov, err := f.ClusterCovariance(ByStratum, CR1)
	if err != nil {
		t.Fatal(err)
	}
	out := append([]float64{f.Penalized, f.LogLik}, f.RateIntercepts()...)
	for j := range p.Columns {
		b, _ := f.Coefficient(j)
		m, err := f.DiscreteChange(j, nil)
		if err != nil {
			t.Fatal(err)
		}
		se, _ := cov.SE(m.Difference)
		out = append(out, b, m.Difference.Value, se)
	}
	perm, err := g.PermutationTest([]int{0, 1}, 19, 7)
	if err != nil {
		t.Fatal(err)
	}
	return append(out, perm.Statistic, perm.P)
}

func TestWorkersDoNotMatter(t *testing.T) {
	p := crowd(20_000)
	one := summary(t, p, 1)
	for _, workers := range []int{2, 7} {
		if got := summary(t, p, workers); !reflect.DeepEqual(got, one) {
			t.Errorf("%d workers: %v, one: %v", workers, got, one)
		}
	}
}

// Collapsing to patterns changes nothing but rounding, whatever the order of rows.
func TestCollapsing(t *testing.T) {
	p := crowd(3000)
	single := Patterns{Columns: p.Columns}
	for i, n := range p.N {
		for r := range int(n) {
			y := 0.0
			if float64(r) < p.Y[i] {
				y = 1
			}
			single.N, single.Y = append(single.N, 1), append(single.Y, y)
			single.Stratum = append(single.Stratum, p.Stratum[i])
			single.X = append(single.X, p.X[i*11:(i+1)*11]...)
		}
	}
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(single.N), func(a, b int) {
		single.N[a], single.N[b] = single.N[b], single.N[a]
		single.Y[a], single.Y[b] = single.Y[b], single.Y[a]
		single.Stratum[a], single.Stratum[b] = single.Stratum[b], single.Stratum[a]
		for j := range 11 {
			single.X[a*11+j], single.X[b*11+j] = single.X[b*11+j], single.X[a*11+j]
		}
	})
	one, many := grouped(t, p), grouped(t, single)
	a, errA := Firth(one)
	b, errB := Firth(many)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	for j := range p.Columns {
		x, _ := a.Coefficient(j)
		y, _ := b.Coefficient(j)
		oracle.Agree(t, p.Columns[j], x, y, 1e-9)
	}
	ca, _ := a.ClusterCovariance(ByStratum, CR2)
	cb, _ := b.ClusterCovariance(ByStratum, CR2)
	ea, _ := a.Slope(3)
	eb, _ := b.Slope(3)
	oracle.Agree(t, "CR2 variance", ca.Variance(ea), cb.Variance(eb), 1e-8)
	oracle.Agree(t, "CR2 df", ca.DF(ea), cb.DF(eb), 1e-8)
}

func TestBadInputHasReason(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, p := range map[string]Patterns{
		"no rows":     {Columns: []string{"x"}},
		"counts of 0": {Columns: []string{"x"}, X: []float64{1}, N: []float64{0}, Y: []float64{0}},
		"n = 1":       {Columns: []string{"x"}, X: []float64{1}, N: []float64{1}, Y: []float64{1}},
		"no one":      {Columns: []string{"x"}, X: []float64{1, 0}, N: []float64{4, 4}, Y: []float64{0, 0}},
		"everyone":    {Columns: []string{"x"}, X: []float64{1, 0}, N: []float64{4, 4}, Y: []float64{4, 4}},
		"NaN":         {Columns: []string{"x"}, X: []float64{nan, 0}, N: []float64{4, 4}, Y: []float64{2, 1}},
		"infinite":    {Columns: []string{"x"}, X: []float64{inf, 0}, N: []float64{4, 4}, Y: []float64{2, 1}},
		"one class in each": {Columns: []string{"x"}, X: []float64{1, 0, 1, 0}, N: []float64{1, 1, 1, 1}, Y: []float64{1, 1, 0, 0},
			Stratum: []int32{0, 0, 1, 1}},
	} {
		_, err := NewGrouped(p, GroupedOptions{})
		oracle.Refused(t, name, err)
	}
	for name, p := range map[string]Patterns{
		"lengths":   {Columns: []string{"x"}, X: []float64{1}, N: []float64{1, 2}, Y: []float64{1, 1}},
		"y above n": {Columns: []string{"x"}, X: []float64{1}, N: []float64{1}, Y: []float64{2}},
		"NaN count": {Columns: []string{"x"}, X: []float64{1}, N: []float64{nan}, Y: []float64{0}},
	} {
		if _, err := NewGrouped(p, GroupedOptions{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Whatever the columns are, every number that comes out is finite.
func TestAwkwardColumns(t *testing.T) {
	oracle.Numeric(t)
	rng := rand.New(rand.NewPCG(5, 6))
	n := 120
	make1 := func(f func(i int) float64) []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = f(i)
		}
		return v
	}
	base := make1(func(int) float64 { return rng.NormFloat64() })
	bit := make1(func(int) float64 { return float64(rng.IntN(2)) })
	y := make1(func(i int) float64 { return float64(rng.IntN(2)) })
	cases := map[string][][]float64{
		"constant":      {make1(func(int) float64 { return 7 }), bit},
		"constant 1e15": {make1(func(int) float64 { return 1e15 }), bit},
		"by stratum":    {make1(func(i int) float64 { return float64(i % 4) }), bit},
		"twice":         {bit, bit},
		"sum":           {base, bit, make1(func(i int) float64 { return 3*base[i] - 2*bit[i] + 5 })},
		"huge":          {make1(func(i int) float64 { return 1e300 * base[i] }), bit},
		"tiny":          {make1(func(i int) float64 { return 1e-300 * base[i] }), bit},
		"outlier":       {make1(func(i int) float64 { return base[i] + 1e12*float64(i/119) }), bit},
		"largest":       {make1(func(i int) float64 { return math.MaxFloat64 * float64(i%3-1) }), bit},
		"far away":      {make1(func(i int) float64 { return 1e9 + base[i] }), bit},
		"outcome":       {y, bit},
		"nothing":       {},
	}
	many := [][]float64{}
	for range 40 {
		many = append(many, make1(func(int) float64 { return float64(rng.IntN(2)) }))
	}
	cases["40 columns"] = many
	for name, columns := range cases {
		t.Run(name, func(t *testing.T) { everythingIsFinite(t, columns, y) })
	}
}

func everythingIsFinite(t *testing.T, columns [][]float64, y []float64) {
	p := Patterns{Y: y, N: make([]float64, len(y)), Stratum: make([]int32, len(y)), Cluster: make([]int32, len(y))}
	for j := range columns {
		p.Columns = append(p.Columns, fmt.Sprintf("x%d", j))
	}
	for i := range y {
		p.N[i], p.Stratum[i], p.Cluster[i] = 1, int32(i%4), int32(i%7)
		for _, c := range columns {
			p.X = append(p.X, c[i])
		}
	}
	g := grouped(t, p)
	fits := map[string]*Fit{}
	for name, fit := range map[string]func(*Grouped) (*Fit, error){"ml": LogisticML, "firth": Firth, "linear": LinearProbability} {
		f, err := fit(g)
		if err != nil {
			t.Logf("%s: %v", name, err)
			oracle.Refused(t, name, err)
			continue
		}
		fits[name] = f
	}
	if fits["firth"] == nil || fits["linear"] == nil {
		t.Error("Firth's and the linear fit exist for any data with both outcomes")
	}
	for name, f := range fits {
		for j := range min(len(columns), 4) {
			finite(t, name, f, j)
		}
	}
	f, err := ConditionalLogit(g)
	if err != nil {
		oracle.Refused(t, "conditional", err)
		return
	}
	for j := range columns {
		b, err := f.Coefficient(j)
		if err != nil {
			oracle.Refused(t, "conditional", err)
			continue
		}
		se, _ := f.SE(j)
		if math.IsNaN(b) || !(se > 0) || math.IsInf(se, 0) {
			t.Errorf("conditional x%d: %v, SE %v", j, b, se)
		}
	}
}

func finite(t *testing.T, name string, f *Fit, j int) {
	t.Helper()
	check := func(what string, v float64, err error) {
		t.Helper()
		if err != nil {
			oracle.Refused(t, what, err)
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s x%d: %s = %v", name, j, what, v)
		}
	}
	if f.g.Aliased(j) != "" {
		_, err := f.Coefficient(j)
		oracle.Refused(t, "aliased column", err)
		return
	}
	b, err := f.Coefficient(j)
	check("coefficient", b, err)
	m, err := f.DiscreteChange(j, nil)
	check("AME", m.Difference.Value, err)
	slope, _ := f.Slope(j)
	for _, by := range []ClusterBy{ByStratum, ByCluster} {
		for _, c := range []Correction{CR0, CR1, CR1S, CR2} {
			cov, err := f.ClusterCovariance(by, c)
			if err != nil {
				oracle.Refused(t, string(c), err)
				continue
			}
			se, err := cov.SE(slope)
			check(string(c), se, err)
			se, err = cov.SE(m.Difference)
			check("AME "+string(c), se, err)
			if c == CR2 {
				check("df", cov.DF(slope), nil)
			}
		}
	}
	if f.link == linearLink {
		tt, _, err := f.ClassicalT(j)
		check("t", tt, err)
		return
	}
	low, high, err := f.Profile(j, 0.95)
	if err != nil {
		oracle.Refused(t, "profile", err)
	} else if math.IsNaN(low) || math.IsNaN(high) || !(low < b && b < high) {
		t.Errorf("%s x%d: profile %v to %v around %v", name, j, low, high, b)
	}
	lr, err := f.LikelihoodRatio(j)
	check("LR", lr.P, err)
}

// A design that is read cell by cell is the design of its copy.
func TestCellsInPlaceOfACopy(t *testing.T) {
	table := oracle.ReadTable(t, "regression/pool.csv")
	p := design(table, "decision", "requisition", "screener", "referral", "years", "match")
	want, err := Firth(grouped(t, p))
	if err != nil {
		t.Fatal(err)
	}
	lazy := p
	k := len(p.Columns)
	lazy.X, lazy.Cell = nil, func(row, column int) float64 { return p.X[row*k+column] }
	got, err := Firth(grouped(t, lazy))
	if err != nil {
		t.Fatal(err)
	}
	for j := range k {
		a, _ := got.Coefficient(j)
		if b, _ := want.Coefficient(j); a != b {
			t.Errorf("column %d: %v, want %v", j, a, b)
		}
	}
}
