//go:build race

package stats

// raceEnabled: the race detector makes arithmetic some ten times slower.
const raceEnabled = true
