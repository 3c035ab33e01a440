// Package heads finds out which column of a table holds what.
//
//  1. A header names a field ([Headers]): the configuration's first, then the dictionary
//     of the usual systems (header.go, dictionary.go).
//  2. [Headers.Lay] assigns the columns of one table to fields; several for one field are
//     told apart by what they hold, or are an error that names them (assign.go).
//  3. The [Layout] says where each field stands, which columns a grouped report fills
//     down, and which ids a spreadsheet has rounded (layout.go, form.go, damaged.go).
//
// It reads no rows but the sample that comes with a table.
package heads
