// Package parquet reads and writes Parquet files of flat columns.
//
//  1. [Open] reads the end of a file, where its columns and its metadata stand.
//  2. [File.Rows] streams the rows of some columns as text, as a CSV file would have
//     them: "" for null, true and false, plain numbers, dates as 2006-01-02.
//  3. [NewWriter] writes rows in groups of some thousands, so that neither side ever holds
//     a file; and metadata last, when what it says of the rows is known.
//
// What it does not do: nested and repeated columns. They are listed, and no cell of
// them is given.
package parquet
