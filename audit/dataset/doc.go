// Package dataset holds the applications of an audit, the only input of every measure.
//
//  1. A [Builder] takes one [Row] per application and packs it into a [Dataset]:
//     dictionary-coded columns of narrow integers. Keys are opaque; no name and no
//     text of a résumé gets here.
//  2. A [View] is one stage, or the funnel as a whole: who entered it, was decided,
//     left without a decision or skipped it (view.go), or its judgements one by one
//     (judgements.go).
//  3. A [Factor] is one signal in one block, or a context column's dummy (factor.go). Two
//     distinct values are binary whatever their codes; [Distribution] lists the values of
//     a numeric one, what it compares (values.go) and which look like codes or slips
//     (doubted.go). [View.Count] tallies a factor, [Collapse] counts distinct patterns.
//
// What it does not do: compute a statistic.
package dataset
