//go:build race

package plant

// RaceEnabled: the race detector makes arithmetic some ten times slower.
const RaceEnabled = true
