// Package homogeneity tests whether a signal's association with the decision is the
// same in every requisition, with the right size however small the requisitions are.
//
// The large-sample test (Breslow–Day with Tarone's correction) rejects nearly every
// homogeneous pool of requisitions with three applications. Both tests here draw what
// could have been from the distribution that holds exactly when the association is
// the same everywhere:
//
//  1. [Zelen], for a binary signal, fixes each requisition's margins and the total
//     number of selected carriers, which leaves no parameter unknown.
//  2. [Scores], for a numeric signal or beside other signals, fixes each requisition's
//     number of selections and draws who they are from the fitted model.
//
// p-values are (b+1)/(m+1) over m seeded draws, never 0. Neither says where the
// association differs, nor how much.
package homogeneity
