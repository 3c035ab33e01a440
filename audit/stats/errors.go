package stats

import (
	"errors"
	"fmt"
)

// NotEstimable says why a quantity has no answer for these numbers. Reason is
// a plain clause without a full stop that a report prints as it stands ("one of
// the two groups is empty"). Every function of this package and its rooms that returns an
// error returns a *NotEstimable, so errors.As finds the words.
type NotEstimable struct {
	Reason string
}

// Error is the reason with its kind in front.
func (e *NotEstimable) Error() string { return "not estimable: " + e.Reason }

// NotEstimablef is a *NotEstimable with a formatted reason.
func NotEstimablef(format string, args ...any) error {
	return &NotEstimable{Reason: fmt.Sprintf(format, args...)}
}

// Reason is the plain clause of a stats error.
func Reason(err error) string {
	var ne *NotEstimable
	if errors.As(err, &ne) {
		return ne.Reason
	}
	return err.Error()
}
