package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"weaksignal/audit/probe"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/experiment"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/extract"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
	reportsprobe "weaksignal/reports/probe"
)

// units reads the résumés and makes their versions.
func (p *probing) units(ctx context.Context) ([]experiment.Unit, experiment.Design, error) {
	c := &p.Config.Probe
	design := experiment.Design{Repeats: 3, Seed: p.Config.Audit.Seed, Slate: c.Screener.Slate, Format: c.Screener.Format}
	for _, j := range c.Jobs {
		text, err := os.ReadFile(j.Text)
		if err != nil {
			return nil, design, exit.Usage(fmt.Errorf("the advert of %s cannot be read: %w", j.Role, err), "correct probe.jobs")
		}
		job := experiment.Job{Role: j.Role, Text: string(text)}
		for _, r := range p.Config.Roles {
			if r.Name == j.Role {
				job.Required = r.RequiredSkills
			}
		}
		design.Jobs = append(design.Jobs, job)
	}
	resumes, err := p.resumes(ctx, len(design.Jobs))
	if err != nil {
		return nil, design, err
	}
	maker, err := p.maker()
	if err != nil {
		return nil, design, err
	}
	design.Arms = p.arms(maker)
	units := make([]experiment.Unit, len(resumes))
	for i, r := range resumes {
		units[i] = p.unit(maker, r, i, &design)
	}
	for j, arm := range design.Arms {
		without := 0
		for i := range units {
			if units[i].Contrasts[j] == nil {
				without++
			}
		}
		p.run.NotEditable = append(p.run.NotEditable, reportsprobe.NotEditable{Arm: arm.ID, Signal: arm.Signal, Resumes: without})
	}
	return units, design, nil
}

func (p *probing) arms(m *experiment.Maker) (arms []probe.Arm) {
	c := &p.Config.Probe
	for _, id := range c.Signals {
		arms = append(arms, probe.Arm{ID: "signal", Signal: id})
	}
	if c.Arms.Blind && m.Mode == experiment.Remove {
		arms = append(arms, probe.Arm{ID: "blind"})
	}
	if c.Arms.Names {
		arms = append(arms, probe.Arm{ID: "name", Signal: m.Bank.Names.Contrast})
	}
	return arms
}

// unit makes the versions of one résumé. What is drawn depends on the seed and its
// place alone.
func (p *probing) unit(m *experiment.Maker, r *experiment.Resume, index int, d *experiment.Design) experiment.Unit {
	rng := rand.New(rand.NewPCG(d.Seed, uint64(index)))
	u := experiment.Unit{Resume: r, Index: index, Base: m.Base(r), Control: m.Control(r, d.Jobs[r.Job].Required, rng)}
	for _, arm := range d.Arms {
		var c *experiment.Contrast
		switch arm.ID {
		case "blind":
			c = m.Blind(r, p.Config.Probe.Signals, rng)
		case "name":
			c = m.Named(r, rng)
		default:
			c = m.Signal(r, arm.Signal, d.Jobs[r.Job].Required, rng)
		}
		u.Contrasts = append(u.Contrasts, c)
	}
	return u
}

func (p *probing) maker() (*experiment.Maker, error) {
	bank, err := experiment.LoadBank()
	if err != nil {
		return nil, err
	}
	detector, err := signal.NewDetector(p.Catalogue)
	if err != nil {
		return nil, err
	}
	return &experiment.Maker{Bank: bank, Mode: experiment.Mode(p.Config.Probe.Arms.Mode), Placebos: p.Config.Probe.Arms.Placebos,
		Shows: func(id, text string) (present, known bool) {
			f, ok := detector.Read(&document.Text{Body: text}).Findings[id]
			return ok && f.Present != nil && *f.Present, ok && f.Present != nil
		}}, nil
}

