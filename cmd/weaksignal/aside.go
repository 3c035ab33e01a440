package main

import (
	"os"
	"path/filepath"
)

// layAside has everything that libraries lay aside (sheets that are written) go into a folder of the run's own instead of the system's: it may hold
// names. The function that it returns takes that back.
func layAside(folder string) (back func()) {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	var undo []func()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		before, was := os.LookupEnv(name)
		os.Setenv(name, folder) //nolint:errcheck // the names are sound
		undo = append(undo, func() {
			if was {
				os.Setenv(name, before) //nolint:errcheck // as above
			} else {
				os.Unsetenv(name) //nolint:errcheck // as above
			}
		})
	}
	return func() {
		for _, do := range undo {
			do()
		}
	}
}
