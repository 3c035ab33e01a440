// Package review writes the two workbooks that hold rows of single applications or
// documents, and reads one of them back.
//
//  1. [WriteApplications] streams applications.xlsx: one row an application, by
//     pseudonym, never with a group (applications.go).
//  2. [Write] writes review.xlsx: a sample of the program's readings for a person to
//     confirm (review.go); [Read] reads what came back (read.go).
//
// Neither may be handed on; both go under a run's confidential folder, with mode 0600.
package review
