// Package review has people check a sample of the program's readings.
//
//  1. [NewFrame] lists what can be checked: every signal read from text in every
//     document that an audited application has, by the program's answer (present,
//     near miss, absent).
//  2. [Frame.Draw] takes a sample with the same probability for each document of a
//     stratum, from the plan's seed alone.
//  3. [Design] is the sample with its probabilities. It is sealed into the returned
//     workbook itself, so that a later run needs nothing else of the earlier one, and a
//     person sees no answer of the program.
//  4. [Match] holds the answers that came back against the design, and
//     [Matched.Tally] counts them for the audit.
//
// Counts alone leave it; it reads no text and decides nothing about signals.
package review
