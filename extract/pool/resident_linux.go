package pool

import (
	"bytes"
	"os"
	"strconv"
)

// residentMemory returns a function that tells the resident bytes of this process.
// What the runtime has mapped says less: a sandbox that grows its memory maps it
// anew each time and touches it once.
func residentMemory() func() uint64 {
	f, err := os.Open("/proc/self/statm")
	if err != nil {
		return mappedMemory()
	}
	page := uint64(os.Getpagesize())
	buf := make([]byte, 128)
	return func() uint64 {
		n, _ := f.ReadAt(buf, 0)
		fields := bytes.Fields(buf[:n])
		if len(fields) < 2 {
			return 0
		}
		pages, _ := strconv.ParseUint(string(fields[1]), 10, 64)
		return pages * page
	}
}
