// Package spill keeps in files what memory must not hold: what grows with the number of
// documents.
//
//   - A [File] holds bytes and values at places.
//   - [Records] are values of one size by number.
//   - A [Sorter] orders texts.
//   - An [Index] finds numbers by keys: its entries are partitioned by the hash that a key
//     is, each partition is sorted on its own, and a block is read where a key can stand.
//
// A file is this process's alone: 0600, in the temporary folder, which a run has of its
// own, and nameless on systems that let an open file be removed, so that it goes whatever
// ends the process. Its end stays in memory until there is much of it, so that what is
// small never reaches the disk, by the same code. Nothing here survives the process:
// what is to last belongs into the cache.
package spill
