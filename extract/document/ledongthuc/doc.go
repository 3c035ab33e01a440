// Package ledongthuc is the first PDF engine, the home of ledongthuc/pdf.
//
//  1. [Plausible] refuses files whose declared sizes the library would believe.
//  2. The object layer says what its fonts and encodings will not read right
//     (triage.go), and whether text may be hidden (look.go): such files are refused with
//     [Unsuited], and go to the second engine.
//  3. A page's content gives glyphs with their places (lines.go), document/layout text.
//
// It panics, hangs and allocates on damaged files: callers run it within a time, recover,
// and in a child process.
package ledongthuc
