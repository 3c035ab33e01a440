package audit

import (
	"math"
	"math/rand/v2"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"
)

// misreader reads the weak signals of a plant with errors, and has a sample of its
// readings reviewed by people who don't err.
type misreader struct {
	plant.Pool
	sensitivity, specificity float64
	reviewed                 int // of each stratum
}

// dataset also gives the true average marginal effects of the weak signals.
func (m misreader) dataset(t *testing.T) (*dataset.Dataset, *result.Reviewed, []float64) {
	t.Helper()
	b := plant.NewBuilder(t, m.Spec())
	k := len(m.Weak)
	truth := make([]float64, k)
	n := 0.0
	sizes, yes := make([][2][]bool, k), make([]int, k)
	m.Eta = func(r *dataset.Row, eta float64) {
		n++
		for j, beta := range m.Weak {
			x := r.Values[j]
			truth[j] += plant.Expit(eta+beta*(1-x)) - plant.Expit(eta-beta*x)
		}
	}
	rng := rand.New(rand.NewPCG(m.Seed, 99))
	m.Rows(func(r *dataset.Row) {
		for j := range k {
			p := 1 - m.specificity
			if r.Values[j] == 1 {
				p = m.sensitivity
			}
			read := 0
			if rng.Float64() < p {
				read = 1
			}
			sizes[j][read] = append(sizes[j][read], r.Values[j] == 1)
			r.Values[j] = float64(read)
		}
		b.Put(r)
	})
	rev := &result.Reviewed{Run: "earlier"}
	for j := range k {
		truth[j] /= n
		yes[j] = 0
		for read, answer := range []result.Reading{result.ReadAbsent, result.ReadPresent} {
			s := result.ReviewedStratum{SampleStratum: result.SampleStratum{Signal: m.Spec().Signals[j].ID, Reading: answer, Documents: len(sizes[j][read])}}
			s.Drawn = min(m.reviewed, s.Documents)
			for _, i := range rng.Perm(s.Documents)[:s.Drawn] {
				if sizes[j][read][i] {
					s.Yes++
				} else {
					s.No++
				}
			}
			rev.Strata = append(rev.Strata, s)
		}
	}
	return b.Dataset(), rev, truth
}

// TestCorrectionRecoversThePlantedEffect: read with sensitivity .80 and specificity
// .97, an effect shows too small; corrected, it comes back to what the same decisions
// show without reading errors, and intervals over the range of the accuracy cover the
// truth.
func TestCorrectionRecoversThePlantedEffect(t *testing.T) {
	if testing.Short() {
		t.Skip("many audits")
	}
	plant.SkipUnderRace(t)
	pools := plant.Pools(8, 24)
	each := 1 / float64(pools)
	plan := DefaultPlan()
	plan.NoReliance = true
	var naive, corrected, planted, target, none, covered float64
	for seed := range uint64(pools) {
		m := misreader{Pool: plant.Pool{Seed: seed + 1, Requisitions: 16, Each: 60, Weak: []float64{1.1, .8, 0}, Related: []float64{.5},
			Prevalence: .25, Base: -1, Spread: .5, Overlap: .3}, sensitivity: .8, specificity: .97, reviewed: 80}
		d, rev, truth := m.dataset(t)
		r := mustRun(t, d, plan)
		if err := runReviewed(d, plan, r, rev); err != nil {
			t.Fatal(err)
		}
		first, third := r.Stages[0].Signals[0], r.Stages[0].Signals[2]
		without := mustRun(t, m.Pool.Dataset(t), plan)
		target += *without.Stages[0].Signals[0].Adjusted.AverageMarginalEffect.Value * each
		none -= *without.Stages[0].Signals[2].Adjusted.AverageMarginalEffect.Value * each
		value, low, high, ok := first.Misread.Effect.Bounds()
		zero, _, _, okThird := third.Misread.Effect.Bounds()
		if !ok || !okThird {
			t.Fatalf("seed %d: %+v", seed, first.Misread.Effect)
		}
		naive += *first.Adjusted.AverageMarginalEffect.Value * each
		corrected += value * each
		planted += truth[0] * each
		none += zero * each
		if low <= truth[0] && truth[0] <= high {
			covered++
		}
	}
	t.Logf("planted %.4f, without errors %.4f, as read %.4f, corrected %.4f; no effect off by %.4f; covered %.0f of %d",
		planted, target, naive, corrected, none, covered, pools)
	if bias, before := math.Abs(corrected-target), math.Abs(naive-target); bias > before/3 || before < .02 {
		t.Errorf("bias %.4f corrected, %.4f as read: want at most a third of it", bias, before)
	}
	if math.Abs(none) > .015*math.Sqrt(24/float64(pools)) { // an average of so many
		t.Errorf("a signal without effect is off by %.4f on average", none)
	}
	if pools-int(covered) > plant.UpperCount(pools, .05) {
		t.Errorf("the interval over the range covers in %.0f of %d pools", covered, pools)
	}
}

