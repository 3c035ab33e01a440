// Package reports writes an [result.Result] for people: the report that answers, as
// audit.xlsx and audit.html (report.go, rooms page, xlsx and html), every table as
// appendix.xlsx, the record audit.json, worklist.csv and a summary in plain text.
//
//  1. A [Book] holds the result, the words of the signals and the settings. A draft of it
//     (draft.go) has a row for everybody who began (complete.go).
//  2. Room disclosure decides which counts may be printed, once for all files; every
//     sheet asks it (tallies.go, gate.go). Crossed attributes that would cost others
//     their counts are left out (crossed.go).
//  3. The tabs table (workbook.go) lists every worksheet: its name, why it is left out,
//     and the function that fills a page (sheet_<name>.go).
//  4. Room sheet lays out a page and writes it; room words holds the sentences; room
//     review the two workbooks with rows of single applications or documents.
//
// It computes no statistic but the rates, ratios and differences that stand as
// formulas in the workbook, and reads no résumé. audit.json is complete and for the
// analyst only; everything else is suppressed or, where it is not, says so.
package reports
