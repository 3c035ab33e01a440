package config

import (
	"fmt"
	"slices"
	"time"
)

// Period of decisions: [Since, Until), zero where open.
type Period struct {
	Since, Until time.Time
}

// Closed periods have ended: no further decision belongs to them.
func (p Period) Closed(now time.Time) bool {
	return !p.Since.IsZero() && !p.Until.IsZero() && !p.Until.After(now)
}

// Days are the first and the last day, "2026-10-01" and "2026-10-31", "" where open.
func (p Period) Days() (from, until string) {
	if !p.Since.IsZero() {
		from = p.Since.Format(time.DateOnly)
	}
	if !p.Until.IsZero() {
		until = p.Until.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return from, until
}

// Period at the time of a run: since and until where they are set (until is the
// last day and belongs to it), else the window's last whole periods, else open.
func (c *Config) Period(now time.Time) (Period, error) {
	zone, err := c.Location()
	if err != nil {
		return Period{}, err
	}
	var p Period
	if p.Since, err = day(c.Since, zone); err != nil {
		return p, err
	}
	if p.Until, err = day(c.Until, zone); err != nil {
		return p, err
	}
	if !p.Until.IsZero() {
		p.Until = p.Until.AddDate(0, 0, 1)
	}
	if c.Since != "" || c.Until != "" || c.Window.Period == "" {
		return p, nil
	}
	months := map[string]int{"month": 1, "quarter": 3, "year": 12}[c.Window.Period]
	local := now.In(zone)
	first := (int(local.Month()) - 1) / months * months // of the period that runs now
	p.Until = time.Date(local.Year(), time.Month(first+1), 1, 0, 0, 0, 0, zone)
	p.Since = p.Until.AddDate(0, -months*c.Window.Count, 0)
	return p, nil
}

func (c *Config) checkPeriod(fault func(key, reason, remedy string)) {
	if !slices.Contains([]string{"", "month", "quarter", "year"}, c.Window.Period) {
		fault("window.period", fmt.Sprintf("%q is unknown", c.Window.Period), "use month, quarter or year")
		return
	}
	if c.Window.Count < 1 {
		fault("window.count", "must be positive", "use 1 for the last whole period")
		return
	}
	p, err := c.Period(time.Time{})
	switch {
	case err != nil:
		fault("since/until", err.Error(), "write dates as 2026-01-31")
	case !p.Since.IsZero() && !p.Until.IsZero() && !p.Since.Before(p.Until):
		fault("since/until", "the period is empty", "since must not lie after until")
	}
}

func day(text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		return t, fmt.Errorf("%q is no date", text)
	}
	return t, nil
}
