// Package layout turns the glyphs that a page draws, in any order, into text in
// the order in which a person reads it: glyphs in, [Block]s out. It is pure, knows
// no file format and serves every engine that tells where glyphs stand.
//
//  1. Glyphs become words by the gaps between them (word.go); what is drawn twice
//     for a bolder look counts once, letter-spaced words are joined. Text that
//     stands on its side is turned upright and read after the rest.
//  2. Words on one baseline become pieces, which end at a gap that may be a
//     gutter between columns (piece.go).
//  3. A gutter is white space that runs down between pieces of several lines on
//     both sides (gutter.go). Its left side is read before its right one, and
//     each, like what stands above and below, is looked at in the same way
//     (order.go): the recursive cut of Nagy and Seth (1984), with poppler's and
//     pdfminer's idea that white space counts by the lines along it.
//     A column whose picture lets it begin lower than the other one is read after
//     the name and the sections that end there, or after all of that column where a
//     section has begun well above it (trim.go).
//  4. A narrow side whose lines stand on the baselines of the other side, in
//     groups of one or two, is no column but labels: dates or headings in a
//     margin (labels.go). Such a table is read by rows; a heading in the margin opens what
//     stands beside it and has a line of its own.
//     Lines that were broken for a date at their right end are whole again (wrap.go).
//  5. Rows become lines, from right to left by the Unicode bidirectional algorithm
//     (bidi.go), words broken at a line end are joined, and lines that stand
//     close together are a block (block.go).
//
// What it does not do: read tables of numbers, or formulas.
package layout
