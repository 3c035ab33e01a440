// Package verdict says of one effect whether it is associated with advancing, is not
// materially so, or can't be told.
//
//  1. [Correct] corrects the p-values of a stage over the families that the plan names,
//     for the decisive effects and for each [result.Check] of them (family.go).
//  2. [Judge] reads one signal: by margin, decisive interval and corrected p, then by
//     what the answer must survive (verdict.go; at later stages the choice of who got
//     there, selected.go). The reason is a [result.Why], a type.
//
// What it does not do: compute an effect, or word an answer (room words of reports does,
// from the why and the effect alone).
package verdict
