// Package appendix writes appendix.xlsx: every table of an audit, for analysts, suppressed.
//
//  1. A [draft] has what may be shown, and the tabs table (workbook.go) lists the sheets:
//     name, why one is left out, and the function that fills it.
//  2. Each sheet has a file, and its further tables files of their own. A column is one
//     struct (columns.go): head, width, unit and meaning; the dictionary is made of them.
//  3. Rows of which nothing may be shown are one row that says how many (withheld.go).
//
// [WriteOpen] writes the same sheets with every count, for counsel. The package computes
// nothing but the rates, ratios and differences that stand as formulas.
package appendix
