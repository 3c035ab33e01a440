package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
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
	return run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, stderr)
}

// release is the version of the source tree.
const release = "0.1.0"

// version is the release, with the revision where the build recorded one.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = "+" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ".modified"
		}
	}
	if revision == "" {
		return release
	}
	return release + revision + modified
}
