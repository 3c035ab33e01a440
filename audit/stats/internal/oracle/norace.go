//go:build !race

package oracle

// RaceEnabled: the race detector makes arithmetic some ten times slower.
const RaceEnabled = false
