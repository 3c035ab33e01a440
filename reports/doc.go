// Package reports says what the reports of an audit are made from: the book, what of it
// may be shown, and its summary in plain text; it writes the report that answers, as
// audit.xlsx and audit.html (report.go, rooms page, xlsx and html), audit.json and
// worklist.csv.
//
//  1. A [Book] holds the result, the words of the signals and the settings. A [Draft] of it
//     (draft.go) has a row for everybody who began (complete.go).
//  2. Room disclosure decides which counts may be printed, once a run ([Book.Settle]);
//     every report asks it through the draft (gate.go). Crossed attributes that would cost
//     others their counts are left out (crossed.go).
//  3. Room page makes the report's pages, xlsx and html print them. Room appendix writes
//     appendix.xlsx, every table; counsel the same with every count; rules the view of a
//     rule at one stage; review the two workbooks with rows of single applications or
//     documents.
//  4. Room cell prints a count as far as it may be shown, sheet lays out a page and writes
//     it, words holds the sentences. Room attack tests that nothing withheld comes back,
//     bookstest has books for the tests.
//
// It computes no statistic, and reads no résumé. audit.json is complete and for the
// analyst only; everything else is suppressed or, where it is not, says so.
package reports
