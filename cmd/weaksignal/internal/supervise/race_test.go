//go:build race && unix

package supervise

const raceOn = true
