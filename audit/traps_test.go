package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
	"weaksignal/audit/verdict"
)

// counted is a pool given by counts: requisition, signal x, group, how many, how
// many of them advanced.
type counted struct {
	requisition string
	x           float64
	group       string
	n, advanced int
}

func poolOfCounts(t *testing.T, rows []counted) *dataset.Dataset {
	t.Helper()
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"},
		Signals: plant.Signals(result.Weak, "x")})
	for _, c := range rows {
		for i := range c.n {
			b.Put(&dataset.Row{Requisition: c.requisition, Values: []float64{c.x}, Groups: []string{c.group},
				Stages: []dataset.StageRow{{Status: plant.Decided(i < c.advanced)}}})
		}
	}
	return b.Dataset()
}

// Simpson: 10 points lower in each requisition, higher over all.
func TestSimpson(t *testing.T) {
	r := mustRun(t, poolOfCounts(t, []counted{
		{"easy", 1, "", 400, 280}, {"easy", 0, "", 100, 80}, {"hard", 1, "", 100, 10}, {"hard", 0, "", 400, 80}}), DefaultPlan())
	s := plant.Find(t, &r.Stages[0], "x", result.Weak)
	if plant.Value(t, s.RiskDifference) <= 0 || plant.Value(t, s.Stratified.MHRiskDifference) >= 0 || plant.Value(t, s.Adjusted.AverageMarginalEffect) >= 0 {
		t.Errorf("crude %v, pooled %v, adjusted %v", *s.RiskDifference.Value, *s.Stratified.MHRiskDifference.Value, *s.Adjusted.AverageMarginalEffect.Value)
	}
	if !plant.Warned(s.Warnings, "Simpson") {
		t.Errorf("no warning: %q", s.Warnings)
	}
}

// A null pooled effect over opposite requisitions is a finding, not a pass.
func TestHeterogeneityIsNoPass(t *testing.T) {
	plant.SkipUnderRace(t)
	var rows []counted
	for i := range 10 {
		up, down := 160, 80
		if i%2 == 1 {
			up, down = down, up
		}
		q := fmt.Sprint("R", i)
		rows = append(rows, counted{q, 1, "", 400, up}, counted{q, 0, "", 400, down})
	}
	r := mustRun(t, poolOfCounts(t, rows), DefaultPlan())
	s := plant.Find(t, &r.Stages[0], "x", result.Weak)
	if s.Verdict != result.CannotTell || !plant.Warned(s.Warnings, "differs between requisitions") {
		t.Errorf("%s: %s %q", s.Verdict, s.Why.Kind, s.Warnings)
	}
	if s.Stratified.Up != 5 || s.Stratified.Down != 5 {
		t.Errorf("up %d, down %d", s.Stratified.Up, s.Stratified.Down)
	}
}

// With one binary signal and no single-class requisition the linear model is the
// Mantel–Haenszel risk difference.
func TestMHIsLinearModel(t *testing.T) {
	pl := plant.Pool{Seed: 31, Requisitions: 9, Each: 70, Weak: []float64{0.7}, Spread: 1}
	r := mustRun(t, pl.Dataset(t), DefaultPlan())
	s := plant.Find(t, &r.Stages[0], "weak_1", result.Weak)
	if r.Stages[0].Model.SingleClass != 0 {
		t.Fatal("the pool has a single-class requisition")
	}
	if a, b := plant.Value(t, s.Stratified.MHRiskDifference), plant.Value(t, s.Adjusted.LinearProbability); math.Abs(a-b) > 1e-12 {
		t.Errorf("MH %v, linear model %v", a, b)
	}
}

