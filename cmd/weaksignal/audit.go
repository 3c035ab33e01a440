package main

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/reports"

	"github.com/spf13/cobra"
)

func (a *app) auditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Audit résumés and decisions, and write the workbook",
		Long: `audit reads résumés and an export of decisions, or a candidates table, and writes
OUT/RUN-ID/ with audit.xlsx for people, the same as audit.html, and every table in
appendix.xlsx. What may not be handed on stands in its folder
confidential/: audit.json for analysts and worklist.csv, the operator's list of what
was not read, matched or used. With reports.review it also writes review.xlsx, a
sample of the program's readings for people to check; --reviewed reads it back.

Exit status: 0 report written, every input read; 1 failed, no report; 2 bad flags,
configuration or input table, nothing was run; 3 report written, some inputs
unreadable or unmatched, or no decision in the period; 4 report written and a --fail-on condition holds;
130 interrupted.`,
		Example: `  weaksignal audit
  weaksignal audit --resumes resumes/ --decisions export.csv --demographics groups.csv
  weaksignal audit --profiles profiles/ --decisions export.csv
  weaksignal audit --config table.yaml --candidates table.csv --fail-on finding`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			if f := cmd.Flags(); f.Changed("profiles") && f.Changed("resumes") {
				return &usageError{errors.New("--profiles and --resumes name the same documents twice"), "leave one of them out"}
			}
			started := a.now().UTC()
			res, err := a.audit(cmd.Context(), started)
			a.logRun(context.WithoutCancel(cmd.Context()), started, res, exitCode(err))
			return err
		},
	}
	inputFlags(cmd)
	f := cmd.Flags()
	f.String("truth", "", "truth.json `file` of a simulated pool: hold every estimate against it")
	f.String("reviewed", "", "review.xlsx `file` with a person's answers: correct for the program's reading errors")
	f.String("out", "", "`folder` for reports (default out)")
	f.String("run-id", "", "`name` of the run (default its start, 20261122T173000Z)")
	f.Int("workers", 0, "`number` of workers (default one per processor)")
	f.String("since", "", "first `day` of decisions, 2026-01-31")
	f.String("until", "", "last `day` of decisions")
	f.StringArray("fail-on", nil, "exit 4 if the `condition` holds: finding, impact, drift, empty, unreadable>5%, unmatched>5%; repeatable")
	f.Bool("json", false, "print the summary as JSON")
	progressFlag(cmd)
	return cmd
}

// job is what is settled before anything is read.
type job struct {
	conditions []condition
	plan       audit.Plan
	truth      *simulate.Truth
	truthInput []result.InputRecord
}

// prepare settles the job by the configuration.
func (a *app) prepare() (j job, err error) {
	if err := a.config.RequireAudit(); err != nil {
		return j, err
	}
	if a.config.Candidates == "" {
		if err := a.documentsExist(); err != nil {
			return j, err
		}
	}
	if j.conditions, err = parseConditions(a.config.FailOn); err != nil {
		return j, err
	}
	if j.plan, err = a.config.Plan(); err != nil {
		return j, err
	}
	j.truth, j.truthInput, err = a.readTruth()
	return j, err
}

