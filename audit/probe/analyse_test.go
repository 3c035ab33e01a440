package probe

import (
	"math/rand/v2"
	"testing"
)

// screener is a planted truth: what an answer is made of.
type screener struct {
	signal, line, control, noise float64
	fail                         float64 // chance that a version with the signal fails
	decides                      bool
	blind                        bool // reads nothing
}

func (s screener) ask(rng *rand.Rand, base float64, repeats int, fails bool) Answers {
	out := make(Answers, repeats)
	for i := range out {
		if fails && rng.Float64() < s.fail {
			out[i].Failure = "refused"
			continue
		}
		v := base + s.noise*rng.NormFloat64()
		if s.decides {
			d := v > 0
			out[i].Decision = &d
			continue
		}
		out[i].Score = &v
	}
	return out
}

// pool of résumés at jobs; effects vary by job with sd.
func (s screener) pool(seed uint64, resumes, jobs int, sd float64) *Input {
	rng := rand.New(rand.NewPCG(seed, 21))
	in := &Input{Arms: []Arm{{ID: "signal", Signal: "open_source"}}, Level: .95, Margin: Margin{ScoreSD: .2, Decision: .05}, Seed: seed, Flips: 499}
	shift := make([]float64, jobs)
	for j := range shift {
		shift[j] = sd * rng.NormFloat64()
	}
	for r := range resumes {
		quality, job := rng.NormFloat64(), r%jobs
		line := func() float64 { return quality + s.line*rng.NormFloat64() }
		control := quality + s.control
		if s.blind {
			control = quality
		}
		u := Unit{Resume: r, Job: job, Base: s.ask(rng, quality, 3, false), Again: s.ask(rng, quality, 3, false),
			Signals: []*Contrast{{With: s.ask(rng, quality+s.signal+shift[job], 3, true),
				Placebos: []Answers{s.ask(rng, line(), 3, false), s.ask(rng, line(), 3, false)}}},
			Control: &Contrast{With: s.ask(rng, control, 3, false),
				Placebos: []Answers{s.ask(rng, line(), 3, false), s.ask(rng, line(), 3, false)}}}
		in.Units = append(in.Units, u)
	}
	return in
}

func analyse(t *testing.T, in *Input) *Result {
	t.Helper()
	r, err := Analyse(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name    string
		of      screener
		resumes int
		want    Verdict
		reason  Reason
	}{
		{"a planted weight", screener{signal: .5, line: .1, control: .6, noise: .2}, 120, Associated, ReasonClear},
		{"the same against it", screener{signal: -.5, line: .1, control: .6, noise: .2}, 120, Associated, ReasonClear},
		{"no weight", screener{line: .1, control: .6, noise: .2}, 200, NoMaterialAssociation, ReasonWithin},
		{"reads nothing that is changed", screener{signal: 0, noise: .1, control: .6, blind: true}, 120, CannotTell, ReasonNotRead},
		{"a small weight", screener{signal: .1, line: .02, control: .6, noise: .05}, 1000, NoMaterialAssociation, ReasonWithin},
		{"a handful of equal pairs", screener{line: .1, control: .6, noise: .001}, 12, CannotTell, ReasonTooFew},
		{"few and noisy", screener{signal: .3, line: .5, control: 5, noise: 2}, 12, CannotTell, ReasonWide},
		{"refuses with the signal", screener{signal: .5, line: .1, control: .6, noise: .2, fail: .3}, 120, CannotTell, ReasonFailures},
		{"says no to all", screener{signal: 0, control: 0, decides: true, noise: 0}, 60, CannotTell, ReasonNotRead},
	} {
		in := c.of.pool(4, c.resumes, 1, 0)
		if c.name == "says no to all" {
			no := false
			for i := range in.Units {
				u := &in.Units[i]
				for _, x := range append([]Answers{u.Base, u.Again}, u.Signals[0].With, u.Signals[0].Placebos[0], u.Signals[0].Placebos[1], u.Control.With, u.Control.Placebos[0], u.Control.Placebos[1]) {
					for k := range x {
						x[k] = Answer{Decision: &no}
					}
				}
			}
		}
		got := analyse(t, in).Arms[0]
		if got.Verdict != c.want || got.Reason != c.reason {
			t.Errorf("%s: %s (%s), want %s (%s); effect %v", c.name, got.Verdict, got.Reason, c.want, c.reason, got.Effect.Value)
		}
	}
}