// Swapping with and without inverts ratios, turns differences, keeps p.
func TestSwap(t *testing.T) {
	pl := plant.Pool{Seed: 32, Requisitions: 9, Each: 70, Weak: []float64{0.7}, Related: []float64{0.5}, Spread: 1}
	build := func(turn bool) *result.SignalResult {
		b := plant.NewBuilder(t, pl.Spec())
		pl.Rows(func(r *dataset.Row) {
			if turn {
				r.Values[0] = 1 - r.Values[0]
			}
			b.Put(r)
		})
		res := mustRun(t, b.Dataset(), DefaultPlan())
		return plant.Find(t, &res.Stages[0], "weak_1", result.Weak)
	}
	a, b := build(false), build(true)
	for _, c := range []struct {
		what        string
		left, right float64
	}{
		{"risk difference", plant.Value(t, a.RiskDifference), -plant.Value(t, b.RiskDifference)},
		{"risk ratio", plant.Value(t, a.RiskRatio), 1 / plant.Value(t, b.RiskRatio)},
		{"risk ratio, limits", *a.RiskRatio.Low, 1 / *b.RiskRatio.High},
		{"odds ratio", plant.Value(t, a.OddsRatio), 1 / plant.Value(t, b.OddsRatio)},
		{"MH odds ratio", plant.Value(t, a.Stratified.MHOddsRatio), 1 / plant.Value(t, b.Stratified.MHOddsRatio)},
		{"AME", plant.Value(t, a.Adjusted.AverageMarginalEffect), -plant.Value(t, b.Adjusted.AverageMarginalEffect)},
		{"AME error", *a.Adjusted.AverageMarginalEffect.SE, *b.Adjusted.AverageMarginalEffect.SE},
		{"p", *a.Adjusted.P, *b.Adjusted.P},
		{"E-value", plant.Value(t, a.Sensitivity.EValue), plant.Value(t, b.Sensitivity.EValue)},
	} {
		if math.Abs(c.left-c.right) > 1e-8*math.Abs(c.left) {
			t.Errorf("%s: %v and %v", c.what, c.left, c.right)
		}
	}
}

// A signal that is weak for one role and job-related for another stands twice,
// each time over the applications of its roles.
func TestRoleDependentBlocks(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{"engineer", "scientist"}, Stages: []string{"screen"},
		Signals: []dataset.SignalSpec{{ID: "phd", Blocks: []result.Block{result.Weak, result.JobRelated}}, {ID: "award", Blocks: []result.Block{result.Weak, result.Unused}}}})
	rng := rand.New(rand.NewPCG(36, 1))
	for i := range 3000 {
		role, phd, award := i%2, float64(rng.IntN(2)), float64(rng.IntN(2))
		status := plant.Decided(rng.Float64() < 0.3+0.3*phd*float64(role))
		if role == 1 && i%50 == 1 {
			award = math.NaN() // unknown where the role doesn't use it: no matter
		}
		b.Put(&dataset.Row{Requisition: fmt.Sprint("R", i%10), Role: role, Values: []float64{phd, award},
			Stages: []dataset.StageRow{{Status: status}}})
	}
	r := mustRun(t, b.Dataset(), DefaultPlan())
	validate(t, r)
	s := &r.Stages[0]
	for _, c := range []struct {
		signal string
		block  result.Block
		role   string
		n      int
	}{{"phd", result.Weak, "engineer", 1500}, {"phd", result.JobRelated, "scientist", 1500}, {"award", result.Weak, "engineer", 1500}} {
		g := plant.Find(t, s, c.signal, c.block)
		if g.Present.N+g.Absent.N+g.Unknown != c.n || len(g.Roles) != 1 || g.Roles[0] != c.role {
			t.Errorf("%s %s: %d applications of roles %v, want %d of %s", c.signal, c.block, g.Present.N+g.Absent.N+g.Unknown, g.Roles, c.n, c.role)
		}
		if n := g.Adjusted.AverageMarginalEffect.N; n != c.n {
			t.Errorf("%s %s: effect over %d applications, want %d", c.signal, c.block, n, c.n)
		}
	}
	if len(s.Signals) != 3 {
		t.Errorf("%d entries, want 3", len(s.Signals))
	}
	if s.Model.Dropped != 0 {
		t.Errorf("%d dropped for a signal that their role doesn't use", s.Model.Dropped)
	}
	if up, flat := plant.Value(t, plant.Find(t, s, "phd", result.JobRelated).Adjusted.AverageMarginalEffect), plant.Value(t, plant.Find(t, s, "phd", result.Weak).Adjusted.AverageMarginalEffect); up < 0.24 || up > 0.36 || math.Abs(flat) > 0.06 {
		t.Errorf("scientists' phd %v (planted .3), engineers' %v (planted 0)", up, flat)
	}
}

