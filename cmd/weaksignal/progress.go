package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"weaksignal/extract"
)

// progress shows a bar with count, rate and time left on a terminal, and nothing
// elsewhere: a cron mail holds no bars.
func (a *app) progress(label string, o *extract.Options) (end func()) {
	if a.config.Quiet || !a.onTerminal() {
		return func() {}
	}
	var bar *progressbar.ProgressBar
	o.Progress = func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(a.terminal), progressbar.OptionSetDescription(label),
				progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
				progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		}
		bar.Set(done) //nolint:errcheck // a bar that cannot be drawn harms nothing
	}
	return func() {
		if bar != nil {
			bar.Finish() //nolint:errcheck // as above
		}
	}
}

// logf tells the operator what is no error; only with --verbose.
func (a *app) logf(format string, args ...any) {
	if a.config.Verbose {
		fmt.Fprintf(a.stderr, "weaksignal: "+format+"\n", args...)
	}
}
