package words_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/audit/verdict"
	"weaksignal/reports/words"
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
			verdict.Judge(s, margin, .95, len(family))
			if s.Why.Kind == result.WhyForm || s.Why.Kind == result.WhyDoubted {
				s.Why.By = []string{"years_experience"}
			}
		}
		verdict.AtLeast(family, .95)
		for _, s := range family {
			kinds[s.Why.Kind]++
			if fault := contradiction(s, margin); fault != "" {
				t.Fatalf("%s\n%s: %s\neffect %v, p %v, why %+v", fault, s.Verdict, words.Why(s), effectOf(s), s.Effect.PAdjusted, s.Why)
			}
		}
	}
	for _, k := range []result.WhyKind{result.WhyClear, result.WhyBends, result.WhyWithin, result.WhyNoEffect, result.WhyCrowded, result.WhyForm, result.WhyUnknown, result.WhyTips, result.WhyDoubted, result.WhySelected, result.WhyDiffers, result.WhyElsewhere, result.WhySmall, result.WhyUncorrected, result.WhyTooFew} {
		if kinds[k] == 0 {
			t.Errorf("no result was decided by %s: the test doesn't see it", k)
		}
	}
}

func effectOf(s *result.SignalResult) string { return fmt.Sprintf("%+v", s.Effect.Estimate) }

// contradiction names what the signal's record says twice in two ways; "" = nothing.
func contradiction(s *result.SignalResult, margin float64) string {
	text, e := words.Why(s), &s.Effect
	value, low, high, ok := e.Bounds()
	if text == "" || strings.Contains(text, "%!") {
		return "no sentence"
	}
	if short := words.WhyShort(s.Why, s.Why.By); (short == "") != (s.Verdict != result.CannotTell) || strings.Contains(short, "another way of asking") {
		return fmt.Sprintf("in short it says %q", short)
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
		if fault := overclaimed(e); fault != "" {
			return fault
		}
	case result.NoMaterialAssociation:
		if low <= -margin || high >= margin || e.AtLeast != nil {
			return "immaterial beyond the margin"
		}
		for _, m := range s.DiffersBy {
			if *m.PSignal < .10 { // the level that bars "no material association"
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

// overclaimed says where what is printed as "at least" is beyond the end of the interval
// that is printed, or beyond what was computed.
func overclaimed(e *result.Effect) string {
	if e.AtLeast == nil {
		return ""
	}
	value, low, high, _ := e.Bounds()
	printed := words.AtLeast(*e.AtLeast, low, high)
	least, _ := strconv.ParseFloat(printed, 64)
	if least > 100*math.Abs(*e.AtLeast)+1e-6 {
		return "printed as at least more than was computed: " + printed
	}
	if value < 0 {
		low, high = -high, -low
	}
	near, _, _ := strings.Cut(words.Range(100*low, 100*high), " to ")
	if end, _ := strconv.ParseFloat(near, 64); least > end {
		return fmt.Sprintf("printed as at least %s beside a range that begins at %s", printed, near)
	}
	return ""
}
