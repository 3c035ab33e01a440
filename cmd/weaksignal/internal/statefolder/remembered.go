package statefolder

import (
	"os"
	"path/filepath"

	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/traces"
)

// Remembered holds the sums of a run against what the history of this state folder
// noted of them: whoever rewrites a report can rewrite its sums, but not both unseen.
// known is false for a run that it does not know, or knows by a newer one's name.
func Remembered(folder, report string) (c rundir.Check, known bool) {
	if folder == "" {
		return c, false
	}
	if _, err := os.Stat(filepath.Join(folder, history.File)); err != nil {
		return c, false
	}
	store, err := history.Open(folder)
	if err != nil {
		return rundir.Check{File: "history", Problem: "cannot be asked: " + err.Error()}, true
	}
	defer store.Close()
	entries, err := store.List()
	sums, sumErr := rundir.SumsHash(report)
	for _, e := range entries {
		if e.Sums == "" || !traces.SameFile(e.Folder, report) {
			continue
		}
		c = rundir.Check{File: rundir.Sums}
		if sumErr != nil || e.Sums != sums {
			c.Problem = "not those that the history noted when the run ended"
		}
		return c, true
	}
	return c, err != nil
}
