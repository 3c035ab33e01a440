//go:build race

package main

// raceEnabled: whole audits take minutes under the race detector, which sees into
// this process alone. A few are left to it; CI runs all without it as well.
const raceEnabled = true