// resumes reads the documents and draws the sample; jobs take turns.
func (p *probing) resumes(ctx context.Context, jobs int) ([]*experiment.Resume, error) {
	c := &p.Config.Probe
	if err := inputs.Folders(c.Resumes); err != nil {
		return nil, err
	}
	if err := p.FindOCR(ctx); err != nil {
		return nil, err
	}
	options := p.ExtractOptions(nil)
	options.CacheDir, options.KeepText = "", true
	end := p.Progress("reading résumés", &options)
	documents, err := extract.Batch(ctx, c.Resumes, options)
	end()
	if err != nil {
		return nil, err
	}
	var out []*experiment.Resume
	for i := range documents {
		d := &documents[i]
		switch {
		case d.DuplicateOf != "":
		case d.Profile.Status != document.Read || d.Text == nil:
			p.run.Unread++
		default:
			out = append(out, asLines(d))
		}
	}
	if c.Sample > 0 && c.Sample < len(out) {
		rng := rand.New(rand.NewPCG(p.Config.Audit.Seed, 40))
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		out = out[:c.Sample]
	}
	if len(out) == 0 {
		return nil, exit.Usage(fmt.Errorf("no résumé could be read in %q", c.Resumes), "name a folder of résumés in probe.resumes")
	}
	for i, r := range out {
		r.Job = i % jobs
	}
	return out, nil
}

// asLines is a document as the program reads it.
func asLines(d *extract.Document) *experiment.Resume {
	reading := d.Profile.Reading
	r := &experiment.Resume{File: d.Path, Lines: strings.Split(strings.TrimRight(d.Text.Body, "\n"), "\n"),
		Evidence: map[string][]int{}, Skills: map[string][]int{}, Name: -1}
	for _, s := range reading.Sections {
		r.Sections = append(r.Sections, experiment.Section{Name: s.Name, First: s.First - 1, Last: s.Last - 1})
	}
	for id, f := range reading.Findings {
		if f.Present == nil || !*f.Present {
			continue
		}
		lines := []int{}
		for _, e := range f.Evidence {
			if e.Line == 0 { // a link in no line: the signal cannot be taken out
				lines = nil
				break
			}
			lines = append(lines, e.Line-1)
		}
		slices.Sort(lines)
		r.Evidence[id] = slices.Compact(lines)
	}
	for _, s := range reading.Skills {
		name := strings.ToLower(s.Name)
		r.Skills[name] = append(r.Skills[name], s.Line-1)
	}
	for i, l := range r.Lines { // the name stands first, or is not known
		if strings.TrimSpace(l) != "" {
			r.Name = i
			break
		}
	}
	return r
}

// repeats settles how often each version is asked: a number, or a pilot that will.
func (p *probing) repeats(units []experiment.Unit, d *experiment.Design) (*experiment.Plan, error) {
	if n, err := strconv.Atoi(p.Config.Probe.Repeats); err == nil {
		d.Repeats = n
		return nil, nil
	}
	return experiment.NewPilot(*d, units), nil
}

// pilot asks some résumés several times and says how many repeats the noise asks for.
func (p *probing) pilot(ctx context.Context, dir string, plan *experiment.Plan) (int, error) {
	journal, err := experiment.OpenJournal(dir, p.name(plan))
	if err != nil {
		return 0, err
	}
	defer journal.Close()
	answers, err := experiment.Run(ctx, plan, p.transport, journal, p.Config.Probe.CutScore(), p.bar("pilot"))
	if err != nil {
		return 0, fmt.Errorf("pilot: %w; what was answered is kept, run again to go on", err)
	}
	within, between := experiment.Spread(plan.Sort(answers))
	return probe.Repeats(within, between), journal.Remove()
}

// bar shows progress on a terminal; nil elsewhere.
func (p *probing) bar(label string) func(done, total int) {
	if p.Config.Quiet || !p.OnTerminal() {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.Stderr), progressbar.OptionSetDescription(label),
				progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(24),
				progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		}
		bar.Set(done) //nolint:errcheck // a bar that cannot be drawn harms nothing
	}
}

func thousands(n int) string { return reportsprobe.Thousands(n) }

func counted(n int, word string) string { return reportsprobe.Counted(n, word) }
