package probe

import (
	"math"

	"weaksignal/audit/stats"
	"weaksignal/audit/stats/exact"
)

// contrasts of one unit, control first.
func (u *Unit) contrasts() []*Contrast { return append([]*Contrast{u.Control}, u.Signals...) }

// placebos compares meaningless lines with one another: the first of each contrast
// minus the mean of the others, and their spread.
func (a *analysis) placebos() {
	var square, df float64
	p := a.collect(func(u *Unit) (float64, bool) {
		var sum, n float64
		for _, c := range u.contrasts() {
			if c == nil {
				continue
			}
			var values []float64
			for _, x := range c.Placebos {
				if v, ok := a.outcome(x); ok {
					values = append(values, v)
				}
			}
			if len(values) < 2 {
				continue
			}
			mean := 0.0
			for _, v := range values {
				mean += v / float64(len(values))
			}
			for _, v := range values {
				square += (v - mean) * (v - mean)
			}
			k := float64(len(values))
			df += k - 1
			sum += (values[0] - mean) * k / (k - 1) // the mean holds the first itself
			n++
		}
		return sum / math.Max(n, 1), n > 0
	})
	out := &a.result.Placebo
	out.Effect, _, _ = a.estimate(p)
	if df > 0 {
		sd := math.Sqrt(square / df)
		out.SD = &sd
	}
	if _, low, high, ok := out.Effect.Bounds(); ok {
		out.Floor = math.Max(math.Abs(low), math.Abs(high))
	}
}

// control asks whether the screener notices a job-related criterion, in either
// direction, beyond what meaningless lines do.
func (a *analysis) control() {
	p := a.collect(func(u *Unit) (float64, bool) { return u.Control.difference(a.outcome) })
	out := &a.result.Control
	out.Pairs = len(p.d)
	var pValue *float64
	out.Effect, pValue, _ = a.estimate(p)
	value, _, _, ok := out.Effect.Bounds()
	out.Moved = ok && pValue != nil && *pValue < 1-a.in.Level && math.Abs(value) > 0
}

// placesEnough is the number of résumés in which a criterion in the place of the signal
// must have moved nothing for the place to count as unread.
const placesEnough = 3

// unread tells whether nothing that was ever put in the places of arm j moved an answer
// by anything at all: not the signal, not lines without meaning, not a job-related
// criterion. "No effect" would then speak of the place, not of the signal. A screener
// whose answers vary by themselves is never called so.
func (a *analysis) unread(j int) bool {
	places := 0
	for i := range a.in.Units {
		u := &a.in.Units[i]
		c := u.Signals[j]
		if c == nil {
			continue
		}
		versions := append([]Answers{u.Base, c.With}, c.Placebos...)
		if _, ok := a.outcome(c.Place); ok {
			versions = append(versions, c.Place)
			places++
		}
		first, ok := a.outcome(versions[0])
		for _, v := range versions[1:] {
			if x, also := a.outcome(v); ok && also && x != first {
				return false
			}
		}
	}
	return places >= placesEnough
}

func (a *analysis) repeatability() {
	var pairs, same, scored, flipped, decided int
	for i := range a.in.Units {
		u := &a.in.Units[i]
		for k := range min(len(u.Base), len(u.Again)) {
			x, y := u.Base[k], u.Again[k]
			if x.Failure == "" && y.Failure == "" {
				pairs++
			}
			if x.Score != nil && y.Score != nil {
				scored++
				if *x.Score == *y.Score {
					same++
				}
			}
			if x.Decision != nil && y.Decision != nil {
				decided++
				if *x.Decision != *y.Decision {
					flipped++
				}
			}
		}
	}
	out := Repeatability{Pairs: pairs}
	if scored > 0 {
		s := float64(same) / float64(scored)
		out.SameScore = &s
	}
	if decided > 0 {
		f := float64(flipped) / float64(decided)
		out.Flips = &f
	}
	a.result.Repeatability = out
}

// rendering says what writing the document anew does by itself.
func (a *analysis) rendering() {
	p := a.collect(func(u *Unit) (float64, bool) {
		base, ok := a.outcome(u.Base)
		original, ok2 := a.outcome(u.Original)
		return base - original, ok && ok2
	})
	if len(p.d) > 0 {
		e, _, _ := a.estimate(p)
		a.result.Rendering = &e
	}
}

// tally counts requests and failures of versions.
func (f *Failures) tally(versions ...Answers) {
	for _, v := range versions {
		f.Requests += len(v)
		f.Count += v.failures()
	}
}

func (a *analysis) failures() {
	base, control, placebo := Failures{Arm: "base"}, Failures{Arm: "positive_control"}, Failures{Arm: "placebo"}
	signals := make([]Failures, len(a.in.Arms))
	for j, arm := range a.in.Arms {
		signals[j] = Failures{Arm: arm.ID, Signal: arm.Signal}
	}
	for i := range a.in.Units {
		u := &a.in.Units[i]
		base.tally(u.Base, u.Again, u.Original)
		if u.Control != nil {
			control.tally(u.Control.With)
			placebo.tally(u.Control.Placebos...)
		}
		for j, c := range u.Signals {
			if c != nil {
				signals[j].tally(c.With, c.Place)
				placebo.tally(c.Placebos...)
			}
		}
	}
	a.result.Failures = append([]Failures{base, control, placebo}, signals...)
}

// failureAlpha is the level at which failures by version speak against the pairs that
// are left: the usual one, uncorrected, because it only ever withholds a verdict.
const failureAlpha = .05

// lopsided tells whether answers fail more often on one side of a contrast than on
// the other (Fisher's exact test of requests): those that are left are then no fair
// pairs.
func (a *analysis) lopsided(j int) bool {
	with, without := Failures{}, Failures{}
	for i := range a.in.Units {
		if c := a.in.Units[i].Signals[j]; c != nil {
			with.tally(c.With)
			without.tally(c.Placebos...)
		}
	}
	if with.Count+without.Count == 0 {
		return false
	}
	test, err := exact.Fisher(stats.Table{X1: with.Count, N1: with.Requests, X2: without.Count, N2: without.Requests})
	return err == nil && test.P < failureAlpha
}
