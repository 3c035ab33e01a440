// Package document reads the text of one document: bytes in, [Text] out.
//
//  1. The format is told by content, with the name as a hint.
//  2. The format's reader (one file each, listed in formats.go) returns raw text
//     and links under the caps of [Limits].
//  3. PDF has two engines (pdf.go): ledongthuc/pdf for the files that its object
//     layer shows it to read right (pdf_triage.go), pdfium in WebAssembly for the
//     rest; the better text is kept and named. Both tell where glyphs stand, and
//     document/layout makes text of them in the order of the eye (pdf_page.go).
//     Links of annotations belong to it. Pictures of pages are read by OCR where the
//     caller has one (scan.go, document/ocr).
//  4. What a person would not see is left out and counted, by one rule for every
//     format (ink.go): each reader says how its text is drawn.
//  5. The text is normalised (NFKC, ligatures, soft hyphens, letter-spaced
//     headings, line ends) and its quality judged on the text alone.
//
// A text that may say less than its document is doubtful (doubt.go): garbled, glued,
// thin, in a language that the catalogue does not know (languages.yaml), read in
// part, a placeholder, or mostly hidden.
//
// It opens no other file, follows no link and knows nothing of résumés. Foreign
// readers that panic are recovered here and become an [Error]; what recover
// cannot catch is answered by extract/pool, which runs this in child processes.
package document
