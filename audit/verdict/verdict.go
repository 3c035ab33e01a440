package verdict

import (
	"math"

	"weaksignal/audit/result"
	"weaksignal/audit/stats/planning"

	"gonum.org/v1/gonum/stat/distuv"
)

// barring is the level at which a difference by a moderator, corrected over the
// moderators of the signal, speaks against "no material association".
const barring = 0.10

// Finding is what a verdict is read from: one effect with its p.
type Finding struct {
	Estimate  result.Estimate
	P         *float64
	PAdjusted *float64
	// Largest and Opposite as in result.Effect; nil for a binary signal.
	Largest, Opposite *float64
}

// FindingOf is the decisive effect of a signal.
func FindingOf(s *result.SignalResult) Finding {
	e := &s.Effect
	return Finding{e.Estimate, e.P, e.PAdjusted, e.Largest, e.Opposite}
}

func ofCheck(c *result.Check) Finding {
	return Finding{c.Estimate, c.P, c.PAdjusted, c.Largest, c.Opposite}
}

// size is what the margin is held against: of a numeric or ordered signal the largest
// difference between any two of its values.
func (f *Finding) size() float64 {
	size := math.Abs(*f.Estimate.Value)
	if f.Largest != nil {
		size = math.Max(size, *f.Largest)
	}
	return size
}

// Word is the verdict on one effect taken by itself:
//
//	associated               corrected p < 1 − level and size ≥ margin
//	no_material_association  the whole interval inside ±margin, and the size too
//	cannot_tell              all else
func Word(f Finding, margin, level float64) result.Verdict {
	_, low, high, ok := f.Estimate.Bounds()
	switch {
	case !ok:
		return result.CannotTell
	case f.PAdjusted != nil && *f.PAdjusted < 1-level && f.size() >= margin:
		return result.Associated
	case low > -margin && high < margin && f.size() < margin:
		return result.NoMaterialAssociation
	}
	return result.CannotTell
}

// WordOf is the verdict on a check taken by itself.
func WordOf(c *result.Check, margin, level float64) result.Verdict {
	return Word(ofCheck(c), margin, level)
}

// Judge gives a signal its verdict and why. Its corrected p-values, checks and moderators
// must be there; family is the number of signals tested together.
func Judge(s *result.SignalResult, margin, level float64, family int) {
	f := FindingOf(s)
	s.Why = result.Why{Margin: margin}
	s.Verdict = result.CannotTell
	s.Effect.Bends = f.Opposite != nil && *f.Opposite >= margin
	s.Effect.AtLeast = nil
	for i := range s.Checks {
		s.Checks[i].Verdict = WordOf(&s.Checks[i], margin, level)
	}
	switch {
	case !f.Estimate.Estimable():
		s.Why.Kind = result.WhyNoEffect
		return
	case s.Adjusted.Crowded != "":
		s.Why.Kind = result.WhyCrowded
		return
	}
	word := Word(f, margin, level)
	if word == result.CannotTell {
		undecided(s, f, margin, level, family)
		return
	}
	if c := disagreeing(s, f, word); c != nil {
		s.Why.Check = c
		s.Why.Kind = reasonOf(c.Kind)
		return
	}
	if !withstandsSelection(s, f, word, margin) {
		s.Why.Kind = result.WhySelected
		return
	}
	if word == result.Associated {
		s.Verdict, s.Why.Kind = word, result.WhyClear
		if s.Effect.Bends {
			s.Why.Kind = result.WhyBends
		}
		qualify(s)
		return
	}
	if m := differs(s); m != nil {
		s.Why.Kind, s.Why.P, s.Why.By = result.WhyDiffers, m.PSignal, by(m)
		return
	}
	s.Verdict, s.Why.Kind = word, result.WhyWithin
}

// qualify says by what an association is not the same for everybody: the clearest
// difference that is a finding of the stage.
func qualify(s *result.SignalResult) {
	var out *result.Moderation
	for i := range s.DiffersBy {
		if m := &s.DiffersBy[i]; m.Finding() && (out == nil || *m.PAdjusted < *out.PAdjusted) {
			out = m
		}
	}
	if out != nil {
		s.Why.P, s.Why.By = out.PAdjusted, by(out)
	}
}

