//go:build race

package appendix

// raceEnabled: nothing here runs beside anything else, so that the race detector has
// little to find and is spared what takes long.
const raceEnabled = true
