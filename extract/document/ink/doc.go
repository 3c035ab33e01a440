// Package ink holds the one rule by which text counts as hidden, whatever its format:
// a reader says how a piece of text is drawn ([Ink]: size, colour, what lies behind it,
// where on the page), and [Ink.Hidden] says whether a person would see it. What is
// hidden goes to [Invisible], which counts its words. [Look] is what a PDF's object layer
// tells beforehand, so that pages on which nothing can be hidden need no second look.
package ink
