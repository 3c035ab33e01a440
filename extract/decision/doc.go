// Package decision reads the tables of an audit: decisions that an applicant
// tracking system exported, self-reported groups, and candidates tables.
//
//  1. A table (CSV in any usual encoding and delimiter, or XLSX) becomes a stream
//     of rows under a found header.
//  2. The header dictionary maps columns to canonical fields; the configuration's
//     mapping wins; ambiguity is an error.
//  3. Stage names map onto the funnel, statuses onto outcomes, sources onto
//     referral, campus and the rest.
//  4. Row errors carry file, row and column, and never stop the stream.
//
// It joins nothing and drops nothing silently: what is left out is returned with
// its reason.
package decision
