// Package cache stores profiles by content hash and generation, as opaque bytes:
// safe against two processes and a kill at any moment, rebuilt with a word when
// stale or damaged, never trusted. It holds no text of a résumé.
//
//  1. [Open] names the generation: everything that an entry depends on.
//  2. [Store.Get] and [Store.Put] read and write signed entries.
//  3. [Store.Keep] drops the entries of documents that left their folder,
//     [Store.Sweep] those over ninety days, [Forget] those of one document. Nothing is
//     deleted but what [Claim] and the form of its name tell to be the cache's own.
package cache
