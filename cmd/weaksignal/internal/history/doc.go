// Package history keeps the aggregates of every scheduled run in an embedded
// database in the state folder: no applicants, no names.
//
//  1. [Open] takes the file (0600), checks its schema version and migrates it.
//  2. [Store.Append] keeps one [Entry] per key; the key covers the period and the
//     inputs' hashes, so that a rerun adds no point.
//  3. [Store.List] gives the entries in order of their start; [Store.Prune]
//     forgets what is older than the retention.
//
// The database is bbolt: one file, copy-on-write pages and one fsync per commit,
// so a kill at any moment leaves the last commit readable; its file lock keeps two
// processes apart. It was chosen over SQLite because nothing here is queried: a
// few hundred small values are listed in order.
package history
