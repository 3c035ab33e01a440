// Package result is what an audit found, as types: the record that encodes to
// audit.json (schema.json, [Schema]) and that every report is made from.
//
//  1. A [Result] holds the run, its intake, the headline and one [StageResult] a stage.
//  2. Every number is an [Estimate] with its interval, method and n, or with the reason
//     why it can't be computed; never NaN, 0 or 1 as a stand-in.
//  3. Enumerations (block, kind, verdict, family, status over time) are constants here.
//
// Nothing that decides hides in unexported fields: a decoded record answers as the run
// did. What it does not do: compute a number. The rooms beside it do, and fill it.
package result