func by(m *result.Moderation) []string {
	if m.Attribute != "" {
		return []string{string(m.By), m.Attribute}
	}
	return []string{string(m.By)}
}

// disagreeing is the first check that speaks against the word, or whose effect has the
// other sign beside a word that has one; nil = none does.
func disagreeing(s *result.SignalResult, f Finding, word result.Verdict) *result.Check {
	for i := range s.Checks {
		c := &s.Checks[i]
		turned := false
		if value, _, _, ok := c.Estimate.Bounds(); ok && word == result.Associated && !s.Effect.Bends {
			turned = value**f.Estimate.Value < 0
		}
		if c.Verdict != word || turned {
			out := *c
			return &out
		}
	}
	return nil
}

func reasonOf(k result.CheckKind) result.WhyKind {
	switch k {
	case result.UnknownAbsent, result.UnknownPresent:
		return result.WhyUnknown
	case result.UnknownLower, result.UnknownHigher:
		return result.WhyTips
	case result.WithoutDoubted:
		return result.WhyDoubted
	}
	return result.WhyForm
}

// differs is the clearest moderator that bars "no material association"; nil = none.
func differs(s *result.SignalResult) *result.Moderation {
	var out *result.Moderation
	for i := range s.DiffersBy {
		m := &s.DiffersBy[i]
		if m.PSignal != nil && *m.PSignal < barring && (out == nil || *m.PSignal < *out.PSignal) {
			out = m
		}
	}
	return out
}

// undecided says what kept one effect from a verdict.
func undecided(s *result.SignalResult, f Finding, margin, level float64, family int) {
	_, low, high, _ := f.Estimate.Bounds()
	clear := f.PAdjusted != nil && *f.PAdjusted < 1-level
	alone := f.P != nil && *f.P < 1-level
	switch {
	case low > -margin && high < margin && f.size() >= margin:
		s.Why.Kind = result.WhyElsewhere
	case clear:
		s.Why.Kind = result.WhySmall
	case alone && f.size() >= margin:
		s.Why.Kind = result.WhyUncorrected
	default:
		s.Why.Kind = result.WhyTooFew
	}
	if d, _, _, ok := s.DetectableDifference.Bounds(); ok {
		s.Why.Seen = &d
	}
	s.Why.Enough = enough(f.Estimate, margin, level, family)
}

// power is the chance at which a number of decisions counts as enough.
const power = 0.8

// enough is the number of decisions at which, with the same mix of applicants, the question
// of the margin would be settled; by the planner that `check --power` asks. nil where there
// is no error to go by, or where the decisions are enough.
func enough(e result.Estimate, margin, level float64, family int) *int {
	if e.SE == nil {
		return nil
	}
	n, err := planning.Precision{SE: *e.SE, N: e.N, Tests: max(family, 1), Alpha: 1 - level, Power: power}.Enough(margin)
	if err != nil || n <= e.N {
		return nil
	}
	n = planning.Rounded(n)
	return &n
}

// AtLeast fills what the associated effects of a family are at least: the end nearer 0 of
// the interval at level 1 − R·α/m, R of m signals being called associated. Marginal
// limits would be false for some of the selected too often.
// Benjamini & Yekutieli (2005) J Am Stat Assoc 100:71–81.
func AtLeast(family []*result.SignalResult, level float64) {
	m, r := 0, 0
	for _, s := range family {
		if s.Effect.P != nil {
			m++
		}
		if s.Verdict == result.Associated {
			r++
		}
	}
	for _, s := range family {
		e := &s.Effect
		e.AtLeast = nil
		if s.Verdict != result.Associated || e.SE == nil || s.Why.Kind == result.WhyBends {
			continue
		}
		p := (1 - level) * float64(r) / float64(m) / 2
		q := distuv.UnitNormal.Quantile(1 - p)
		if e.DF > 0 {
			q = distuv.StudentsT{Sigma: 1, Nu: e.DF}.Quantile(1 - p)
		}
		end := math.Abs(*e.Value) - q**e.SE
		if end <= 0 {
			continue // a joint test can be clear where the two values compared are not
		}
		end = math.Copysign(end, *e.Value)
		e.AtLeast = &end
	}
}
