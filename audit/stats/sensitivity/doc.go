// Package sensitivity tells how strong a hidden factor would have to be to explain an
// estimate away: [EValue] for ratios, [RobustnessValue] and [PartialR2] for coefficients,
// [AdjustForBenchmark] for a hidden factor like an observed one.
//
// What it does not do: say whether there is such a factor.
package sensitivity
