// Package reports writes an [result.Result] for people: the workbook audit.xlsx,
// the record audit.json, worklist.csv and a summary in plain text; on request
// applications.xlsx and review.xlsx, which is read back as well.
//
//  1. A [Book] holds the result, the words of the signals and the settings.
//  2. Suppression comes first: shown.go enters every count and every way to add
//     them up into a ledger (suppress.go), which withholds small counts and those
//     that would give them away (infer.go and solve.go work out what a reader can
//     infer). All sheets ask the same ledger,
//     but for the sheet of a rule that asks for every count (shown_rules.go); the
//     tables of a rule by job are entered last and cost no other sheet a count
//     (shown_jobs.go, suppress_last.go).
//  3. The sheets table (workbook.go) lists every worksheet: its name, why it is left
//     out, and the function that fills a page (sheet_<name>.go).
//  4. A page (page.go) holds cells, formulas with their values, charts and links; it
//     is streamed to the file (render.go). Text from outside is neutralised there
//     (cell.go), so that no sheet can forget it. Words for people stand in words.go,
//     words_methods.go and words_glossary.go.
//
// It computes no statistic but the rates, ratios and differences that stand as
// formulas in the workbook, and reads no résumé. audit.json is complete and for the
// analyst only; everything else is suppressed or, where it is not, says so.
package reports
