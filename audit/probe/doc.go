// Package probe measures what one thing in a résumé does to an automated screener's
// answer, from the answers to versions of the same résumés that differ in that one
// thing.
//
// It is an experiment, not a record: who gets which version is decided here, so a
// difference is caused by it, for this screener, version, date and these résumés and
// jobs. The steps:
//
//  1. The caller asks the screener about each [Unit], a résumé at a job, in several
//     versions (arms), and hands in the answers; failures are answers, too.
//  2. [Analyse] takes, within each unit, the version with the signal minus the mean of
//     its placebos, lines without meaning of the same length at the same place, so that
//     length, position and the mere change of a text fall out (paired.go).
//  3. Gates: a positive control that moves nothing means the screener does not read
//     what is changed; the placebos' spread is the noise that a meaningless line makes;
//     the identical file asked again gives repeatability (gates.go).
//  4. Effects are averaged with errors clustered by job (by résumé where there is one
//     job), tested by t and by sign flips, corrected over the declared signals, and
//     judged against a margin (verdict.go).
//
// It knows no texts, names or files, and opens no connection.
package probe
