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
	lock   *lock.Lock
	key    *pseudonym.Key
	store  *history.Store
	period config.Period
	closed bool
	// suppressed pseudonyms are of people who asked to be forgotten.
	suppressed []string
	entry      history.Entry
}

// openState locks the state folder for this run. The order matters: nothing is
// read or written before the lock is held.
func (a *app) openState(started time.Time) (*state, error) {
	if err := a.needState(); err != nil {
		return nil, err
	}
	held, err := lock.Acquire(a.config.State, started)
	if err != nil {
		return nil, err
	}
	s := &state{lock: held}
	if s.key, err = pseudonym.Load(a.config.State); err == nil {
		s.store, err = history.Open(a.config.State)
	}
	if err == nil {
		s.period, err = a.config.Period(started)
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

func (s *state) close() error {
	var err error
	if s.store != nil {
		err = s.store.Close()
	}
	return errors.Join(err, s.lock.Release())
}

// compare adds the trend against earlier runs to the result, where there are any
// of other, closed periods.
func (s *state) compare(r *audit.Result, level float64) error {
	from, until := s.period.Days()
	if from == "" {
		from = r.Intake.PeriodFrom
	}
	if until == "" {
		until = r.Intake.PeriodUntil
	}
	s.entry = history.Entry{Key: pointKey(r.Run, from, until, s.closed), Run: r.Run, Look: audit.LookOf(r, from, until, s.closed, level)}
	entries, err := s.store.List()
	if err != nil {
		return err
	}
	var earlier []audit.Look
	for _, e := range entries {
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
	return nil
}

// pointKey identifies a point of the history: a closed period is one point however
// often it is audited; an open one is a point for each state of its inputs.
func pointKey(run audit.RunRecord, from, until string, closed bool) string {
	parts := []string{from, until}
	if !closed {
		for _, in := range run.Inputs {
			parts = append(parts, in.Kind+" "+in.SHA256)
		}
		slices.Sort(parts[2:])
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// remember appends the run to the history, after its report is in place.
func (s *state) remember(folder string) error {
	s.entry.Folder = folder
	_, err := s.store.Append(s.entry)
	return err
}
