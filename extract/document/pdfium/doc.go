// Package pdfium is the second PDF engine, the home of go-pdfium and wazero: PDFium in
// a WebAssembly sandbox without a file system. It reads what the first one cannot.
//
//  1. [Start] compiles the module, or takes it from a folder; an instance serves one
//     document after another and is thrown away after a fault.
//  2. Text that a person would not see is taken off the loaded page (hidden.go, and
//     drawn.go where only the drawn page can tell).
//  3. The characters of the page with their boxes become glyphs (glyphs.go), form
//     values are written beside their labels (fields.go), links are listed.
//  4. Pages that are pictures are rendered for OCR (render.go), notes.go says what the
//     text may lack.
//
// [Engine.Draw] shows a page with the blocks that were read on it.
package pdfium
