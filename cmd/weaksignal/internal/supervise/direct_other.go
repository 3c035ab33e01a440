//go:build !unix

package supervise

import "os"

// Run runs the program and returns its exit status.
func Run(program func(stderr *os.File) int) int { return program(os.Stderr) }

// Ended has nobody to tell.
func Ended(int) {}

func own(string) {}
