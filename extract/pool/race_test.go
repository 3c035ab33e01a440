//go:build race

package pool

// raceEnabled: the race detector reserves terabytes of addresses, so that the
// limit on addresses cannot be told from a document's own demand.
const raceEnabled = true
