package simulate

import (
	"context"
	"math"
	"testing"
)

// each draws the whole pool.
func each(t *testing.T, p *Population, yield func(*Applicant)) {
	t.Helper()
	if err := p.Each(context.Background(), func(a *Applicant) error { yield(a); return nil }); err != nil {
		t.Fatal(err)
	}
}

func contrast(t *testing.T, p *Population, stage, j int, from, to float64, among func(*Applicant) bool) float64 {
	t.Helper()
	c, ok, err := p.Contrast(context.Background(), stage, j, from, to, among)
	if err != nil || !ok {
		t.Fatalf("contrast: %v, %v", ok, err)
	}
	return c
}

// One signal and no spread: F(a + b·form(to)) − F(a + b·form(from)) for everyone.
func TestContrastsInClosedForm(t *testing.T) {
	f := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for _, c := range []struct {
		name, signal string
		from, to     float64
		low, high    float64 // of the linear predictor, without the intercept
	}{
		{"inverted U", "{id: x, block: weak, kind: numeric, mean: 6, sd: 3, effect: {log_odds: 0.5, shape: {form: square}}}", 3, 6, 0, 0.5},
		{"a step", "{id: x, block: weak, kind: numeric, mean: 6, sd: 3, effect: {log_odds: 1.5, shape: {form: step, at: 6}}}", 5, 6, 0, 1.5},
		{"levels", "{id: x, block: weak, kind: numeric, mean: 1, sd: 1, min: 0, max: 2, effect: {levels: [{value: 2, log_odds: 0.8}]}}", 0, 2, 0, 0.8},
		{"a line", "{id: x, block: weak, kind: numeric, mean: 6, sd: 3, effect: {log_odds: 0.2}}", 6, 8, 0, 0.4},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := populate(t, parse(t, "applicants: 3000\nrequisitions: 3\nrate: 0.3\nsignals: ["+c.signal+"]"))
			a := p.Coefficients().Intercept
			near(t, "contrast", contrast(t, p, 0, 0, c.from, c.to, nil), f(a+c.high)-f(a+c.low), 1e-12)
		})
	}
}

// An effect that differs is as stated in each half, whichever it differs by.
func TestDifferingEffects(t *testing.T) {
	for by, more := range map[string]func(*Applicant) bool{
		ByScreener: func(a *Applicant) bool { return a.Screener%2 == 0 },
		ByRole:     func(a *Applicant) bool { return a.Role == 0 },
		"sex":      func(a *Applicant) bool { return a.Group[0] == 0 },
		ByStrength: func(a *Applicant) bool { return a.True[1] > 5 },
	} {
		t.Run(by, func(t *testing.T) {
			p := populate(t, parse(t, `
applicants: 6000
requisitions: 6
rate: 0.3
screeners: {count: 4}
roles: [{name: A}, {name: B}]
groups: [{name: sex, groups: [{name: A, share: 0.5}, {name: B, share: 0.5}]}]
signals:
  - {id: x, block: weak, prevalence: 0.3, effect: {log_odds: 0, differs: {by: `+by+`, log_odds: 0.6}}}
  - {id: z, block: job_related, kind: numeric, mean: 5, sd: 2, decimals: 3, effect: {log_odds: 0.1}}`))
			up := contrast(t, p, 0, 0, 0, 1, more)
			down := contrast(t, p, 0, 0, 0, 1, func(a *Applicant) bool { return !more(a) })
			if up < .08 || down > -.08 {
				t.Errorf("%.3f and %.3f, want about 0.12 and -0.12", up, down)
			}
		})
	}
}

