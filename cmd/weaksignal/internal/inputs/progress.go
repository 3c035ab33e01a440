package inputs

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/extract"
)

// Phase of a long job, as --progress json names it.
type Phase string

const (
	Reading    Phase = "reading"
	Statistics Phase = "statistics"
)

// Progress shows how far the reading of documents has come.
func (a *Reader) Progress(label string, o *extract.Options) (end func()) {
	o.Progress, end = a.Meter(Reading, label)
	return end
}

// Meter shows on a terminal a bar with the time left, with --progress json a line a
// second on stderr, and else nothing: a cron mail holds no bars. The function to tell it
// is nil where nobody looks.
func (a *Reader) Meter(p Phase, label string) (tell func(done, total int), end func()) {
	switch {
	case a.Config.Progress == config.ProgressJSON:
		return a.progressLines(p), func() {}
	case a.Config.Quiet || a.Config.Progress == config.ProgressNone || !a.OnTerminal():
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	left := timeLeft(a.Now)
	return func(done, total int) {
			if bar == nil {
				bar = progressbar.NewOptions(total,
					progressbar.OptionSetWriter(a.Terminal), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(false),
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
	Phase Phase `json:"phase"`
	Done  int   `json:"done"`
	Total int   `json:"total"`
	// SecondsLeft is nil as long as nothing was done.
	SecondsLeft *int `json:"seconds_left"`
}

// progressLines prints the first step, the last, and at most one a second between.
func (a *Reader) progressLines(p Phase) func(done, total int) {
	left := timeLeft(a.Now)
	var last time.Time
	encoder := json.NewEncoder(a.Stderr)
	return func(done, total int) {
		s := left(done, total)
		if now := a.Now(); done == 0 || done == total || now.Sub(last) >= time.Second {
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

// Logf tells the operator what is no error; only with --verbose.
func (a *Reader) Logf(format string, args ...any) {
	if a.Config.Verbose {
		fmt.Fprintf(a.Stderr, "weaksignal: "+format+"\n", args...)
	}
}

// OnTerminal tells whether a person watches stderr.
func (a *Reader) OnTerminal() bool {
	f, ok := a.Terminal.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}
