// Package run is the audit as a job: check, read, join, measure, compare, render, show.
//
//  1. [Audit.Run] settles by the configuration what can be settled before anything is
//     read (audit.go), and takes in the inputs (package inputs).
//  2. Package audit measures; review.go draws and tallies the sample that people check;
//     truth.go holds a simulated pool's truth against it.
//  3. book.go collects what reports are rendered from; output.go writes the run's folder,
//     whole or not at all, and judges it; log.go notes a line.
package run

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"weaksignal/audit"
	"weaksignal/audit/groups"
	"weaksignal/audit/result"
	"weaksignal/cmd/internal/simulate"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/failon"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/reports"
)

// Audit is one audit.
type Audit struct {
	inputs.Reader
	Stdout *neutral.Printer
}

// job is what is settled before anything is read.
type job struct {
	conditions []failon.Condition
	plan       audit.Plan
	truth      *simulate.Truth
	truthInput []result.InputRecord
}

// prepare settles the job by the configuration.
func (a *Audit) prepare() (j job, err error) {
	if err := a.Config.RequireAudit(); err != nil {
		return j, err
	}
	if a.Config.Candidates == "" {
		if err := a.DocumentsExist(); err != nil {
			return j, err
		}
	}
	if j.conditions, err = failon.Parse(a.Config.FailOn); err != nil {
		return j, err
	}
	if j.plan, err = a.Config.Plan(); err != nil {
		return j, err
	}
	j.truth, j.truthInput, err = a.readTruth()
	return j, err
}

// Run is the whole job: check, read, join, measure, compare, render, show.
// The result is nil where none was reached.
func (a *Audit) Run(ctx context.Context, started time.Time) (*result.Result, error) {
	j, err := a.prepare()
	if err != nil {
		return nil, err
	}
	state, err := statefolder.Open(a.Config, started)
	if err != nil {
		return nil, err
	}
	defer state.Close()
	if state.Lost != "" {
		fmt.Fprintln(a.Stderr, "weaksignal:", state.Lost)
	}
	reviewed, err := a.readReviewed(ctx, state)
	if err != nil {
		return nil, err
	}
	dir, err := state.CreateRun(a.Config, started)
	if err != nil {
		return nil, err
	}
	defer dir.Abort()
	temp, err := dir.Temp()
	if err != nil {
		return nil, err
	}
	defer supervise.LayAside(temp)()

	in, err := a.Read(ctx, state)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	res, err := a.Measure(ctx, in, j.plan, reviewed, state)
	if err != nil {
		return nil, err
	}
	id := filepath.Base(dir.Path())
	review, err := a.drawReview(ctx, id, in, res, state)
	if err != nil {
		return nil, err
	}
	res.Run = a.record(id, started, slices.Concat(in.Records, j.truthInput, reviewed.input()))
	res.Run.Tools = in.Tools
	book := a.Book(res, in.Joined)
	book.Settle()
	state.Compare(res, in.Decided, a.Config.Audit.Level, reports.Withheld(book))
	book.Truth = againstTruth(res, j.truth)
	if err := a.writeRun(ctx, dir, book, in.Joined, review); err != nil {
		return nil, err
	}
	if err := dir.Commit(); err != nil {
		return nil, err
	}
	return a.tell(dir, book, j.conditions, state)
}

// tell shows the summary of a report that is in its place, and remembers its look.
// Status 1 means that there is no report: one that could not be told of, or that the
// history does not know and could not compare with later ones, is taken back.
func (a *Audit) tell(dir *rundir.Dir, book *reports.Book, conditions []failon.Condition, state *statefolder.State) (*result.Result, error) {
	status := a.judge(dir, book, conditions, state.Judge())
	if err := a.printSummary(dir, book, status); err != nil {
		return nil, errors.Join(err, dir.Withdraw())
	}
	if err := state.Remember(dir.Path()); err != nil {
		return nil, errors.Join(err, dir.Withdraw())
	}
	if status != exit.OK {
		return book.Result, exit.Status(status)
	}
	return book.Result, nil
}

// Measure runs the audit, and corrects it for the reading errors that a review found.
func (a *Audit) Measure(ctx context.Context, in *inputs.Sources, plan audit.Plan, reviewed *returnedReview, state *statefolder.State) (*result.Result, error) {
	found, err := reviewed.tally(in, state)
	if err != nil {
		return nil, err
	}
	if err := groups.Validate(plan.References, in.Dataset.Spec().Attributes); err != nil {
		return nil, &config.Error{Where: a.Config.File, Key: "reports.reference", Reason: err.Error(), Remedy: "name an attribute of the groups file or table, once"}
	}
	if err := a.ruleStages(in.Dataset.Spec().Stages); err != nil {
		return nil, err
	}
	if in.Dataset.Len() >= manyRows {
		debug.SetGCPercent(10)
	}
	tell, end := a.Meter(inputs.Statistics, "statistics")
	res, err := audit.Run(ctx, audit.Input{Dataset: in.Dataset, Plan: plan, Reviewed: found, Reads: in.Reads, Intake: in.Intake, Progress: tell})
	end()
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	return res, nil
}

// manyRows is from how many rows on the statistics have the collector run at a tenth of
// growth: almost all that they hold are numbers, which it does not look into.
const manyRows = 200_000

// ruleStages refuses a rule's stage that the inputs do not have, before anything is measured.
func (a *Audit) ruleStages(stages []string) error {
	for i, r := range a.Config.Reports.Rules {
		if r.Stage != "" && r.Stage != result.BottomLine && !slices.Contains(stages, r.Stage) {
			return &config.Error{Where: a.Config.File, Key: fmt.Sprintf("reports.rules[%d].stage", i), Reason: fmt.Sprintf("there is no stage %q in the inputs", r.Stage),
				Remedy: "name one of: " + strings.Join(stages, ", ")}
		}
	}
	return nil
}