// audit is the whole job: check, read, join, measure, compare, render, show.
// The result is nil where none was reached.
func (a *app) audit(ctx context.Context, started time.Time) (*result.Result, error) {
	j, err := a.prepare()
	if err != nil {
		return nil, err
	}
	state, err := a.openState(started)
	if err != nil {
		return nil, err
	}
	defer state.close()
	if state.lost != "" {
		fmt.Fprintln(a.stderr, "weaksignal:", state.lost)
	}
	reviewed, err := a.readReviewed(ctx, state)
	if err != nil {
		return nil, err
	}
	dir, err := a.createRun(started, state)
	if err != nil {
		return nil, err
	}
	defer dir.Abort()
	temp, err := dir.Temp()
	if err != nil {
		return nil, err
	}
	defer layAside(temp)()

	inputs, err := a.read(ctx, state)
	if err != nil {
		return nil, err
	}
	defer inputs.close()
	res, err := a.measure(ctx, inputs, j.plan, reviewed, state)
	if err != nil {
		return nil, err
	}
	id := filepath.Base(dir.Path())
	review, err := a.drawReview(ctx, id, inputs, res, state)
	if err != nil {
		return nil, err
	}
	res.Run = a.record(id, started, slices.Concat(inputs.records, j.truthInput, reviewed.input()))
	res.Run.Tools = inputs.tools
	book := a.book(res, inputs.Joined)
	book.Settle()
	state.compare(res, inputs.Decided, a.config.Audit.Level, reports.Withheld(book))
	book.Truth = againstTruth(res, j.truth)
	if err := a.writeRun(ctx, dir, book, inputs.Joined, review); err != nil {
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
func (a *app) tell(dir *rundir.Dir, book *reports.Book, conditions []condition, state *state) (*result.Result, error) {
	status := a.judge(dir, book, conditions, state.judge())
	if err := a.printSummary(dir, book, status); err != nil {
		return nil, errors.Join(err, dir.Withdraw())
	}
	if err := state.remember(dir.Path()); err != nil {
		return nil, errors.Join(err, dir.Withdraw())
	}
	if status != exitOK {
		return book.Result, statusError(status)
	}
	return book.Result, nil
}

// measure runs the audit, and corrects it for the reading errors that a review found.
func (a *app) measure(ctx context.Context, inputs *sources, plan audit.Plan, reviewed *returnedReview, state *state) (*result.Result, error) {
	found, err := reviewed.tally(inputs, state)
	if err != nil {
		return nil, err
	}
	if err := groups.Validate(plan.References, inputs.Dataset.Spec().Attributes); err != nil {
		return nil, &config.Error{Where: a.config.File, Key: "reports.reference", Reason: err.Error(), Remedy: "name an attribute of the groups file or table, once"}
	}
	if err := a.ruleStages(inputs.Dataset.Spec().Stages); err != nil {
		return nil, err
	}
	if inputs.Dataset.Len() >= manyRows {
		debug.SetGCPercent(10)
	}
	tell, end := a.meter(phaseStatistics, "statistics")
	res, err := audit.Run(ctx, audit.Input{Dataset: inputs.Dataset, Plan: plan, Reviewed: found, Reads: inputs.Reads, Intake: inputs.Intake, Progress: tell})
	end()
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	return res, nil
}

// ruleStages refuses a rule's stage that the inputs do not have, before anything is measured.
func (a *app) ruleStages(stages []string) error {
	for i, r := range a.config.Reports.Rules {
		if r.Stage != "" && r.Stage != result.BottomLine && !slices.Contains(stages, r.Stage) {
			return &config.Error{Where: a.config.File, Key: fmt.Sprintf("reports.rules[%d].stage", i), Reason: fmt.Sprintf("there is no stage %q in the inputs", r.Stage),
				Remedy: "name one of: " + strings.Join(stages, ", ")}
		}
	}
	return nil
}

func (a *app) createRun(started time.Time, state *state) (*rundir.Dir, error) {
	id := a.config.RunID
	if id == "" {
		id = started.Format("20060102T150405Z")
	}
	err := os.MkdirAll(a.config.Out, 0o700)
	if err == nil {
		if err := state.lock.Folder(a.config.Out); err != nil {
			return nil, err
		}
	}
	dir, err := rundir.Create(a.config.Out, id)
	if errors.Is(err, rundir.ErrExists) {
		return nil, &usageError{err, "choose another --run-id; reports are never overwritten"}
	}
	if errors.Is(err, rundir.ErrLatest) {
		return nil, &usageError{err, "rename it, or choose another --out"}
	}
	if err != nil {
		return nil, fmt.Errorf("%w; choose a folder that can be written with --out", err)
	}
	return dir, nil
}
