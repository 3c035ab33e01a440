// Package moderation asks whether a signal's effect is the same for everybody: in every
// requisition, with every screener, in every role and self-reported group, and for strong
// and weak applications alike. A pool in which a signal helps with half of the screeners
// and harms with the others has no average effect, and is no pool without one.
//
//  1. Moderators put each application of the stage on a level (moderators.go).
//  2. [Of] tests signal × moderator for all weak signals: score tests on collapsed
//     patterns, one model a moderator (stage.go), and by requisition the tests of package
//     homogeneity (requisition.go). Effects by level stand beside them.
//  3. [Correct] corrects the p-values: over the moderators of a signal, and over all
//     signals and moderators of the stage.
//
// What it does not do: give verdicts. An effect that differs somewhere else than by these
// (by one of many screeners, say, or a few points by requisition) is not found.
package moderation
