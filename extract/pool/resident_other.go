//go:build !linux

package pool

// residentMemory is the nearest that the runtime knows.
func residentMemory() func() uint64 { return mappedMemory() }