func TestNoControl(t *testing.T) {
	in := screener{signal: .5}.pool(1, 40, 1, 0)
	for i := range in.Units {
		in.Units[i].Control = nil
	}
	if got := analyse(t, in).Arms[0]; got.Verdict != CannotTell || got.Reason != ReasonNoControl {
		t.Errorf("%s (%s)", got.Verdict, got.Reason)
	}
}

// Without a weight at most 5 % of probes say there is one, and intervals cover.
func TestNullAndCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	const probes = 200
	for _, c := range []struct {
		name string
		of   screener
		jobs int
		sd   float64
	}{
		{"no weight, one job", screener{line: .2, control: 1, noise: .3}, 1, 0},
		{"no weight, noisy", screener{line: .6, control: 1.5, noise: 1}, 1, 0},
		{"no weight on average, by job", screener{line: .2, control: 1, noise: .3}, 10, .2},
		{"decisions", screener{line: .1, control: 1, noise: .3, decides: true}, 1, 0},
	} {
		flagged, covered := 0, 0
		for i := range probes {
			r := analyse(t, c.of.pool(uint64(i), 60, c.jobs, c.sd))
			if r.Arms[0].Verdict == Associated {
				flagged++
			}
			if _, low, high, ok := r.Arms[0].Effect.Bounds(); ok && low <= 0 && 0 <= high {
				covered++
			}
		}
		t.Logf("%s: flagged %.3f, covered %.3f", c.name, float64(flagged)/probes, float64(covered)/probes)
		if flagged > probes*8/100 {
			t.Errorf("%s: flagged in %d of %d", c.name, flagged, probes)
		}
		if covered < probes*91/100 {
			t.Errorf("%s: covered in %d of %d", c.name, covered, probes)
		}
	}
}

func TestRepeatabilityAndPlacebos(t *testing.T) {
	r := analyse(t, screener{signal: .5, control: 1}.pool(2, 30, 1, 0))
	if r.Repeatability.SameScore == nil || *r.Repeatability.SameScore != 1 || r.Repeatability.Flips != nil {
		t.Errorf("a screener that repeats itself: %+v", r.Repeatability)
	}
	if r.Placebo.SD == nil || *r.Placebo.SD > 1e-12 || r.Placebo.Floor > 1e-12 {
		t.Errorf("lines that move nothing: %+v", r.Placebo)
	}
	r = analyse(t, screener{signal: .5, control: 3, line: .5}.pool(2, 4000, 1, 0))
	if sd := *r.Placebo.SD; sd < .48 || sd > .52 {
		t.Errorf("lines that move .5: sd %.3f", sd)
	}
}

// A tenth of the pairs
// discordant, five points, 80 %.
func TestPairs(t *testing.T) {
	if n, err := Pairs(.05, .1, .95, .8); err != nil || n != 314 {
		t.Errorf("%d, %v; want 314", n, err)
	}
	if n, err := Pairs(0, .1, .95, .8); err == nil {
		t.Errorf("no margin: %d", n)
	}
	for _, c := range []struct {
		within, between float64
		want            int
	}{{0, 1, 1}, {.3, 1, 3}, {5, 1, 10}, {1, 0, 3}} {
		if got := Repeats(c.within, c.between); got != c.want {
			t.Errorf("Repeats(%v, %v) = %d, want %d", c.within, c.between, got, c.want)
		}
	}
}
