// Package probe renders what an experiment on an automated screener found: one page
// model (page.go), worded from typed results (words.go), as a workbook (xlsx.go), as one
// self-contained HTML file (html.go), and as the analyst's record (record.go). Workbook and
// HTML print the same page, so that they cannot differ.
//
// Words are causal where the experiment is: "moved the score" of this screener, version and
// date, for these résumés and jobs. Never "fair", and never what another screener would do.
package probe
