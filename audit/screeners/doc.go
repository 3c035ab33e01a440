// Package screeners compares the people who decide.
//
//  1. [Consistency] asks how much the outcome depends on who judges: rates, shrunken
//     rates, and the spread between screeners of a mixed model (consistency.go).
//  2. Agreement of several screeners on one application (agreement.go), how each treats
//     a signal (screeners.go), and the trained against the others (training.go).
//
// What it does not do: name a screener; keys are opaque.
package screeners
