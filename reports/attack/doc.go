// Package attack is a reader with a computer: it tests that what a report withholds
// cannot be worked out from everything in it that may be handed on.
//
//  1. Every count that a report prints, as a count or as a fraction of counts, is known to
//     the reader; of a withheld one the word in its place gives a range. Each way to add
//     counts up is an equation, stated here by place and not by the code attacked (book.go,
//     cross.go).
//  2. A withheld count is recovered where the equations leave one number: by elimination
//     in exact fractions (eliminate.go), or where no other world of whole numbers fits them
//     (search.go).
//  3. Everything else that is printed is a function of counts. The other world is put in
//     place of the true one, each such number computed anew (derive.go), and all files are
//     written again: where any cell, chart, text or line of HTML differs (folder.go), it
//     tells the two apart, and the count is not safe.
//
// So a count that passes has at least two values that fit everything printed, to its last
// digit and whatever the formula. Random books (random.go) and real records are attacked;
// of two periods, both reports at once ([Two]). It is imported by tests only.
package attack
