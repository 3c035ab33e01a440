// Package verdict says of one effect whether it shows reliance on a signal, no material
// reliance, or cannot be told, by the margin, the interval and the corrected p.
//
// What it does not do: compute an effect, or correct a p-value.
package verdict
