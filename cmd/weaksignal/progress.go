package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/extract"
)

// phase of a long job, as --progress json names it.
type phase string

const (
	phaseReading    phase = "reading"
	phaseStatistics phase = "statistics"
)

// progress shows how far the reading of documents has come.
func (a *app) progress(label string, o *extract.Options) (end func()) {
	o.Progress, end = a.meter(phaseReading, label)
	return end
}

// meter shows on a terminal a bar with the time left, with --progress json a line a
// second on stderr, and else nothing: a cron mail holds no bars. The function to tell it
// is nil where nobody looks.
func (a *app) meter(p phase, label string) (tell func(done, total int), end func()) {
	switch {
	case a.config.Progress == config.ProgressJSON:
		return a.progressLines(p), func() {}
	case a.config.Quiet || a.config.Progress == config.ProgressNone || !a.onTerminal():
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	left := timeLeft(a.now)
	return func(done, total int) {
			if bar == nil {
				bar = progressbar.NewOptions(total,
					progressbar.OptionSetWriter(a.terminal), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(false),
					progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
			}
			said := label
			if s := left(done, total); s != nil {
				said += fmt.Sprintf(", %d s left", *s)
			}
			bar.Describe(said)
			bar.Set(done) //nolint:errcheck // a bar that cannot be drawn harms nothing
		}, func() {
			if bar != nil {
				bar.Finish() //nolint:errcheck // as above
			}
		}
}

// progressLine is one line of --progress json.
type progressLine struct {
	Phase phase `json:"phase"`
	Done  int   `json:"done"`
	Total int   `json:"total"`
	// SecondsLeft is nil as long as nothing was done.
	SecondsLeft *int `json:"seconds_left"`
}

// progressLines prints the first step, the last, and at most one a second between.
func (a *app) progressLines(p phase) func(done, total int) {
	left := timeLeft(a.now)
	var last time.Time
	encoder := json.NewEncoder(a.stderr)
	return func(done, total int) {
		s := left(done, total)
		if now := a.now(); done == 0 || done == total || now.Sub(last) >= time.Second {
			last = now
			encoder.Encode(progressLine{p, done, total, s}) //nolint:errcheck // who does not listen misses nothing
		}
	}
}

// timeLeft extrapolates what was done so far: seconds, nil as long as nothing was.
func timeLeft(now func() time.Time) func(done, total int) *int {
	started := now()
	return func(done, total int) *int {
		if done <= 0 || total < done {
			return nil
		}
		seconds := int((now().Sub(started).Seconds()*float64(total-done))/float64(done) + .5)
		return &seconds
	}
}

// logf tells the operator what is no error; only with --verbose.
func (a *app) logf(format string, args ...any) {
	if a.config.Verbose {
		fmt.Fprintf(a.stderr, "weaksignal: "+format+"\n", args...)
	}
}
