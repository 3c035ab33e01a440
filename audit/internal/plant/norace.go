//go:build !race

package plant

const RaceEnabled = false
