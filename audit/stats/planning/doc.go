// Package planning says how many decisions a verdict needs.
//
//  1. [Design] describes a stage that is to be audited: rates, shares, sizes, and the
//     number of signals that are corrected for.
//  2. [Design.Detect] gives the decisions at which a difference is found by the corrected
//     test, [Design.Equivalence] those at which the interval of no effect lies inside the
//     margin.
//  3. [Precision.Enough] asks the same of an estimate that is there already, by its
//     standard error.
//
// What it does not do: foresee what else a verdict must survive, such as an effect that
// differs by screener. The numbers are the least that is needed, not a promise.
package planning