// Unknowns that depend on value and decision fall on those alone.
func TestInformativeUnknowns(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 40000
requisitions: 20
rate: 0.3
signals: [{id: x, block: weak, prevalence: 0.25, unknown: [{value: 1, advanced: false, share: 0.4}]}]`))
	unknown, of := 0.0, 0.0
	each(t, p, func(a *Applicant) {
		if a.True[0] == 1 && !a.Advanced {
			of++
			if math.IsNaN(a.Read[0]) {
				unknown++
			}
		} else if math.IsNaN(a.Read[0]) {
			t.Fatal("unknown of someone else")
		}
	})
	near(t, "share unknown", unknown/of, .4, 5*math.Sqrt(.24/of))
}

// A reading of reliability .7 correlates with itself, read again, by .7: with the truth
// by its root.
func TestReliability(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 40000
requisitions: 20
rate: 0.3
signals: [{id: z, block: job_related, kind: numeric, mean: 5, sd: 2, decimals: 3, reliability: 0.7}]`))
	var m moment
	each(t, p, func(a *Applicant) { m.add(a.True[0], a.Read[0]) })
	near(t, "correlation", m.correlation(), math.Sqrt(.7), .01)
}

// A signal that follows the square of another goes with it, and not with the other itself.
func TestFollowing(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 40000
requisitions: 20
rate: 0.3
signals:
  - {id: z, block: job_related, kind: numeric, mean: 5, sd: 2, decimals: 3}
  - {id: x, block: weak, kind: numeric, mean: 0, sd: 1, decimals: 3, from: [{signal: z, shape: {form: square}, weight: 1}]}`))
	var line, square moment
	each(t, p, func(a *Applicant) {
		z := (a.True[0] - 5) / 2
		line.add(z, a.True[1])
		square.add(z*z, a.True[1])
	})
	near(t, "correlation with the square", square.correlation(), math.Sqrt(.5), .02)
	near(t, "correlation with the signal", line.correlation(), 0, .03)
}

// People who apply five times bring the same each time, to different requisitions.
func TestRepeatedApplications(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 1000
requisitions: 10
rate: 0.3
repeats: 5
unobserved: 1
signals: [{id: z, block: weak, kind: numeric, mean: 5, sd: 2, decimals: 3}]`))
	seen, at := map[int]float64{}, map[[2]int]bool{}
	each(t, p, func(a *Applicant) {
		if v, ok := seen[a.Person]; ok && v != a.True[0] {
			t.Fatal("one person, two values")
		}
		seen[a.Person] = a.True[0]
		if at[[2]int{a.Person, a.Requisition}] {
			t.Fatal("the same requisition twice")
		}
		at[[2]int{a.Person, a.Requisition}] = true
	})
	if len(seen) != 200 {
		t.Errorf("%d people, want 200", len(seen))
	}
}

// Later stages are entered by those who advanced, with effects of their own: those who
// were let through for the signal bring less of what no column shows.
func TestLaterStages(t *testing.T) {
	p := populate(t, parse(t, `
applicants: 60000
requisitions: 20
rate: 0.3
unobserved: 1.5
later: [{name: phone, intercept: -0.5, effects: [{signal: x, log_odds: 0}]}]
signals: [{id: x, block: weak, prevalence: 0.3, effect: {log_odds: 1.5}}]`))
	var rate [2]cell
	each(t, p, func(a *Applicant) {
		if a.Later[0].Entered != a.Advanced || a.Later[0].Advanced && !a.Advanced {
			t.Fatal("a later stage without the first")
		}
		if a.Advanced {
			rate[int(a.True[0])].add(a.Later[0].Rate)
		}
	})
	near(t, "effect", contrast(t, p, 1, 0, 0, 1, nil), 0, 0)
	if d := *rate[1].mean() - *rate[0].mean(); d > -.03 {
		t.Errorf("rates of those let through differ by %.3f, want well below 0", d)
	}
}

// moment gathers a correlation.
type moment struct{ n, x, y, xx, yy, xy float64 }

func (m *moment) add(x, y float64) {
	m.n++
	m.x, m.y, m.xx, m.yy, m.xy = m.x+x, m.y+y, m.xx+x*x, m.yy+y*y, m.xy+x*y
}

func (m *moment) correlation() float64 {
	x, y := m.x/m.n, m.y/m.n
	return (m.xy/m.n - x*y) / math.Sqrt((m.xx/m.n-x*x)*(m.yy/m.n-y*y))
}
