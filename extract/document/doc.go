// Package document reads the text of one document: bytes in, [Text] out.
//
//  1. The format is told by content, with the name as a hint (detect.go).
//  2. The format's reader returns raw text and links under the caps of [Limits]
//     (formats.go lists them): document/office for the formats of word processors,
//     document/web for HTML and web archives, document/plain for text and Markdown.
//  3. PDF has two engines (pdf.go): document/ledongthuc for the files that its
//     object layer shows it to read right, document/pdfium in WebAssembly for the
//     rest; the better text is kept and named. Both tell where glyphs stand, and
//     document/layout makes text of them in the order of the eye. What is worthless
//     or has no text is read again by OCR where the caller has one (reread.go,
//     document/scan, document/ocr).
//  4. What a person would not see is left out and counted, by one rule for every
//     format (document/ink): each reader says how its text is drawn.
//  5. The text is normalised and its quality judged on the text alone (finish.go,
//     document/doubt). A text that may say less than its document is doubtful.
//
// What all of them hand on is document/draft. None of the rooms knows this package;
// a reader that meets a document within a document is given a way back here.
//
// It opens no other file, follows no link and knows nothing of résumés. Foreign
// readers that panic are recovered here and become an [Error]; what recover
// cannot catch is answered by extract/pool, which runs this in child processes.
package document
