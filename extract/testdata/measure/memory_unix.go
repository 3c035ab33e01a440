//go:build unix

package main

import (
	"fmt"
	"runtime"
	"syscall"
)

// memory prints the peak resident sizes of this process and of the largest worker.
func memory() {
	var self, workers syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &self) != nil || syscall.Getrusage(syscall.RUSAGE_CHILDREN, &workers) != nil {
		return
	}
	unit := int64(1) // KB on Linux
	if runtime.GOOS == "darwin" {
		unit = 1024
	}
	fmt.Printf("memory: parent %d MB, largest child %d MB\n", self.Maxrss/unit/1024, workers.Maxrss/unit/1024)
}
