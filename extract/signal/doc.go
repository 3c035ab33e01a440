// Package signal finds the signals of the catalogue in a document's text.
//
//  1. The text is cut into lines, sections (by heading) and entries (employer,
//     title, dates; institution, degree, field, dates).
//  2. The detectors of each definition run where the signal can stand; candidates
//     are accepted or refused with a reason (part of speech and subject by
//     prose/v2, on candidate lines only).
//  3. The result is a [Reading]: a finding per signal, spans, skills, degrees,
//     career route. Present, absent and unknown are kept apart.
//
// Evidence is kept as positions (line, section); whoever holds the text can show
// the words. It judges nobody and knows no roles.
package signal
