//go:build cgo

package supervise

// #include "fork_linux.h"
import "C"

import (
	"os"
	"sync"
	"unsafe"
)

// Run runs the program and returns its exit status, which the process must end with at
// once. stderr is the real standard error.
func Run(program func(stderr *os.File) int) int {
	stderr := os.Stderr
	if fd := C.supervise_stderr; fd >= 0 {
		stderr = os.NewFile(uintptr(fd), os.Stderr.Name())
	}
	status := program(stderr)
	Ended(status)
	return status
}

// Ended tells the supervisor that the program has said all and ends with the status. What
// breaks off afterwards changes nothing. [Run] says it, too.
func Ended(status int) {
	if C.supervise_shared != nil {
		C.supervise_shared.status = C.int(status)
		C.supervise_shared.ended = 1
	}
}

var (
	owning sync.Mutex
	owned  int // bytes of folders in use
)

// own writes a path into the list that the supervisor reads; a full list takes no more.
func own(path string) {
	owning.Lock()
	defer owning.Unlock()
	if C.supervise_shared == nil {
		return
	}
	all := unsafe.Slice((*byte)(unsafe.Pointer(&C.supervise_shared.folders[0])), len(C.supervise_shared.folders))
	if owned+len(path)+2 > len(all) {
		return
	}
	copy(all[owned+1:], path[1:]) // its first byte, last: half a path is none
	all[owned] = path[0]
	owned += len(path) + 1
}
