// Package words holds what a report says in words: titles, notes and columns of the
// sheets (words.go, reading.go), of the review workbook (review.go), what the texts
// of an export count as (intake.go), the paragraphs of
// Methods (methods.go), the data dictionary and the glossary (glossary.go), and how
// numbers are written in a sentence (number.go).
//
// All words stand in one place, so that a translation is possible. It decides nothing
// and knows neither results nor worksheets.
package words
