package supervise

import (
	"os"
	"path/filepath"
)

// LayAside has everything that libraries lay aside (sheets that are written) go into a
// folder of the run's own instead of the system's: it may hold names. The function that it returns takes that back.
func LayAside(folder string) (back func()) {
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

// PrivateTemp is [LayAside] for commands that make no run. end removes the folder; so does
// the supervisor of a program that broke off.
func PrivateTemp() (end func(), err error) {
	folder, err := os.MkdirTemp("", "weaksignal-")
	if err != nil {
		return nil, err
	}
	Own(folder)
	back := LayAside(folder)
	return func() {
		back()
		os.RemoveAll(folder) //nolint:errcheck // it was made here, and only files lie in it
	}, nil
}
