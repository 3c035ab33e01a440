package reports

import (
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
)

// settlement is what of a book is shown: the crossed attributes left out, and the rest.
type settlement struct {
	left  []string
	shown *disclosure.Shown
}

// Settle works out once what of the book may be shown, for all files that are made of
// it; a count that is changed afterwards is not seen.
func (b *Book) Settle() {
	if b.settled == nil {
		b.settled = settle(complete(withoutRepeat(b)))
	}
}

// settle leaves out tables of two crossed attributes whose small corners would cost an
// attribute, a signal or a stage its own counts: a handful of people is no reason to
// withhold how women and men fared. A rule that asks for crossed tables has them.
func settle(b *Book) *settlement {
	all := crossedOf(b.Result)
	if len(all) == 0 || slices.ContainsFunc(b.Result.Rules, hasCrossed) {
		return &settlement{shown: shownOf(b)}
	}
	best := &settlement{left: all, shown: shownOf(leaveOut(b, all))}
	plain, plainBook := best.shown, leaveOut(b, all)
	for _, attribute := range all {
		left := slices.DeleteFunc(slices.Clone(best.left), func(s string) bool { return s == attribute })
		try := leaveOut(b, left)
		if shown := shownOf(try); costsNothing(plainBook.Result, plain, try.Result, shown) {
			best = &settlement{left: left, shown: shown}
		}
	}
	return best
}

func shownOf(b *Book) *disclosure.Shown {
	return disclosure.New(disclosure.Source{Result: b.Result, Requisitions: b.Requisitions})
}

func hasCrossed(v result.RuleView) bool {
	return slices.ContainsFunc(v.Tables, func(t result.RuleTable) bool { return len(t.Attributes) > 1 })
}

func crossedOf(r *result.Result) []string {
	var out []string
	for _, st := range r.Stages {
		for _, imp := range st.Impact {
			if imp.Intersectional && !slices.Contains(out, imp.Attribute) {
				out = append(out, imp.Attribute)
			}
		}
	}
	return out
}

// leaveOut is the book without the impact of some attributes; the book itself stays.
func leaveOut(b *Book, attributes []string) *Book {
	if len(attributes) == 0 {
		return b
	}
	book, res := *b, *b.Result
	res.Stages = slices.Clone(res.Stages)
	for i := range res.Stages {
		res.Stages[i].Impact = slices.DeleteFunc(slices.Clone(res.Stages[i].Impact), func(imp result.Impact) bool { return slices.Contains(attributes, imp.Attribute) })
	}
	book.Result = &res
	return &book
}

// costsNothing tells whether all that a book without crossed attributes shows of
// stages, signals and attributes is shown with some.
func costsNothing(plainBook *result.Result, plain *disclosure.Shown, r *result.Result, shown *disclosure.Shown) bool {
	for i, st := range plainBook.Stages {
		if shown.Stages[i].Shade() > plain.Stages[i].Shade() {
			return false
		}
		for j := range st.Signals {
			if shown.Signal(i, j) > plain.Signal(i, j) {
				return false
			}
		}
		for a, imp := range st.Impact {
			at := slices.IndexFunc(r.Stages[i].Impact, func(x result.Impact) bool { return x.Attribute == imp.Attribute })
			for g := range imp.Groups {
				if shown.Groups[i][at][g].Shade() > plain.Groups[i][a][g].Shade() {
					return false
				}
			}
		}
	}
	return true
}
