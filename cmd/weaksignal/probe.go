package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/audit/probe"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/experiment"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/screener"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/cmd/weaksignal/internal/version"
	reportsprobe "weaksignal/reports/probe"
)

// Files of a probe.
const (
	probeWorkbook = "probe.xlsx"
	probeHTML     = "probe.html"
	probeRecord   = "probe.json"
)

// probing holds the flags of `probe` and what its steps share.
type probing struct {
	*app
	yes, power bool
	answers    string
	started    time.Time
	scratch    string
	transport  screener.Transport
	state      *statefolder.State
	run        reportsprobe.Run
}

func (a *app) probeCommand() *cobra.Command {
	p := &probing{app: a}
	cmd := &cobra.Command{
		Use:   "probe",
		Short: "Ask an automated screener what one thing in a résumé does to its answer",
		Long: `probe makes, of résumés, versions that differ in one thing, asks an automated
screener about them, and reports what that thing does to the answer: with the
signal, and with lines without meaning of the same length in its place. The
screener is a program, an HTTP service, or an operator who runs files (probe: in
config.yaml; docs/probe.md).

The number of requests is printed before any is sent; --yes or a typed "yes" starts
them. A killed probe goes on where it stopped, and asks nothing twice.

Exit status: 0 report written; 1 failed, no report; 2 bad flags or configuration,
nothing was asked; 3 report written, some documents unreadable or requests without
an answer; 130 interrupted.`,
		Example: `  weaksignal probe
  weaksignal probe --config my.yaml --yes
  weaksignal probe --power
  weaksignal probe --config files.yaml && weaksignal probe --config files.yaml --answers answers.csv`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			p.started = a.Now().UTC()
			if cmd.Flags().Changed("seed") {
				seed, err := cmd.Flags().GetUint64("seed")
				if err != nil {
					return err
				}
				a.Config.Audit.Seed = seed
			}
			return p.probe(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.String("out", "", "`folder` for reports (default out)")
	f.String("run-id", "", "`name` of the run (default its start, 20261122T173000Z)")
	f.Uint64("seed", 0, "seed of every random draw (default audit.seed)")
	f.BoolVar(&p.yes, "yes", false, "start without asking")
	f.StringVar(&p.answers, "answers", "", "`file` with an operator's answers, JSONL or CSV")
	f.BoolVar(&p.power, "power", false, "print how many résumés a margin needs, and ask nothing")
	f.Bool("json", false, "print the record on stdout")
	return cmd
}

// probe is the whole job: check, read, make versions, ask, analyse, render.
func (p *probing) probe(ctx context.Context) error {
	if p.power {
		return p.plan()
	}
	signals := inputs.SignalIDs(p.Catalogue)
	if err := p.Config.RequireProbe(append(signals, "referral")); err != nil {
		return err
	}
	if err := p.consented(); err != nil {
		return err
	}
	var err error
	if p.state, err = statefolder.Open(p.Config, p.started); err != nil {
		return err
	}
	defer p.state.Close()
	units, design, err := p.units(ctx)
	if err != nil {
		return err
	}
	end, err := supervise.PrivateTemp()
	if err != nil {
		return err
	}
	defer end()
	if p.scratch, err = os.MkdirTemp("", "versions-"); err != nil {
		return fmt.Errorf("make a folder for versions: %w", err)
	}
	if p.Config.Probe.Screener.Files != "" {
		return p.byFiles(units, design)
	}
	if p.transport, err = p.connect(); err != nil {
		return err
	}
	defer p.transport.Close()
	p.run.Screener = p.transport.Name()
	return p.byAsking(ctx, units, design)
}

// consented refuses to send real people's résumés to a service without a recorded right.
func (p *probing) consented() error {
	c := &p.Config.Probe
	if c.Screener.HTTP.URL == "" || strings.TrimSpace(c.Consent) != "" {
		return nil
	}
	for _, folder := range c.Resumes {
		// A simulated pool holds its truth beside the résumés.
		if _, err := os.Stat(filepath.Join(filepath.Dir(filepath.Clean(folder)), "truth.json")); err != nil {
			return &config.Error{Where: p.Config.File, Key: "probe.consent", Reason: "résumés of " + folder + " would leave this machine, and they are not of a simulated pool",
				Remedy: "say by what right (the applicants' consent, a works agreement), or use a pool of weaksignal simulate"}
		}
	}
	return nil
}

// connect makes the transport of the configuration.
func (p *probing) connect() (screener.Transport, error) {
	s := &p.Config.Probe.Screener
	if len(s.Command) > 0 {
		dir := "."
		if p.Config.File != "" {
			dir = filepath.Dir(p.Config.File)
		}
		return screener.NewCommand(s.Command, dir, p.scratch, s.Timeout)
	}
	service, err := httpService(&s.HTTP)
	if err == nil {
		var t *screener.HTTP
		if t, err = screener.NewHTTP(service, p.variable); err == nil {
			return t, nil
		}
	}
	return nil, &config.Error{Where: p.Config.File, Key: "probe.screener.http", Reason: err.Error(), Remedy: "correct the key; secrets come from the environment alone"}
}

func (p *probing) variable(name string) string {
	for _, pair := range p.env {
		if k, v, _ := strings.Cut(pair, "="); k == name {
			return v
		}
	}
	return ""
}

// httpService lays the configuration over a preset.
func httpService(h *config.ProbeHTTP) (screener.Service, error) {
	every, err := h.Every()
	if err != nil {
		return screener.Service{}, err
	}
	s := screener.Service{URL: h.URL, Method: h.Method, Body: h.Body, Upload: h.Upload, Score: h.Score, Decision: h.Decision,
		Advance: h.Advance, Timeout: h.Timeout, Every: every, Retries: h.Retries}
	for _, x := range h.Headers {
		s.Headers = append(s.Headers, screener.Header(x))
	}
	for _, x := range h.Fields {
		s.Fields = append(s.Fields, screener.Header(x))
	}
	return s.WithPreset(h.Preset, h.Model)
}

// byFiles writes the requests for an operator, or takes the answers back.
func (p *probing) byFiles(units []experiment.Unit, design experiment.Design) error {
	dir := p.Config.Probe.Screener.Files
	design.Repeats = 1
	if n, err := strconv.Atoi(p.Config.Probe.Repeats); err == nil {
		design.Repeats = n
	}
	plan := experiment.NewPlan(design, units)
	p.run.Screener, p.run.Repeats = "run by an operator", design.Repeats
	if p.answers == "" {
		if err := experiment.WriteFiles(plan, dir); err != nil {
			return exit.Usage(err, "name a new folder in probe.screener.files")
		}
		return p.say("%s requests are in %s; run the screener on each line of requests.jsonl, then: weaksignal probe --answers FILE\n", thousands(plan.Requests()), dir)
	}
	brought, err := screener.ReadAnswers(p.answers)
	if err != nil {
		return exit.Usage(err, "each line holds the id of a request, and a score, a decision or an error")
	}
	missing, foreign := experiment.Missing(plan, brought)
	if foreign > 0 {
		return exit.Usage(fmt.Errorf("%s: %d answers are to no request of this configuration", p.answers, foreign), "bring the answers to the requests that were written with the same configuration and résumés")
	}
	if missing > 0 {
		fmt.Fprintf(p.Stderr, "weaksignal: %d of %d requests have no answer; they count as failures\n", missing, plan.Requests())
	}
	return p.report(plan, experiment.WithMissing(plan, experiment.Answers(brought, p.Config.Probe.CutScore())))
}

// byAsking asks, after a pilot that settles the repeats.
func (p *probing) byAsking(ctx context.Context, units []experiment.Unit, design experiment.Design) error {
	dir := filepath.Join(p.Config.State, "probe")
	pilot, err := p.repeats(units, &design)
	if err != nil {
		return err
	}
	plan := experiment.NewPlan(design, units)
	total := plan.Requests()
	if pilot != nil {
		total += pilot.Requests()
	}
	if err := p.start(total, pilot != nil); err != nil {
		return err
	}
	if pilot != nil {
		n, err := p.pilot(ctx, dir, pilot)
		if err != nil {
			return err
		}
		design.Repeats = n
		plan = experiment.NewPlan(design, units)
		if err := p.say("pilot: %s a version\n", counted(n, "request")); err != nil {
			return err
		}
	}
	p.run.Repeats = design.Repeats
	journal, err := experiment.OpenJournal(dir, p.name(plan))
	if err != nil {
		return err
	}
	defer journal.Close()
	if n := journal.Known(); n > 0 {
		if err := p.say("%s of %s answers are there already, from a run that was stopped\n", thousands(n), thousands(plan.Requests())); err != nil {
			return err
		}
	}
	answers, err := experiment.Run(ctx, plan, p.transport, journal, p.Config.Probe.CutScore(), p.bar("asking the screener"))
	if err != nil {
		return fmt.Errorf("%w; what was answered is kept, run again to go on", err)
	}
	if err := p.report(plan, answers); err != nil {
		var status exit.Status
		if errors.As(err, &status) {
			return errors.Join(journal.Remove(), err)
		}
		return err
	}
	return journal.Remove()
}

// name of a plan's journal: another screener or other versions are another plan.
func (p *probing) name(plan *experiment.Plan) string {
	s := &p.Config.Probe.Screener
	return plan.Name(strings.Join(s.Command, "\x00"), s.HTTP.URL, s.HTTP.Body, s.HTTP.Model, s.Version)
}

// start prints what will be asked and waits for a yes.
func (p *probing) start(requests int, pilot bool) error {
	each := "; at one a second that is "
	per := time.Second
	if every, err := p.Config.Probe.Screener.HTTP.Every(); err == nil && every > 0 {
		each, per = "; at the configured rate that is at least ", every
	}
	about := ""
	if pilot {
		about = "about "
	}
	if err := p.say("%s%s requests to %s%s%s\n", about, thousands(requests), p.transport.Name(), each, (time.Duration(requests) * per).Round(time.Second)); err != nil {
		return err
	}
	local := len(p.Config.Probe.Screener.Command) > 0
	if p.yes || local && p.sample() {
		return nil
	}
	if !p.OnTerminal() {
		return exit.Usage(errors.New("nobody is here to answer"), "start it with --yes")
	}
	fmt.Fprint(p.Stderr, "start? type yes: ")
	answer, err := bufio.NewReader(p.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(answer) != "yes" {
		return exit.Usage(errors.New("not started"), "type yes, or start it with --yes")
	}
	return nil
}

// sample tells whether this is the program's own example: its screener is a program
// of this repository that costs nothing and sends nothing anywhere.
func (p *probing) sample() bool {
	c := p.Config.Probe.Screener.Command
	return c[len(c)-1] == "./testdata/screener"
}

// say prints to the person, unless --quiet or --json.
func (p *probing) say(format string, args ...any) error {
	if p.Config.Quiet || p.Config.JSON {
		return nil
	}
	_, err := fmt.Fprintf(p.stdout, format, args...)
	return err
}

// plan prints how many pairs margins need.
func (p *probing) plan() error {
	m := p.Config.Probe.Margin
	fmt.Fprintf(p.stdout, "Pairs (a résumé at a job) that show a true difference of decisions in four of five probes, at %g %%:\n", 100*p.Config.Audit.Level)
	fmt.Fprintf(p.stdout, "%-10s", "margin")
	discordant := []float64{.05, .10, .20, .30}
	for _, d := range discordant {
		fmt.Fprintf(p.stdout, "%14s", fmt.Sprintf("%g %% differ", 100*d))
	}
	fmt.Fprintln(p.stdout)
	for _, margin := range []float64{.02, m.Decision, .10} {
		fmt.Fprintf(p.stdout, "%-10s", fmt.Sprintf("%g points", 100*margin))
		for _, d := range discordant {
			cell := "–"
			if margin <= d {
				n, err := probe.Pairs(margin, d, p.Config.Audit.Level, .8)
				if err != nil {
					return err
				}
				cell = thousands(n)
			}
			fmt.Fprintf(p.stdout, "%14s", cell)
		}
		fmt.Fprintln(p.stdout)
	}
	n, err := probe.Pairs(m.ScoreSD, 1, p.Config.Audit.Level, .8)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "\nScores: %s pairs for %g standard deviations where the differences within pairs spread as\nmuch as the résumés do; a quarter of that where they spread half as much.\n", thousands(n), m.ScoreSD)
	return nil
}

// report analyses and writes the files of the run.
func (p *probing) report(plan *experiment.Plan, answers map[string]probe.Answer) error {
	c := &p.Config.Probe
	result, err := probe.Analyse(&probe.Input{Arms: plan.Design.Arms, Units: plan.Sort(answers), Level: p.Config.Audit.Level,
		Margin: probe.Margin{ScoreSD: c.Margin.ScoreSD, Decision: c.Margin.Decision}, Seed: p.Config.Audit.Seed})
	if err != nil {
		return err
	}
	dir, err := p.state.CreateRun(p.Config, p.started)
	if err != nil {
		return err
	}
	defer dir.Abort()
	p.run.ID, p.run.StartedAt, p.run.FinishedAt, p.run.Version = filepath.Base(dir.Path()), p.started, p.Now().UTC(), version.String()
	p.run.ScreenerVersion, p.run.Mode, p.run.Consent = c.Screener.Version, c.Arms.Mode, c.Consent
	p.run.Requests, p.run.ConfigSHA256, p.run.Seed = plan.Requests(), p.Config.SHA256, p.Config.Audit.Seed
	book := &reportsprobe.Book{Run: p.run, Result: result, Labels: p.labels(), Confidentiality: p.Config.Reports.Confidentiality}
	if err := writeProbe(dir, book); err != nil {
		return err
	}
	if err := dir.Commit(); err != nil {
		return err
	}
	return p.finishProbe(dir.Path(), book)
}

func writeProbe(dir *rundir.Dir, book *reportsprobe.Book) error {
	return errors.Join(
		dir.Write(filepath.Join("confidential", probeRecord), func(w io.Writer) error { return reportsprobe.WriteJSON(w, book) }),
		dir.Write(probeWorkbook, func(w io.Writer) error { return reportsprobe.WriteWorkbook(w, book) }),
		dir.Write(probeHTML, func(w io.Writer) error { return reportsprobe.WriteHTML(w, book) }),
	)
}

func (p *probing) labels() map[string]string {
	out := map[string]string{}
	for _, d := range p.Catalogue.Signals {
		out[d.ID] = inputs.SentenceLabel(d.Label)
	}
	return out
}

// finishProbe prints the answer, and the status.
func (p *probing) finishProbe(path string, book *reportsprobe.Book) error {
	if p.Config.JSON {
		if err := reportsprobe.WriteJSON(p.stdout, book); err != nil {
			return err
		}
	}
	for _, line := range book.Summary() {
		if err := p.say("%s\n", line); err != nil {
			return err
		}
	}
	if err := p.say("report: %s\n", filepath.Join(path, probeWorkbook)); err != nil {
		return err
	}
	failed := book.Run.Unread
	for _, f := range book.Result.Failures {
		failed += f.Count
	}
	if failed > 0 {
		return exit.Status(exit.Incomplete)
	}
	return nil
}
