// Package dates reads the dates of a table's column.
//
//  1. A cell is a day since 1970 ([Column.Parse]): ISO first, then numbers, zones, month
//     names of the lexicon's languages (iso.go, forms.go).
//  2. Three numbers whose order is not clear are kept as they are (day.go) until the
//     whole column tells it ([Column.Resolve], [Ordered]); it is never guessed.
//  3. What was understood is a [Report], with an example, the range and the cells that
//     are no dates.
package dates
