// Package demographics reads self-reported groups.
//
//  1. A file names the candidate (by id or e-mail), then has one column per attribute; a
//     column that looks inferred is refused, one that names the person is not read.
//  2. Null words of any language and refusals to answer are unknown; rows of one
//     candidate that disagree are, too (groups.go).
//  3. Two questions for origin and race are combined by the federal rule (race.go).
//
// It infers nothing from names, photos, schools or addresses.
package demographics
