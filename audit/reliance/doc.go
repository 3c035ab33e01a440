// Package reliance asks how much of the decisions the weak signals explain.
//
//  1. [Measure] splits the deviance explained in held-out requisitions over blocks and
//     signals (Shapley and Owen values, shares.go; when a share is told: gate.go, explained.go), in sample too (insample.go), and
//     tests the weak block by permutation (permutation.go).
//  2. A [WhatIf] fills the same places without the weak signals: whose selection would
//     change (changed.go), and what the groups' rates would be (neutralise.go).
//
// What it does not do: the fits themselves. Package stats/panel does them.
package reliance
