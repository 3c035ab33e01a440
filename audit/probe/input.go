package probe

import "fmt"

// Answer is what the screener said of one version once. All nil and no failure: it
// was never asked.
type Answer struct {
	Score    *float64
	Decision *bool // advance
	// Failure is why there is no answer (a refusal, a time-out, an error); "" = none.
	Failure string
}

// Answers of the repeats of one version.
type Answers []Answer

// Contrast is one signal in one unit: the version with it, and the same version with
// each placebo in its place.
type Contrast struct {
	With     Answers
	Placebos []Answers
	// Place has a job-related criterion in the place of the signal; empty where it was
	// not asked.
	Place Answers
}

// Unit is a résumé at a job.
type Unit struct {
	// Resume and Job are indices from 0.
	Resume, Job int
	// Base is the résumé as rendered, Again the identical file once more, Original the
	// document as it came (empty where the screener takes no files).
	Base, Again, Original Answers
	// Signals by position in Input.Signals; nil where the signal can't be shown in this
	// résumé (nothing to remove, no place to add).
	Signals []*Contrast
	// Control is the contrast of a job-related criterion; nil = none could be made.
	Control *Contrast
}

// Arm is one thing that is changed: a signal, all weak signals at once ("blind"), a
// name.
type Arm struct {
	ID     string // in arms[].arm: "signal", "blind", "name"
	Signal string // catalogue id, or what the arm shows; "" for blind
}

// Margin is what counts as material.
type Margin struct {
	// ScoreSD in standard deviations of the base versions' scores between résumés.
	ScoreSD float64
	// Decision in shares of decisions, in (0,1).
	Decision float64
}

// Input of an analysis.
type Input struct {
	Arms   []Arm
	Units  []Unit
	Level  float64 // of intervals and the familywise test, in (0,1)
	Margin Margin
	Seed   uint64 // of the sign flips
	Flips  int    // drawn for a p-value; 0 = 9999
}

// Validate says what is wrong with an input.
func (in *Input) Validate() error {
	if in.Level <= 0 || in.Level >= 1 {
		return fmt.Errorf("a level of %v is not in (0,1)", in.Level)
	}
	if in.Margin.ScoreSD <= 0 || in.Margin.Decision <= 0 || in.Margin.Decision >= 1 {
		return fmt.Errorf("margins have to be above 0, that of decisions below 1")
	}
	for i, u := range in.Units {
		if len(u.Signals) != len(in.Arms) {
			return fmt.Errorf("unit %d has %d contrasts for %d arms", i, len(u.Signals), len(in.Arms))
		}
	}
	return nil
}

// score is the mean over the repeats that have one.
func (a Answers) score() (float64, bool) {
	var sum float64
	n := 0
	for _, x := range a {
		if x.Score != nil {
			sum += *x.Score
			n++
		}
	}
	return sum / float64(max(n, 1)), n > 0
}

// decision is the share of repeats that said advance.
func (a Answers) decision() (float64, bool) {
	sum, n := 0, 0
	for _, x := range a {
		if x.Decision == nil {
			continue
		}
		n++
		if *x.Decision {
			sum++
		}
	}
	return float64(sum) / float64(max(n, 1)), n > 0
}

// failures counts the repeats without an answer.
func (a Answers) failures() (n int) {
	for _, x := range a {
		if x.Failure != "" {
			n++
		}
	}
	return n
}

// measure reads one outcome of a version.
type measure func(Answers) (float64, bool)

// difference is the version with the signal minus the mean of its placebos; false
// where either is missing.
func (c *Contrast) difference(of measure) (d float64, ok bool) {
	if c == nil {
		return 0, false
	}
	with, ok := of(c.With)
	if !ok {
		return 0, false
	}
	var sum float64
	n := 0
	for _, p := range c.Placebos {
		if v, ok := of(p); ok {
			sum += v
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return with - sum/float64(n), true
}
