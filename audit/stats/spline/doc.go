// Package spline gives a numeric column the forms in which it may enter a model:
// a restricted cubic spline, quantile groups, categories.
//
// A criterion that enters as a straight line leaves what bends in it to whatever is
// correlated with it. The forms here let it bend:
//
//  1. [Knots] places 3 to 5 knots at Harrell's quantiles; how many, [Count] says.
//  2. [Basis] is the restricted cubic spline on them: cubic between the knots, linear
//     beyond the outer ones, so that sparse tails cannot swing.
//  3. [Groups] cuts at quantiles instead, for a form that assumes no smoothness.
//  4. [Orthonormal] makes columns of either comparable in size and uncorrelated, which
//     changes no fit without a penalty and keeps a penalised one from depending on
//     the unit.
//
// Values come as distinct values with counts, because applications are fitted on
// counts. It fits nothing itself.
package spline
