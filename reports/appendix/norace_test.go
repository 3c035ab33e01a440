//go:build !race

package appendix

const raceEnabled = false
