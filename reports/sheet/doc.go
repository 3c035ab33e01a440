// Package sheet lays out one worksheet and writes it: the part of a report that knows
// spreadsheets and paper, and nothing of audits.
//
//  1. A [Page] collects lines of cells, tables, charts and links in memory (page.go),
//     so that formulas and charts can refer to rows already placed; heights are
//     estimated (measure.go), printed pages reckoned (paper.go).
//  2. A [Cell] holds a value, a formula with its value, or a link, and a [Look]
//     (cell.go, style.go); charts.go and forest.go draw bars and forest plots.
//  3. A [Document] is pages with what stands on each of them; [Document.Write] streams
//     it to XLSX (write.go, render.go). Text from outside is neutralised there
//     (clean.go), so that no page can forget it.
package sheet
