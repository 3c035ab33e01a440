// Package model fits the adjusted model of a stage, and asks for a signal's effect in the
// other ways that a verdict must survive.
//
//  1. A stage is collapsed once to a [Base]: distinct patterns of stratum, cluster, person
//     and the codes of all factors, with counts (base.go).
//  2. A [Specification] reads it as a [Design]: a group of columns for each factor
//     (form.go: one of a binary factor, levels of an ordered one, a spline, a line or
//     quantile groups of a numeric one) and an indicator where values are unknown; which
//     factors, forms, fillings and rows enter (design.go).
//  3. The likelihood, penalty, requisition effects and what effects are read from are
//     chosen by stated rules (choice.go). [Adjust] fits the model of the record
//     (adjusted.go, conditional.go, terms.go); [Design.Fit] any design (fitted.go).
//  4. A [Contrast] is the effect of one factor in a [Fitted]: fitted rates at two of its
//     values, with the wider of two intervals and a joint test (contrast.go).
//     [Adjustment.Effects] records it (effects.go), [Adjustment.Own] is its fit.
//  5. Forms and doubted values ask again (checks.go), and what could be true of unknown
//     ones (unknown.go, shift.go). How a hidden
//     qualification would bear on an effect is read off straight lines (straight.go,
//     sensitivity.go).
//
// To ask for an effect under a specification of one's own:
//
//	c := a.Ask(j, model.Specification{Form: a.Form, Without: []int{k}, Of: j, Fill: model.DropUnknown})
//
// What it does not do: give verdicts, or split what is explained.
package model
