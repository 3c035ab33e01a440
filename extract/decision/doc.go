// Package decision reads the tables of an audit: decisions that an applicant
// tracking system exported, and candidates tables.
//
//  1. A file becomes rows below a head: package table.
//  2. The head's columns are laid out on canonical fields: package heads. The first rows
//     show how a table is built: grouped, wide, a list of moves (shape.go).
//  3. Texts mean outcomes, stages and sources, each distinct text once: packages words
//     and lookup. Dates and ids are read by packages dates and ids.
//  4. Rows become events of applications on one funnel (trail.go), the same for exports
//     and candidates tables; rows that contradict each other are left out and named.
//  5. What was not understood (texts, dates, rows) is counted, and ends the run where
//     it could change a headline: package doubt.
//  6. An application without a date of decision is placed in a period by its last
//     transition, else by its application: [Placing].
//
// Self-reported groups are read by package demographics. It joins nothing and drops
// nothing silently: what is left out is returned with its reason, file, row and remedy.
package decision
