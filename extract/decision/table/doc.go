// Package table reads a file of rows, CSV, XLSX or Parquet, into streams of rows below
// a found head.
//
//  1. The file is told by its content: XLSX, Parquet, or text in UTF-8, UTF-16 or
//     Windows-1252; the delimiter is the one that a "sep=" line names, else the one
//     under which a row reads best as a head.
//  2. The head is the best of the first rows; title rows above it are passed over. Of
//     a workbook every sheet with the head of the best one is a [Table]; each sheet
//     left out is listed with the reason.
//  3. [Rows] yields the rows below the head: blank rows and repeats of the head are
//     skipped and counted, cells that are merged downwards are filled in, a link
//     without a stored value shows its text.
//  4. A workbook is read by a child process ([Worker], [ServeWorker]) with limits of
//     memory and time, where the caller names one. It holds the workbook in memory and
//     answers questions about it block by block; nothing is laid aside on disk. A reader
//     that the machine ends is started again and goes on where it was.
//  5. What cannot be read is an [Error] with file, sheet, row and remedy.
//
// It knows nothing of what the columns mean: the caller's [Options.Score] rates rows
// as heads. Cells are bytes that are valid until the next row, so that a file of a
// million rows costs no more memory than a small one.
package table
