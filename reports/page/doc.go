// Package page is the report that answers: what audit.xlsx and audit.html both print.
// It is made once from a result, and knows nothing of spreadsheets or browsers, so that
// the two files cannot differ.
//
//  1. An [Input] is the result, what of it may be shown (room disclosure), and the words
//     that the employer and the catalogue bring.
//  2. [Make] composes six pages (answer.go, signals.go, groups.go, privilege.go,
//     process.go, closing.go) of typed blocks (block.go): headline, text, list, table,
//     and plot, a picture of rows with values and ranges.
//  3. Each page is fitted to the paper (fit.go): blocks that may be shortened give rows
//     until the page holds, and say how many; caution and groups never give way.
//
// Every sentence is made from typed fields of the result, never from its prose, and
// every count and what is computed from one asks the disclosure room first.
package page
