package simulate

import (
	"bytes"
	"context"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
)

// parse reads a spec or fails the test.
func parse(t *testing.T, text string) *Spec {
	t.Helper()
	s, err := Parse("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func usualSpec(t *testing.T, resumes bool) *Spec {
	t.Helper()
	s, err := DefaultSpec(resumes)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func populate(t *testing.T, s *Spec) *Population {
	t.Helper()
	p, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func truthOf(t *testing.T, p *Population) *Truth {
	t.Helper()
	truth, err := p.Truth(context.Background(), TableStage)
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// One signal, no spread: the average marginal effect is F(a+b) − F(a) for everyone,
// and the mean rate gives a in closed form.
func TestEffectOfOneSignalInClosedForm(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 4000
requisitions: 4
rate: 0.35
signals: [{id: x, block: weak, prevalence: 0.25, effect: {log_odds: 0.8}}]`))
	truth := truthOf(t, p)
	e, share := truth.Planted[0], *truth.Planted[0].Prevalence
	a := p.Coefficients().Intercept
	with, without := 1/(1+math.Exp(-a-0.8)), 1/(1+math.Exp(-a))
	near(t, "overall rate", share*with+(1-share)*without, 0.35, 1e-8)
	near(t, "average marginal effect", *e.AverageMarginalEffect, with-without, 1e-12)
	near(t, "log odds", *e.LogOdds, 0.8, 1e-12)
	near(t, "rate present", *e.RatePresent, with, 1e-12)
	near(t, "rate absent", *e.RateAbsent, without, 1e-12)
	near(t, "Mantel-Haenszel difference", *e.MHRiskDifference, with-without, 1e-12)
}

func TestStatedPointsAreReached(t *testing.T) {
	spec := usualSpec(t, false)
	truth := truthOf(t, populate(t, spec))
	want := map[string]float64{"open_source": .10, "kaggle": 0, "referral": .12, "years_experience": .04, "skills_match": .07, "certification": .05}
	seen := 0
	for _, e := range truth.Planted {
		if w, ok := want[e.Signal]; ok {
			seen++
			near(t, e.Signal, *e.AverageMarginalEffect, w, 1e-6)
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d effects are in the truth", seen, len(want))
	}
	near(t, "rate", truth.Stages[0].Rate, .30, 1e-6)
}

// The draws follow what the spec states, within five standard errors.
func TestDrawsFollowTheSpec(t *testing.T) {
	const n = 60000
	p := populate(t, parse(t, `
applicants: 60000
requisitions: 30
rate: 0.2
groups:
  - {name: sex, missing: 0.1, groups: [{name: A, share: 0.7}, {name: B, share: 0.3}]}
signals:
  - {id: x, block: weak, prevalence: 0.3, by_group: [{attribute: sex, group: B, prevalence: 0.15}], correlation: 0.6, sensitivity: 0.8, specificity: 0.95, missing: 0.2}
  - {id: z, block: job_related, kind: numeric, mean: 5, sd: 2, decimals: 3, correlation: 0.5}`))
	truth := truthOf(t, p)
	x, z := truth.Planted[0], truth.Planted[1]
	within := func(what string, got, want, count float64) {
		t.Helper()
		near(t, what, got, want, 5*math.Sqrt(want*(1-want)/count))
	}
	within("prevalence in A", x.ByGroup[0].Value, .30, .7*n)
	within("prevalence in B", x.ByGroup[1].Value, .15, .3*n)
	within("sensitivity", *x.Sensitivity, .8, .8*.25*n)
	within("specificity", *x.Specificity, .95, .8*.75*n)
	within("unknown", float64(x.Unknown)/n, .2, n)
	within("stating B", float64(truth.Groups[1].N)/n, .27, n)
	near(t, "mean", *z.Prevalence, 5, 5*2/math.Sqrt(n))
	sum, advanced := 0.0, 0.0
	sx, sz, sxz, sxx, szz := 0.0, 0.0, 0.0, 0.0, 0.0
	err := p.Each(context.Background(), func(a *Applicant) error {
		sum += a.Rate / n
		if a.Advanced {
			advanced += 1.0 / n
		}
		sx, sz, sxz, sxx, szz = sx+a.True[0]/n, sz+a.True[1]/n, sxz+a.True[0]*a.True[1]/n, sxx+a.True[0]*a.True[0]/n, szz+a.True[1]*a.True[1]/n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	within("decisions", advanced, sum, n)
	if r := (sxz - sx*sz) / math.Sqrt((sxx-sx*sx)*(szz-sz*sz)); r < .15 || r > .30 {
		t.Errorf("correlation of a binary and a numeric signal with 0.6 and 0.5 on the shared factor: %.3f, want 0.15 to 0.30", r)
	}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %v, want %v ± %v", what, got, want, within)
	}
}

func TestTableIsRepeatable(t *testing.T) {
	spec := usualSpec(t, false)
	spec.Applicants = 500
	var first, second, other bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := populate(t, spec).writeTable(context.Background(), w); err != nil {
			t.Fatal(err)
		}
	}
	changed := *spec
	changed.Seed = 2
	if err := populate(t, &changed).writeTable(context.Background(), &other); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Error("the same spec gave two different tables")
	}
	if first.String() == other.String() {
		t.Error("two seeds gave the same table")
	}
	if got := strings.Count(first.String(), "\n"); got != 501 {
		t.Errorf("%d lines, want a header and 500 rows", got)
	}
}

func TestTableStreams(t *testing.T) {
	spec := usualSpec(t, false)
	spec.Applicants, spec.Requisitions = 200000, 1000
	p := populate(t, spec)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := p.writeTable(context.Background(), io.Discard); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 8<<20 {
		t.Errorf("the heap grew by %d bytes over 200,000 rows", grown)
	}
}

func TestSpecIsStrict(t *testing.T) {
	const ok = "applicants: 100\nrequisitions: 2\nrate: 0.3\n"
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", ok + "applicant: 3\n", `line 4: unknown key "applicant"`},
		{"wrong type", "applicants: many\nrequisitions: 2\nrate: 0.3\n", "line 1"},
		{"no rate", "applicants: 100\nrequisitions: 2\n", "rate: must lie"},
		{"more requisitions than applicants", "applicants: 1\nrequisitions: 2\nrate: 0.3\n", "requisitions: must lie"},
		{"shares", ok + "groups: [{name: sex, groups: [{name: A, share: 0.5}]}]\n", "add up to 0.5"},
		{"unknown group", ok + "signals: [{id: x, block: weak, prevalence: 0.1, by_group: [{attribute: sex, group: A, prevalence: 0.2}]}]\n", "no group"},
		{"two scales", ok + "signals: [{id: x, block: weak, prevalence: 0.1, effect: {points: 1, log_odds: 1}}]\n", "not both"},
		{"block", ok + "signals: [{id: x, block: strong, prevalence: 0.1}]\n", "neither weak nor job_related"},
		{"role", ok + "roles: [{name: R, job_related: [y]}]\n", `"y" job-related, which is no signal`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("spec.yaml", []byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestUnreachableEffectsAreRefused(t *testing.T) {
	_, err := New(parse(t, `
applicants: 1000
requisitions: 5
rate: 0.05
signals: [{id: x, block: weak, prevalence: 0.5, effect: {points: 60}}]`))
	if err == nil || !strings.Contains(err.Error(), "can't be reached") {
		t.Errorf("60 points at a rate of 5 %%: got %v", err)
	}
}

func TestSpecSurvivesAsYAML(t *testing.T) {
	for _, resumes := range []bool{false, true} {
		spec := usualSpec(t, resumes)
		text, err := spec.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse("again", text)
		if err != nil {
			t.Fatal(err)
		}
		back, err := again.YAML()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, back) {
			t.Errorf("the spec changed on its way through YAML:\n%s\n%s", text, back)
		}
	}
}
