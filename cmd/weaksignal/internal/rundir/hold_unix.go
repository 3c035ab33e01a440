//go:build unix && !solaris && !aix

package rundir

import (
	"os"
	"syscall"
)

// hold locks a folder in the making for as long as the process lives or until unlock.
// free is false where another process holds it, or where nothing can be told.
func hold(path string) (unlock func(), free bool) {
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return func() {}, err == nil // a pointer in the making
	}
	f, err := os.Open(path)
	if err != nil {
		return func() {}, false
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return func() {}, false
	}
	return func() { f.Close() }, true
}
