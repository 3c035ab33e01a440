// Package words understands the short texts of an applicant tracking system's
// export: statuses, reasons, stages, sources, referrers and column headers, in
// English, German, French, Spanish, Dutch, Portuguese and Italian.
//
//  1. A text is folded (case, accents, camel case, leading codes) and cut into
//     whole words and clauses.
//  2. The lexicon (data/*.yaml, one file a language) turns words into concepts: who
//     acts, on what, what happened, and what negates it.
//  3. An ordered table of rules (data/rules.yaml) turns the concepts of each clause
//     into an outcome, stage or source; the clauses are combined.
//  4. What fits two answers, or none, is [Asked]: it is the employer's to say.
//
// Precision comes before recall: a word that the lexicon does not know makes a
// favourable reading impossible, because the word may be the one that turns it.
//
// The package reads no files but its own data, and knows nothing of rows; the
// configuration's own mapping is applied by the caller, before asking here.
package words
