// Package statefolder is what a run takes from earlier runs and leaves to later ones: the
// lock, the key of pseudonyms, the list of people to be left out, and the history.
//
//  1. [Open] holds the output folder for this run and reads all of it.
//  2. [State.Compare] makes the run's look among the earlier ones.
//  3. [State.Remember] appends it, once the report is in its place; [State.Close] lets go.
package statefolder

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/lock"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// State is the folder as one run sees it.
type State struct {
	folder string
	lock   *lock.Lock
	Key    *pseudonym.Key
	// Period of decisions that the run audits.
	Period config.Period
	closed bool
	// windowed: a period was asked for; without one everything is audited.
	windowed bool
	series   string
	// Suppressed pseudonyms are of people who asked to be forgotten.
	Suppressed []string
	past       []history.Entry // of this series, oldest start first
	entry      history.Entry
	// look is this run among the earlier ones.
	look *result.Trend
	// Outs are the output folders of all reports that the history knows, of every series.
	Outs []string
	// fresh: there was no history before this run.
	fresh bool
	// Lost says that a history is missing where reports exist; "" where it is not.
	Lost string
}

// Need refuses a configuration without a state folder.
func Need(c *config.Config) error {
	if c.State == "" {
		return exit.Usage(errors.New("no state folder: the environment names no home"), "set state in config.yaml or WEAKSIGNAL_STATE")
	}
	return nil
}

// Open locks the output folder for this run. The order matters: nothing is
// read or written before the lock is held. The history is opened only for the
// moments of reading and appending, so that audits to other folders can go on.
func Open(c *config.Config, started time.Time) (*State, error) {
	if err := Need(c); err != nil {
		return nil, err
	}
	if err := pseudonym.Folder().Take(c.State); err != nil {
		return nil, err
	}
	held, err := lock.Acquire(c.State, c.Out, started)
	if err != nil {
		return nil, err
	}
	s := &State{lock: held, folder: c.State, series: seriesOf(c)}
	if s.Key, err = pseudonym.Load(c.State); err == nil {
		s.Period, err = c.Period(started)
	}
	if err == nil {
		s.past, err = s.earlier()
	}
	if err == nil {
		s.Suppressed, err = Suppressed(c.State)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if runs, err := rundir.Runs(c.Out); s.fresh && err == nil && len(runs) > 0 {
		s.Lost = fmt.Sprintf("There is no history in the state folder, though %d earlier %s in the output folder: looks count from 1 again, and the trend knows nothing of them. "+
			"If that is not meant, restore the state folder from a backup and audit again.", len(runs), map[bool]string{true: "report is", false: "reports are"}[len(runs) == 1])
	}
	s.closed = s.Period.Closed(started)
	s.windowed = !s.Period.Since.IsZero() || !s.Period.Until.IsZero()
	return s, nil
}

// Hold takes the lock over to the output folder, now that it exists.
func (s *State) Hold(out string) error { return s.lock.Folder(out) }

// Close lets go of the lock.
func (s *State) Close() error { return s.lock.Release() }

// seriesOf names the series of audits that this one is compared with. Without a name in the
// configuration its file tells them apart: two departments may share a state folder.
func seriesOf(c *config.Config) string {
	if c.Series != "" {
		return c.Series
	}
	name, err := filepath.Abs(cmp.Or(c.File, config.DefaultFile))
	if err != nil {
		name = c.File
	}
	if c.Candidates != "" {
		return name + " (candidates)"
	}
	return name
}

// earlier lists the runs of this series, one for each closed period.
func (s *State) earlier() ([]history.Entry, error) {
	store, err := history.Open(s.folder)
	if err != nil {
		return nil, err
	}
	s.fresh = store.Fresh
	entries, err := store.List()
	for _, e := range entries {
		if out := filepath.Dir(e.Folder); e.Folder != "" && !slices.Contains(s.Outs, out) {
			s.Outs = append(s.Outs, out)
		}
	}
	return slices.DeleteFunc(entries, func(e history.Entry) bool { return e.Series != "" && e.Series != s.series }), errors.Join(err, store.Close())
}

// Remember appends the run to the history, after its report is in place.
func (s *State) Remember(folder string) error {
	s.entry.Folder = folder
	if abs, err := filepath.Abs(folder); err == nil {
		s.entry.Folder = abs // "forget" looks there from any folder
	}
	var err error
	if s.entry.Sums, err = rundir.SumsHash(folder); err != nil {
		return err
	}
	store, err := history.Open(s.folder)
	if err != nil {
		return err
	}
	_, err = store.Append(s.entry)
	return errors.Join(err, store.Close())
}

// CreateRun makes the folder of this run, and holds it.
func (s *State) CreateRun(c *config.Config, started time.Time) (*rundir.Dir, error) {
	id := c.RunID
	if id == "" {
		id = started.Format("20060102T150405Z")
	}
	err := os.MkdirAll(c.Out, 0o700)
	if err == nil {
		if err := s.Hold(c.Out); err != nil {
			return nil, err
		}
	}
	dir, err := rundir.Create(c.Out, id)
	if errors.Is(err, rundir.ErrExists) {
		return nil, exit.Usage(err, "choose another --run-id; reports are never overwritten")
	}
	if errors.Is(err, rundir.ErrLatest) {
		return nil, exit.Usage(err, "rename it, or choose another --out")
	}
	if err != nil {
		return nil, fmt.Errorf("%w; choose a folder that can be written with --out", err)
	}
	return dir, nil
}
