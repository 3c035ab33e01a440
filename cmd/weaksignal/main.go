package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"weaksignal/cmd/weaksignal/internal/supervise"
)

func main() { os.Exit(supervise.Run(untilSignal)) }

// untilSignal runs the program until it is done or told to stop.
func untilSignal(stderr *os.File) int {
	// A closed pipe is an error of the write, not the end of the program at a random place.
	signal.Ignore(syscall.SIGPIPE)
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	defer stop()
	return program(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, stderr)
}
