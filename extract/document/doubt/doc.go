// Package doubt judges a finished text, on the text alone.
//
//  1. [Judge] gives its quality in [0,1] with the problems found: few or broken
//     characters, single letters, glued words, no common short words. A reader with a
//     second engine or OCR asks whether that may read better (quality.go).
//  2. [Weigh] also says whether the text may say less than its document (doubt.go): a
//     placeholder, pages without text, garbled or glued, thin, mostly hidden, or in a
//     language that the catalogue has no words for (languages.go, languages.yaml).
//
// What is found in a doubtful text stands; what is not found is unknown.
package doubt
