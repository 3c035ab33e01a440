// Package doubt holds what a table said that was not understood, or cannot be so.
//
//  1. A [Problem] is one row, cell or column; [Problems] are a bounded list with its count.
//  2. A [Doubt] collects texts, dates and rows that were not understood and tells whether
//     an audit without them could mislead; a [Guard] is a check of the whole table.
//  3. Few contradictions are slips, which are left out; more end the run (slips.go).
//
// It reads nothing: readers of exports, tables and groups fill it in.
package doubt
