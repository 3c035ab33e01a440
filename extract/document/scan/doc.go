// Package scan reads pictures of pages by OCR, within its caps of pages and time: the
// words that document/ocr sees become glyphs, which document/layout puts in order.
// Pages that lie on their side or upside down are turned first (turn.go).
package scan
