// Package extract turns one document into a [Profile]: what the document says,
// as findings, dated spans, skills and degrees.
//
// The flow of a batch:
//
//  1. The folders are walked and their files listed, sorted by path; what can be
//     no document is listed with the reason.
//  2. Each document's content hash is looked up in the cache (extract/cache)
//     together with the versions of reader and catalogue.
//  3. What is new is read by a pool of child processes (extract/pool): bytes to
//     text (extract/document), text to findings (extract/signal) by the
//     definitions of extract/catalogue. The parent never parses a document.
//  4. The same bytes, or the same text in another format, are marked as
//     duplicates.
//
// [Batch] gives all that it read; [Collect] gives [Documents], which lie in private files
// (extract/spill) until they are asked for: what a batch holds in memory is a byte a file.
//
// The same on several machines: [BatchShard] reads one share of the files, told by
// the hash of each path, and [Part.Write] writes its profiles. [Stream] is a filter for
// engines that hand documents to programs, and [Sealer] makes of each profile a line that
// stands alone. [Gather] checks that shares, or lines, belong together, each once, and
// gives the documents of the one batch.
//
// A profile is a pure function of the document's bytes, the catalogue and the
// reader's version. What depends on an application (years of experience at its
// date, skills matched to its role) is computed by the join and never cached.
//
// Decisions, groups and candidates tables are read by extract/decision.
//
// What it does not do: judge a signal, know roles, or follow links.
package extract
