//go:build race

package main

// raceEnabled: whole audits of the sample take minutes under the race detector.
const raceEnabled = true
