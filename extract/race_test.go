//go:build race

package extract

// raceEnabled: reading processes are slow under the race detector, which sees into
// the parent alone; what they read is tested without it.
const raceEnabled = true
