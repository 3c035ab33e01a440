// Package signal finds the signals of the catalogue in a document's text.
//
//  1. The text is cut into lines; very long ones (exports that lost their line
//     ends) at headings, bullets, sentences and date ranges (lines.go).
//  2. Headings give every line its section, by the language files of the
//     catalogue: on a line of their own, before a colon, in the margin beside
//     their text, in lower case, on two lines (headings.go, layout.go). Two in a
//     row make one section of two names: columns read as one. Wrapped lines are
//     joined to statements (parse.go). Dates are read by a small grammar over the
//     same files' words (datewords.go, dates.go); one that cannot be read is none.
//  3. A filter tells which literals occur in a statement; only patterns that
//     require one of them run (filter.go).
//  4. A detector judges units: statements, links, institutions and employers as
//     fields of their entries, the highest degree. A candidate is accepted, or
//     refused with a reason by a veto, a missing context, or its verb's subject
//     (part of speech by prose/v2, on that clause only).
//  5. The result is a [Reading]: a finding per signal, dated spans, skills,
//     degrees, career route. Present, absent and unknown are kept apart: unknown
//     where the text was cut, an icon was lost, or a qualification states no level.
//
// Evidence is kept as positions (line, section); whoever holds the text can show
// the words. It judges nobody and knows no roles: what depends on an application
// ([YearsOfExperience], [SkillsMatched]) is computed from the reading later.
package signal