// Wherever a value is unknown, bounding fits stand beside, no application is dropped for
// another signal's gap, and a disagreement leaves the verdict open.
func TestUnknownIsBounded(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, unknown := range []float64{0.3, 0.02} {
		pl := plant.Pool{Seed: 33, Requisitions: 12, Each: 100, Weak: []float64{1.3, 0}, Related: []float64{0.5}, Unknown: unknown}
		stage := &mustRun(t, pl.Dataset(t), DefaultPlan()).Stages[0]
		s, other := plant.Find(t, stage, "weak_1", result.Weak), plant.Find(t, stage, "weak_2", result.Weak)
		if s.Adjusted.UnknownAbsent == nil || s.Adjusted.UnknownPresent == nil || len(s.Worst) != 2 {
			t.Fatalf("%v unknown: no bounding fits", unknown)
		}
		if s.UnknownRate == nil || s.UnknownRate.N != s.Unknown {
			t.Errorf("%v unknown: their rate is %v", unknown, s.UnknownRate)
		}
		if s.Effect.N != 1200-s.Unknown || other.Effect.N != 1200 {
			t.Errorf("%v unknown: effects over %d and %d applications, want %d and 1200", unknown, s.Effect.N, other.Effect.N, 1200-s.Unknown)
		}
	}
	open := result.SignalResult{Effect: result.Effect{Estimate: result.Interval(0.2, 0.1, 0.3, 0.95, "", 1), PAdjusted: result.Probability(0.001)},
		Checks: []result.Check{{Kind: result.UnknownAbsent, Estimate: result.Interval(0.02, -0.08, 0.12, 0.95, "", 1), PAdjusted: result.Probability(0.6)}}}
	verdict.Judge(&open, 0.05, 0.95, 1)
	if open.Verdict != result.CannotTell || open.Why.Kind != result.WhyUnknown || open.Why.Check.Kind != result.UnknownAbsent || *open.Why.Check.Estimate.Value != .02 {
		t.Errorf("%s: %+v", open.Verdict, open.Why)
	}
}

// The decisive interval is the wider of the clustered and the model-based one, with any
// number of clusters, and its p is that of the effect.
func TestDecisiveIntervalIsTheWider(t *testing.T) {
	plant.SkipUnderRace(t)
	for _, requisitions := range []int{4, 12, 60} {
		pl := plant.Pool{Seed: 35, Requisitions: requisitions, Each: 80, Weak: []float64{0.5, 0}, Related: []float64{0.5}}
		s := plant.Find(t, &mustRun(t, pl.Dataset(t), DefaultPlan()).Stages[0], "weak_1", result.Weak)
		if s.Adjusted.ModelBased == nil {
			t.Fatalf("%d clusters: no model-based interval beside", requisitions)
		}
		want := math.Max(result.Width(s.Adjusted.AverageMarginalEffect), result.Width(*s.Adjusted.ModelBased))
		if got := result.Width(s.Effect.Estimate); got != want {
			t.Errorf("%d clusters: the decisive interval is %v wide, want %v", requisitions, got, want)
		}
		if excludes := result.ExcludesZero(s.Effect.Estimate); excludes != (*s.Effect.P < 0.05) {
			t.Errorf("%d clusters: interval and p %v disagree", requisitions, *s.Effect.P)
		}
	}
}

// Three people are never the reference; .80 exactly passes; one person doesn't decide.
func TestImpactRules(t *testing.T) {
	r := mustRun(t, poolOfCounts(t, []counted{
		{"A", 0, "m", 250, 125}, {"A", 0, "f", 250, 100}, {"A", 1, "x", 3, 3}, {"A", 1, "y", 100, 0}, {"A", 1, "", 100, 60}}), DefaultPlan())
	im := r.Stages[0].Impact[0]
	if im.ReferenceGroup != "m" || im.Statutory.ReferenceGroup != "x" {
		t.Errorf("reference %s, statutory %s; want m and x", im.ReferenceGroup, im.Statutory.ReferenceGroup)
	}
	group := map[string]result.GroupResult{}
	for _, g := range im.Groups {
		group[g.Group] = g
	}
	if f := group["f"]; f.FourFifths == nil || !*f.FourFifths || f.Verdict != "cannot_tell" {
		t.Errorf("f at .80 exactly: passes %v, verdict %s", f.FourFifths, f.Verdict)
	}
	if x := group["x"]; !x.Small || x.Verdict != "" {
		t.Errorf("x of 3: small %v, verdict %q", x.Small, x.Verdict)
	}
	if y := group["y"]; y.Verdict != "indicated" {
		t.Errorf("y with none of 100: %s (%s)", y.Verdict, y.Why.Kind)
	}
	if im.Unknown.N != 100 || len(im.UnknownBounds) != 6 {
		t.Errorf("unknown %+v with %d bounds", im.Unknown, len(im.UnknownBounds))
	}
}

