//go:build !386 && !arm

package pool

import (
	"fmt"
	"syscall"
)

// limitAddresses makes the kernel refuse what the watchdog is too slow for.
// A lower limit from outside can't be raised and would fail healthy documents by chance.
func limitAddresses(bytes uint64) error {
	var now syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &now); err == nil && now.Max < bytes {
		return fmt.Errorf("the address space of a process is limited to %d MB here, and reading needs %d MB; raise it (ulimit -v unlimited)", now.Max>>20, bytes>>20)
	}
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: bytes, Max: bytes})
}