// TestNoErrorsNoCorrection: where everything was reviewed and nothing was wrong, the
// effect at the accuracy found is the headline's to the last digits.
func TestNoErrorsNoCorrection(t *testing.T) {
	m := misreader{Pool: plant.Pool{Seed: 3, Requisitions: 10, Each: 40, Weak: []float64{1, 0}, Related: []float64{.5}, Base: -1},
		sensitivity: 1, specificity: 1, reviewed: 1000}
	d, rev, _ := m.dataset(t)
	r := mustRun(t, d, DefaultPlan())
	if err := runReviewed(d, DefaultPlan(), r, rev); err != nil {
		t.Fatal(err)
	}
	for i := range r.Stages[0].Signals[:2] {
		s := &r.Stages[0].Signals[i]
		got, want := s.Misread.Effect, s.Effect.Estimate
		if !got.Estimable() || math.Abs(*got.Value-*want.Value) > 1e-9 || s.Misread.Verdicts[0] != s.Verdict {
			t.Errorf("%s: %+v, verdicts %v, want %v, %s", s.Signal, got, s.Misread.Verdicts, *want.Value, s.Verdict)
		}
		if *got.Low > *want.Low+1e-9 || *got.High < *want.High-1e-9 {
			t.Errorf("%s: interval %v to %v is narrower than the run's %v to %v", s.Signal, *got.Low, *got.High, *want.Low, *want.High)
		}
		if e := s.Misread.PresentRate; math.Abs(*e.Value-*s.Present.Rate.Value) > 1e-12 {
			t.Errorf("%s: corrected rate %v, want %v", s.Signal, *e.Value, *s.Present.Rate.Value)
		}
	}
	if r.Stages[1].Signals[0].Misread != r.Stages[0].Signals[0].Misread {
		t.Error("the bottom line of one stage is not that stage again")
	}
}

// TestFewReviewed: too few answers are an answer.
func TestFewReviewed(t *testing.T) {
	m := misreader{Pool: plant.Pool{Seed: 4, Requisitions: 8, Each: 30, Weak: []float64{1}, Related: []float64{.5}, Base: -1},
		sensitivity: .9, specificity: .95, reviewed: 40}
	d, rev, _ := m.dataset(t)
	base := rev.Strata
	for name, change := range map[string]func([]result.ReviewedStratum){
		"few with it": func(s []result.ReviewedStratum) {
			for i := range s {
				s[i].No, s[i].Yes = s[i].Yes+s[i].No, 0
			}
		},
		"few without it": func(s []result.ReviewedStratum) {
			for i := range s {
				s[i].Yes, s[i].No = s[i].Yes+s[i].No, 0
			}
		},
		"nobody looked at the absent": func(s []result.ReviewedStratum) { s[0].Yes, s[0].No, s[0].CannotTell = 0, 0, s[0].Drawn },
		"no better than chance": func(s []result.ReviewedStratum) {
			s[0].Yes, s[0].No, s[1].Yes, s[1].No = 38, 2, 2, 38
		},
	} {
		rev.Strata = append([]result.ReviewedStratum{}, base...)
		change(rev.Strata)
		r := mustRun(t, d, DefaultPlan())
		if err := runReviewed(d, DefaultPlan(), r, rev); err != nil {
			t.Fatal(err)
		}
		s := r.Stages[0].Signals[0]
		if s.Misread == nil || s.Misread.Effect.Estimable() || s.Misread.Effect.NotEstimable == "" {
			t.Errorf("%s: effect %+v, want a reason", name, s.Misread.Effect)
		}
		if s.Misread.RiskDifference.Estimable() {
			t.Errorf("%s: risk difference %+v, want a reason", name, s.Misread.RiskDifference)
		}
	}
}
