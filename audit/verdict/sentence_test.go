package verdict

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/result"
)

// random draws a signal with an effect, checks and moderators, as any run could leave them.
func random(r *rand.Rand) *result.SignalResult {
	s := &result.SignalResult{Signal: "x", Kind: result.Binary}
	estimate := func() result.Estimate {
		if r.IntN(12) == 0 {
			return result.NotEstimable("m", 10, "it never varies")
		}
		value, half := .4*(r.Float64()-.5), .3*r.Float64()*r.Float64()+1e-4
		e := result.Interval(value, value-half, value+half, .95, "m", 50+r.IntN(5000))
		se := half / 1.96
		e.SE = &se
		return e
	}
	p := func(e result.Estimate) (own, adjusted *float64) {
		if !e.Estimable() {
			return nil, nil
		}
		z := math.Abs(*e.Value / *e.SE)
		v := math.Erfc(z / math.Sqrt2)
		return result.Probability(v), result.Probability(math.Min(1, v*float64(1+r.IntN(9))))
	}
	s.Effect.Estimate = estimate()
	s.Effect.P, s.Effect.PAdjusted = p(s.Effect.Estimate)
	s.Effect.Unit = "with against without"
	numeric := r.IntN(3) == 0 && s.Effect.Estimable()
	if numeric {
		from, to, up, down := 2.0, 7.0, .3*r.Float64(), .3*r.Float64()*r.Float64()
		up = math.Max(up, math.Abs(*s.Effect.Value))
		s.Kind, s.Effect.Unit, s.Effect.From, s.Effect.To = result.Numeric, "from 2 to 7", &from, &to
		s.Effect.Largest, s.Effect.Opposite = &up, &down
	}
	for _, kind := range []result.CheckKind{result.FormLinear, result.FormQuantiles, result.UnknownAbsent, result.UnknownPresent, result.UnknownLower, result.UnknownHigher, result.WithoutDoubted} {
		if r.IntN(4) == 0 {
			c := result.Check{Kind: kind, Estimate: estimate()}
			if r.IntN(2) == 0 {
				c.Estimate = s.Effect.Estimate
			}
			c.P, c.PAdjusted = p(c.Estimate)
			if numeric {
				c.Largest, c.Opposite = s.Effect.Largest, s.Effect.Opposite
			}
			s.Checks = append(s.Checks, c)
		}
	}
	if r.IntN(6) == 0 {
		s.DiffersBy = append(s.DiffersBy, result.Moderation{By: result.ByScreener, PSignal: result.Probability(r.Float64() * .3), PAdjusted: result.Probability(r.Float64() * .2)})
	}
	if r.IntN(4) == 0 {
		s.Selection = &result.Selection{Difference: result.Point(.1, "m", 100)}
		if r.IntN(5) > 0 {
			low, high := .1-.1*r.Float64()*r.Float64(), .1+.1*r.Float64()*r.Float64()
			s.Selection.Low, s.Selection.High = &low, &high
		}
	}
	if r.IntN(20) == 0 {
		s.Adjusted.Crowded = "Too few decisions for the 12 signals of the model."
	}
	return s
}

var interval = regexp.MustCompile(`95 % interval (\S+) to ([^\s,;.)]+(?:\.\d)?)`)

// TestSentenceAndEffectAgree: over random results verdict, why, sentence and effect say
// the same thing, whatever the checks were.
func TestSentenceAndEffectAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	kinds := map[result.WhyKind]int{}
	for range 20000 {
		family := []*result.SignalResult{random(r), random(r), random(r)}
		margin := []float64{.05, .01, .03}[r.IntN(3)]
		for _, s := range family {
			Judge(s, margin, .95, len(family))
			if s.Why.Kind == result.WhyForm || s.Why.Kind == result.WhyDoubted {
				s.Why.By = []string{"years_experience"}
			}
		}
		AtLeast(family, .95)
		for _, s := range family {
			kinds[s.Why.Kind]++
			if fault := contradiction(s, margin); fault != "" {
				t.Fatalf("%s\n%s: %s\neffect %v, p %v, why %+v", fault, s.Verdict, Sentence(s), words(s), s.Effect.PAdjusted, s.Why)
			}
		}
	}
	for _, k := range []result.WhyKind{result.WhyClear, result.WhyBends, result.WhyWithin, result.WhyNoEffect, result.WhyCrowded, result.WhyForm, result.WhyUnknown, result.WhyTips, result.WhyDoubted, result.WhySelected, result.WhyDiffers, result.WhyElsewhere, result.WhySmall, result.WhyUncorrected, result.WhyTooFew} {
		if kinds[k] == 0 {
			t.Errorf("no result was decided by %s: the test doesn't see it", k)
		}
	}
}

func words(s *result.SignalResult) string {
	if !s.Effect.Estimable() {
		return s.Effect.NotEstimable
	}
	return Numbers(s)
}

