package main

import (
	"cmp"
	"errors"
	"fmt"
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

// state is what a run takes from earlier runs and leaves to later ones: the lock,
// the key of pseudonyms and the history.
type state struct {
	folder string
	lock   *lock.Lock
	key    *pseudonym.Key
	period config.Period
	closed bool
	// windowed: a period was asked for; without one everything is audited.
	windowed bool
	series   string
	// suppressed pseudonyms are of people who asked to be forgotten.
	suppressed []string
	past       []history.Entry // of this series, oldest start first
	entry      history.Entry
	// look is this run among the earlier ones.
	look *result.Trend
	// outs are the output folders of all reports that the history knows, of every series.
	outs []string
	// fresh: there was no history before this run.
	fresh bool
	// lost says that a history is missing where reports exist; "" where it is not.
	lost string
}

// openState locks the output folder for this run. The order matters: nothing is
// read or written before the lock is held. The history is opened only for the
// moments of reading and appending, so that audits to other folders can go on.
func (a *app) openState(started time.Time) (*state, error) {
	if err := a.needState(); err != nil {
		return nil, err
	}
	if err := pseudonym.Folder().Take(a.config.State); err != nil {
		return nil, err
	}
	held, err := lock.Acquire(a.config.State, a.config.Out, started)
	if err != nil {
		return nil, err
	}
	s := &state{lock: held, folder: a.config.State, series: a.series()}
	if s.key, err = pseudonym.Load(a.config.State); err == nil {
		s.period, err = a.config.Period(started)
	}
	if err == nil {
		s.past, err = s.earlier()
	}
	if err == nil {
		s.suppressed, err = readSuppressed(a.config.State)
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	if runs, err := rundir.Runs(a.config.Out); s.fresh && err == nil && len(runs) > 0 {
		s.lost = fmt.Sprintf("There is no history in the state folder, though %d earlier %s in the output folder: looks count from 1 again, and the trend knows nothing of them. "+
			"If that is not meant, restore the state folder from a backup and audit again.", len(runs), map[bool]string{true: "report is", false: "reports are"}[len(runs) == 1])
	}
	s.closed = s.period.Closed(started)
	s.windowed = !s.period.Since.IsZero() || !s.period.Until.IsZero()
	return s, nil
}

func (a *app) needState() error {
	if a.config.State == "" {
		return exit.Usage(errors.New("no state folder: the environment names no home"), "set state in config.yaml or WEAKSIGNAL_STATE")
	}
	return nil
}

func (s *state) close() error { return s.lock.Release() }

// series of audits that this one is compared with. Without a name in the
// configuration its file tells them apart: two departments may share a state folder.
func (a *app) series() string {
	if a.config.Series != "" {
		return a.config.Series
	}
	name, err := filepath.Abs(cmp.Or(a.config.File, config.DefaultFile))
	if err != nil {
		name = a.config.File
	}
	if a.config.Candidates != "" {
		return name + " (candidates)"
	}
	return name
}

// earlier lists the runs of this series, one for each closed period.
func (s *state) earlier() ([]history.Entry, error) {
	store, err := history.Open(s.folder)
	if err != nil {
		return nil, err
	}
	s.fresh = store.Fresh
	entries, err := store.List()
	for _, e := range entries {
		if out := filepath.Dir(e.Folder); e.Folder != "" && !slices.Contains(s.outs, out) {
			s.outs = append(s.outs, out)
		}
	}
	return slices.DeleteFunc(entries, func(e history.Entry) bool { return e.Series != "" && e.Series != s.series }), errors.Join(err, store.Close())
}

// remember appends the run to the history, after its report is in place.
func (s *state) remember(folder string) error {
	s.entry.Folder = folder
	if abs, err := filepath.Abs(folder); err == nil {
		s.entry.Folder = abs // "forget" looks there from any folder
	}
	var err error
	if s.entry.Sums, err = sumsOf(folder); err != nil {
		return err
	}
	store, err := history.Open(s.folder)
	if err != nil {
		return err
	}
	_, err = store.Append(s.entry)
	return errors.Join(err, store.Close())
}
