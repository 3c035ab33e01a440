package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows a bar with count, rate and time left on a terminal, and nothing
// elsewhere: a cron mail holds no bars.
type progress struct {
	a     *app
	label string
	bar   *progressbar.ProgressBar
}

func (a *app) progress(label string) *progress { return &progress{a: a, label: label} }

func (p *progress) update(done, total int) {
	if p.a.config.Quiet || !p.a.onTerminal() {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.a.stderr), progressbar.OptionSetDescription(p.label),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	p.bar.Set(done) //nolint:errcheck // a bar that cannot be drawn harms nothing
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish() //nolint:errcheck // see update
	}
}

// logf tells the operator what is no error; only with --verbose.
func (a *app) logf(format string, args ...any) {
	if a.config.Verbose {
		fmt.Fprintf(a.stderr, "weaksignal: "+format+"\n", args...)
	}
}
