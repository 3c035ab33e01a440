// Package lookup finds out what the texts of a column mean, each distinct text once.
//
//  1. [Labels] number the distinct texts of a column: a row costs a look at its cell.
//  2. A [Memo] keeps what a text means by its number.
//  3. [Patterns] map texts to a few answers: the configuration's own first, then the
//     words of the lexicon. A [Classifier] is labels, patterns and counts of rows.
//  4. The stages, outcomes and sources of a configuration become patterns, and a
//     [Funnel] (funnel.go, answers.go); what they name that does not exist is an error.
//
// It knows no rows and decides nothing: words says what a text means.
package lookup
