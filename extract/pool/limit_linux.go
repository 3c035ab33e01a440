//go:build !386 && !arm

package pool

import "syscall"

// limitAddresses makes the kernel refuse what the watchdog is too slow for.
func limitAddresses(bytes uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: bytes, Max: bytes})
}
