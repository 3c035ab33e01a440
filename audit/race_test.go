//go:build race

package audit

// raceEnabled: the race detector makes arithmetic some ten times slower.
const raceEnabled = true
