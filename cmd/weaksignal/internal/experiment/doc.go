// Package experiment makes, of résumés, versions that differ in one thing, asks an
// automated screener about them in a fair order, and sorts the answers for
// weaksignal/audit/probe.
//
//  1. A [Resume] is its lines as the program reads them, with the lines that show each
//     signal. Every version is written from lines by one renderer, the base too, so that
//     layout never differs between versions.
//  2. A [Maker] makes contrasts (contrast.go): in mode remove the résumé's own evidence
//     lines against lines without meaning of the same length in their places; in mode add
//     an invented line of the bank (bank.yaml) against such lines at the same place. Each
//     edited version is read again by the detectors, and a contrast that does not show
//     what it should is left out and counted.
//  3. A [Plan] lays the versions out as requests: opaque ids, random order within blocks
//     of one résumé, never two versions of a résumé in one slate, equal slate-mates for
//     all versions of one (plan.go).
//  4. [Run] asks, writes every answer to a journal before the next request, and takes
//     from an earlier, killed run what was answered already (run.go, journal.go).
//
// It opens no connection itself; package screener does.
package experiment
