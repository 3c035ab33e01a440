package reports

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// What tests of the package from outside, which invent books by way of it, look into.

// CrossedOf names the attributes of a result that are two crossed.
func CrossedOf(r *result.Result) []string { return crossedOf(r) }

// Plain is a book without crossed attributes, and what of it is shown.
func Plain(b *Book) (*result.Result, *disclosure.Shown) {
	plain := leaveOut(complete(b), crossedOf(b.Result))
	return plain.Result, shownOf(plain)
}

// Settled is what Settle found; nil before.
func Settled(b *Book) *disclosure.Shown {
	if b.settled == nil {
		return nil
	}
	return b.settled.shown
}