// Several applications of a person are counted and warned about; an export of
// active applicants only is named.
func TestPoolWarnings(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen", "interview"}})
	for i := range 20 {
		row := dataset.Row{Requisition: "A", Person: fmt.Sprint("P", i/2), Stages: []dataset.StageRow{{Status: dataset.Advanced}, {Status: dataset.Excluded, Reason: "withdrawn"}}}
		b.Put(&row)
	}
	r := mustRun(t, b.Dataset(), DefaultPlan())
	validate(t, r)
	if s := r.Stages[0]; s.Reapplicants != 20 || !plant.Warned(s.Warnings, "more than one") || !plant.Warned(s.Warnings, "active applicants") {
		t.Errorf("reapplicants %d, warnings %q", s.Reapplicants, s.Warnings)
	}
	if s := r.Stages[1]; s.Excluded != 20 || s.N != 0 || len(s.ExcludedReasons) != 1 || s.ExcludedReasons[0].Reason != "withdrawn" {
		t.Errorf("interview: %+v", s)
	}
	if s := r.Stages[2]; s.Stage != result.BottomLine || s.N != 0 || s.Excluded != 20 {
		t.Errorf("bottom line: n %d, excluded %d", s.N, s.Excluded)
	}
}

// No p-value is 0, however clear the answer.
func TestNoZeroP(t *testing.T) {
	plant.SkipUnderRace(t)
	var rows []counted
	for i := range 10 {
		q := fmt.Sprint("R", i)
		rows = append(rows, counted{q, 1, "f", 3000, 2999}, counted{q, 0, "m", 3000, 1})
	}
	r := mustRun(t, poolOfCounts(t, rows), DefaultPlan())
	s := plant.Find(t, &r.Stages[0], "x", result.Weak)
	for name, p := range map[string]*float64{"Fisher": s.FisherP, "mid": s.MidP, "CMH": s.Stratified.CMHP, "exact": s.Stratified.CMHExactP,
		"AME": s.Adjusted.P, "adjusted": s.Adjusted.PAdjusted, "term": r.Stages[0].Model.Terms[0].P, "permutation": r.Stages[0].Reliance.PermutationP} {
		if p != nil && *p <= 0 {
			t.Errorf("%s: p = %v", name, *p)
		}
	}
}

// A signal that nobody's data hold doesn't take the others' answers with it.
func TestUnknownSignalIsLeftOut(t *testing.T) {
	pl := plant.Pool{Seed: 37, Requisitions: 12, Each: 60, Weak: []float64{1, 0}, Related: []float64{0.5}}
	r := mustRun(t, pl.DatasetWith(t, "empty", math.NaN()), DefaultPlan())
	validate(t, r)
	m := r.Stages[0].Model
	if m.N == 0 || len(m.LeftOut) != 1 || m.LeftOut[0] != "empty" {
		t.Errorf("n %d, left out %v", m.N, m.LeftOut)
	}
	if s := plant.Find(t, &r.Stages[0], "empty", result.Weak); s.Verdict != result.CannotTell || !strings.Contains(s.Effect.NotEstimable, "unknown for more than half") {
		t.Errorf("%s: %s", s.Verdict, s.Why.Kind)
	}
	plant.Value(t, plant.Find(t, &r.Stages[0], "weak_1", result.Weak).Adjusted.AverageMarginalEffect)
}

// A signal that counts with some screeners only is told.
func TestScreenersDiffer(t *testing.T) {
	for _, c := range []struct {
		effect float64
		differ bool
	}{{0.5, true}, {0, false}} {
		b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Signals: plant.Signals(result.Weak, "x")})
		rng := rand.New(rand.NewPCG(38, 1))
		for range 2000 {
			who, x := rng.IntN(6), float64(rng.IntN(2))
			status := plant.Decided(rng.Float64() < 0.25+c.effect*x*float64(who%2))
			b.Put(&dataset.Row{Requisition: fmt.Sprint("R", rng.IntN(8)), Values: []float64{x},
				Stages: []dataset.StageRow{{Status: status, Screener: fmt.Sprint("S", who)}}})
		}
		s := mustRun(t, b.Dataset(), DefaultPlan()).Stages[0].Consistency.Signals[0]
		if s.Screeners != 6 || s.P == nil || (*s.P < 0.001) != c.differ {
			t.Errorf("effect %v with half of the screeners: %+v", c.effect, s)
		}
	}
}
