// Package cell prints counts and estimates of a result into cells, as far as they may be
// shown: the one place where a shade becomes a number or a word, for every workbook.
//
// It decides nothing: what may be shown is disclosure's, how a cell looks is sheet's.
package cell
