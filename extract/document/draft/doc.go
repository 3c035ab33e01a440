// Package draft is a document as its format's reader gives it, and what is added to it
// on the way out: the text with its links, blocks and counts ([Text]), why there is none
// ([Error]), what one document may cost ([Limits]), and the text's normal form
// ([Normalise]). Every reader of a format returns it; it knows none of them.
package draft
