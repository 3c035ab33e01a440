// Package resample draws again, always from a seed of the caller: bootstraps of a table
// ([ResampleTable]) with their interval ([Percentile]), permutation
// p-values ([PermutationP]), and the orders of players over which a [Game] divides a value
// (Shapley's values of two blocks and Owen's of the members), all of them or a sample.
package resample
