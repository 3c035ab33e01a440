// Package model fits the adjusted model of a stage.
//
//  1. A stage collapses to a design: distinct patterns with counts (design.go).
//  2. The likelihood, penalty and requisition effects are chosen by stated rules
//     (choice.go) and fitted ([Adjust], adjusted.go, conditional.go).
//  3. Each signal gets its effects (effects.go), each term its interval and test
//     (terms.go), and how a hidden qualification would bear on it (sensitivity.go).
//
// What it does not do: give verdicts, or split what is explained.
package model
