// Package xlsx writes the report as a workbook, audit.xlsx: one sheet a page, upright,
// a page wide and high, so that it reads at full size without scrolling sideways and
// prints as it reads.
//
//  1. Each block of a page (room page) becomes lines on a grid of equal columns
//     (blocks.go), of the heights that the page was fitted with.
//  2. Plots are native charts that stand between the cells of their rows (plot.go); their
//     numbers stand to the right of what is printed.
//
// It words nothing and decides nothing: what it prints is the page model's.
package xlsx
