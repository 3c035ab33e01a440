// Package ids tells applications and people apart by their ids.
//
//  1. An id counts by its value: 40010000 for 40010000.0, 4.001E7 and '40010000; what a
//     spreadsheet has rounded is said to be so (value.go).
//  2. What tells an application apart becomes a [Hash], and an [Index] numbers the
//     applications by it, in reading order (index.go).
//
// It knows no columns and no tables.
package ids
