// Package selection bounds effects among those whom an earlier decision let through.
//
// Who reached a later stage was chosen, by the signal too: those with and without it
// who are left are no longer alike, and a signal that means nothing there looks as if it
// did harm. Without a model of that choice the effect is known within bounds only.
package selection

import (
	"errors"
	"math"
)

// Arm is one of two kinds of applicants: Entered of All reached the stage, of whom
// Advanced advanced there. 0 <= Advanced <= Entered <= All.
type Arm struct {
	All, Entered, Advanced float64
}

// ErrNobody: a kind of which nobody reached the stage has no rate to bound.
var ErrNobody = errors.New("one of the two kinds has nobody at the stage")

// Lee bounds the difference of rates (with minus without) among those who would
// have reached the stage whether or not they had the signal.
//
//	p = Entered/All;  the kind let through more often, by the share q = (p_hi − p_lo)/p_hi
//	too many, loses that share of its entrants: once all from those who advanced, once all
//	from those who did not,
//	rate_low = max(0, (r − q)/(1 − q)),  rate_high = min(1, r/(1 − q)),  r = Advanced/Entered
//
// Assumes that the signal moves everybody's entry one way (monotonicity) and nothing
// else; the bounds hold what is estimated, without sampling error. Entries equally
// often leave the plain difference. ErrNobody where a kind has no entrants.
//
// Source: Lee (2009) Rev Econ Stud 76:1071–1102, proposition 1a, for a 0/1 outcome.
func Lee(with, without Arm) (low, high float64, err error) {
	if with.Entered <= 0 || without.Entered <= 0 {
		return 0, 0, ErrNobody
	}
	pw, po := with.Entered/with.All, without.Entered/without.All
	lowWith, highWith := with.trimmed(math.Max(0, 1-po/pw))
	lowWithout, highWithout := without.trimmed(math.Max(0, 1-pw/po))
	return lowWith - highWithout, highWith - lowWithout, nil
}

// trimmed are the lowest and the highest rate that are left when the share q of the
// entrants is taken away.
func (a Arm) trimmed(q float64) (low, high float64) {
	r := a.Advanced / a.Entered
	return math.Max(0, (r-q)/(1-q)), math.Min(1, r/(1-q))
}
