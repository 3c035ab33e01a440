// Package reports writes an [audit.Result] for people: the workbook audit.xlsx,
// the record audit.json, and worklist.csv.
//
//  1. A [Book] holds the result, the words of the signals and the settings.
//  2. The sheets table lists every worksheet: a name, when it is left out, and
//     the function that fills it (sheet_<name>.go).
//  3. Suppression (suppress.go) is applied before a cell is written: small counts
//     and their complements never reach the file.
//  4. Text from outside is neutralised (cell.go); strings for people stand in
//     words.go.
//
// It computes no statistic and reads no résumé.
package reports
