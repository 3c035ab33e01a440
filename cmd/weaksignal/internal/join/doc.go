// Package join brings documents, decisions and groups together into the only
// input of the audit.
//
//  1. Each application is matched to its documents: by the export's résumé
//     column, by an id in the file name, by e-mail, by unique name, in that order.
//     An ambiguous match is no match.
//  2. What depends on the application is computed: years of experience at its
//     date, the share of its role's required skills, the degree against the
//     role's minimum.
//  3. Each signal gets its block by role from the employer's declaration.
//  4. One [dataset.Row] per application goes to an [dataset.Builder]; names, paths
//     and texts stop here.
//
// What grows with documents and applications lies in private files: an index per route
// finds candidates by hashed keys, partition by partition (extract/spill), a profile is
// read when its application is joined, and the worklist is written as it grows. In memory
// stay the export's and the dataset's columns and some 30 bytes an application: numbers of
// persons, documents and rows.
//
// Everything found is accounted for: what is not audited stands in the worklist
// and in the intake counts. It reads no input and decides nothing about signals.
package join
