package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"weaksignal/audit"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/lock"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
)

// state is what a run takes from earlier runs and leaves to later ones: the lock,
// the key of pseudonyms and the history.
type state struct {
	folder string
	lock   *lock.Lock
	key    *pseudonym.Key
	period config.Period
	closed bool
	// suppressed pseudonyms are of people who asked to be forgotten.
	suppressed []string
	past       []history.Entry // runs of the history, oldest first
	entry      history.Entry
}

// openState locks the output folder for this run. The order matters: nothing is
// read or written before the lock is held. The history is opened only for the
// moments of reading and appending, so that audits to other folders can go on.
func (a *app) openState(started time.Time) (*state, error) {
	if err := a.needState(); err != nil {
		return nil, err
	}
	held, err := lock.Acquire(a.config.State, a.config.Out, started)
	if err != nil {
		return nil, err
	}
	s := &state{lock: held, folder: a.config.State}
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
	s.closed = s.period.Closed(started)
	return s, nil
}

func (a *app) needState() error {
	if a.config.State == "" {
		return &usageError{errors.New("no state folder: the environment names no home"), "set state in config.yaml or WEAKSIGNAL_STATE"}
	}
	return nil
}

func (s *state) close() error { return s.lock.Release() }

// earlier lists the runs of the history.
func (s *state) earlier() ([]history.Entry, error) {
	store, err := history.Open(s.folder)
	if err != nil {
		return nil, err
	}
	entries, err := store.List()
	return entries, errors.Join(err, store.Close())
}

// compare adds the trend against earlier runs to the result, where there are any
// of other, closed periods.
func (s *state) compare(r *audit.Result, level float64) {
	from, until := s.period.Days()
	if from == "" {
		from = r.Intake.PeriodFrom
	}
	if until == "" {
		until = r.Intake.PeriodUntil
	}
	s.entry = history.Entry{Key: pointKey(r.Run, from, until, s.closed), Run: r.Run, Look: audit.LookOf(r, from, until, s.closed, level)}
	var earlier []audit.Look
	for _, e := range s.past {
		earlier = append(earlier, e.Look)
		if s.closed && e.Key == s.entry.Key && e.Look.Rows != s.entry.Look.Rows {
			r.Intake.Warnings = append(r.Intake.Warnings, fmt.Sprintf(
				"This period was audited before with %d applications; now it has %d. Decisions of the period came in late, and its point in the trend is replaced.",
				e.Look.Rows, s.entry.Look.Rows))
		}
	}
	if trend := audit.Compare(earlier, s.entry.Look); len(trend.Points) > 1 {
		r.Trend = trend
	}
}

// pointKey identifies a point of the history: a closed period is one point however
// often it is audited; an open one is a point for each state of its inputs.
func pointKey(run audit.RunRecord, from, until string, closed bool) string {
	parts := []string{from, until}
	if !closed {
		for _, in := range run.Inputs {
			if in.Kind != "reviewed" { // it moves no number of the trend
				parts = append(parts, in.Kind+" "+in.SHA256)
			}
		}
		slices.Sort(parts[2:])
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// remember appends the run to the history, after its report is in place.
func (s *state) remember(folder string) error {
	s.entry.Folder = folder
	store, err := history.Open(s.folder)
	if err != nil {
		return err
	}
	_, err = store.Append(s.entry)
	return errors.Join(err, store.Close())
}
