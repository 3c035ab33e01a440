package main

import (
	"context"
	"errors"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/run"

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
				return exit.Usage(errors.New("--profiles and --resumes name the same documents twice"), "leave one of them out")
			}
			started := a.Now().UTC()
			job := run.Audit{Reader: a.Reader, Stdout: a.stdout}
			res, err := job.Run(cmd.Context(), started)
			job.Log(context.WithoutCancel(cmd.Context()), started, res, exit.Code(err))
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

// inputFlags name the inputs, for the commands that look at those of an audit.
func inputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArray("resumes", nil, "`folder` of résumés; repeatable")
	f.StringArray("profiles", nil, "`folder` or file of profiles that extract --shard or --stream wrote, instead of résumés; repeatable")
	f.StringArray("decisions", nil, "export of the applicant tracking system, CSV or XLSX `file`; repeatable")
	f.String("demographics", "", "`file` of self-reported groups")
	f.String("candidates", "", "`table` with one row per application, CSV, XLSX or Parquet; no résumés are read")
}

// progressFlag is for the commands that take long.
func progressFlag(cmd *cobra.Command) {
	cmd.Flags().String("progress", config.ProgressAuto, "how far it has come: `auto` (a bar on a terminal), json (lines on stderr) or none")
}
