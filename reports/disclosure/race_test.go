//go:build race

package disclosure

// raceEnabled: nothing here runs beside anything else, so that the race detector has
// little to find and is spared what takes long.
const raceEnabled = true