// contradiction names what the signal's record says twice in two ways; "" = nothing.
func contradiction(s *result.SignalResult, margin float64) string {
	text, e := Sentence(s), &s.Effect
	value, low, high, ok := e.Bounds()
	if text == "" || strings.Contains(text, "%!") {
		return "no sentence"
	}
	if !ok {
		if s.Verdict != result.CannotTell || !strings.Contains(text, "can't be computed") {
			return "an effect that isn't there decides"
		}
		return ""
	}
	if s.Why.Kind != result.WhyCrowded {
		all := interval.FindAllStringSubmatch(text, -1)
		want := []string{result.Points(low), result.Points(high)}
		if len(all) == 0 || !slices.Equal(all[0][1:], want) {
			return fmt.Sprintf("the sentence prints the intervals %q, the effect has %q", all, want)
		}
		if !strings.Contains(text, result.Points(value)+" points") {
			return "the sentence prints another effect"
		}
	}
	clear := e.PAdjusted != nil && *e.PAdjusted < .05
	switch s.Verdict {
	case result.Associated:
		if !clear || s.Adjusted.Crowded != "" {
			return "associated without being clear"
		}
		if e.Largest == nil && math.Abs(value) < margin {
			return "associated below the margin"
		}
		if s.Why.Kind == result.WhyClear && !strings.Contains(text, result.MoreOrLess(value)+" often") {
			return "the direction is another one"
		}
		differs := slices.ContainsFunc(s.DiffersBy, func(m result.Moderation) bool { return m.Finding() })
		if differs != strings.Contains(text, "not the same for everybody") {
			return "the sentence and the moderators disagree"
		}
		if a := e.AtLeast; a != nil && (*a*value <= 0 || math.Abs(*a) > math.Abs(value)) {
			return "at least more than the effect, or of the other sign"
		}
	case result.NoMaterialAssociation:
		if low <= -margin || high >= margin || e.AtLeast != nil {
			return "immaterial beyond the margin"
		}
		for _, m := range s.DiffersBy {
			if *m.PSignal < barring {
				return "immaterial although it differs"
			}
		}
	case result.CannotTell:
		if e.AtLeast != nil || strings.Contains(text, "is associated") {
			return "open, and yet told"
		}
	}
	if s.Verdict != result.CannotTell {
		if fault := selectedAway(s, value, margin); fault != "" {
			return fault
		}
		for _, c := range s.Checks {
			if c.Verdict != s.Verdict {
				return "told although a check disagrees: " + string(c.Kind)
			}
		}
	}
	return ""
}

// selectedAway names an answer that the choice of who got to the stage could have made.
func selectedAway(s *result.SignalResult, value, margin float64) string {
	c := s.Selection
	if c == nil {
		return ""
	}
	if c.Low == nil {
		return "told of a later stage without bounds"
	}
	down, up := *c.Difference.Value-*c.Low, *c.High-*c.Difference.Value
	switch {
	case s.Verdict == result.NoMaterialAssociation && (value-down <= -margin || value+up >= margin):
		return "immaterial, but the choice of who got there could hide more"
	case s.Verdict == result.Associated && !s.Effect.Bends && value-down <= 0 && value+up >= 0:
		return "associated, but the choice of who got there could have made it"
	}
	return ""
}

// A selection of R signals among m: the ends are those of the interval at level 1 − Rα/m.
func TestAtLeast(t *testing.T) {
	signal := func(value, se float64, v result.Verdict) *result.SignalResult {
		e := result.Interval(value, 0, 0, .95, "m", 100)
		e.SE = &se
		return &result.SignalResult{Effect: result.Effect{Estimate: e, P: result.Probability(.001)}, Verdict: v}
	}
	family := []*result.SignalResult{signal(.2, .03, result.Associated), signal(-.3, .04, result.Associated), signal(.01, .05, result.CannotTell), signal(0, .05, result.CannotTell)}
	AtLeast(family, .95)
	const z = 2.241402727604947 // of 1 − .05·2/4/2
	for i, want := range []float64{.2 - z*.03, -.3 + z*.04} {
		if got := family[i].Effect.AtLeast; got == nil || math.Abs(*got-want) > 1e-12 {
			t.Errorf("signal %d: %v, want %v", i, got, want)
		}
	}
	if family[2].Effect.AtLeast != nil {
		t.Error("a signal that can't be told is at least something")
	}
}

// "Too few" says how many would do: z for detection after correction, or for equivalence.
func TestEnough(t *testing.T) {
	se := .04
	e := result.Interval(.01, -.07, .09, .95, "m", 400)
	e.SE = &se
	// 17 signals: (2.9752 + .8416) .04 / .05 = 3.0535, squared 9.324, times 400 = 3730.
	if got := enough(e, .05, .95, 17); got == nil || *got != 3800 {
		t.Errorf("%v decisions, want 3800", got)
	}
	// one: equivalence asks more, (1.95996 + 1.28155) · .8 = 2.5932; squared 6.7248, times 400 = 2690.
	if got := enough(e, .05, .95, 1); got == nil || *got != 2700 {
		t.Errorf("%v decisions, want 2700", got)
	}
}
