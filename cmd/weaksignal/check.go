package main

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/check"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/extract"
)

func (a *app) checkCommand() *cobra.Command {
	var power bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Validate configuration and inputs, and say what an audit could detect",
		Long: `check reads the configuration, the export (or the candidates table) and the groups,
and prints how columns, stages and outcomes were understood, how many applications
find their résumé by file name, the size of each stratum, the groups, and the
smallest difference that an audit of this size would detect. It opens no résumé
and writes nothing. Run it first on your own export.

Exit status: 0 an audit can be run; 2 it would fail or mislead, and why.`,
		Example: `  weaksignal check
  weaksignal check --decisions export.csv --json
  weaksignal check --power`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.check(cmd.Context(), power)
		},
	}
	inputFlags(cmd)
	f := cmd.Flags()
	f.String("since", "", "first `day` of decisions, 2026-01-31")
	f.String("until", "", "last `day` of decisions")
	f.Bool("json", false, "print the findings as JSON")
	f.BoolVar(&power, "power", false, "also say how many applications a given difference needs")
	return cmd
}

// check prints what was understood even where the input cannot be used.
func (a *app) check(ctx context.Context, power bool) error {
	if err := a.Config.RequireAudit(); err != nil {
		return err
	}
	in, err := checkInput(&a.Reader)
	if err != nil {
		return err
	}
	if a.Config.Candidates == "" { // the audit would read résumés
		if err := a.FindOCR(ctx); err != nil {
			return err
		}
	}
	found, err := check.Run(ctx, in, power)
	if found == nil {
		return err
	}
	switch {
	case a.Config.JSON:
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		if failed := encoder.Encode(found); failed != nil {
			return failed
		}
	case !a.Config.Quiet:
		if failed := found.Print(a.stdout, power); failed != nil {
			return failed
		}
	}
	return err
}

// checkInput is what check and init look at.
func checkInput(a *inputs.Reader) (check.Input, error) {
	c := a.Config
	options, err := inputs.ExportOptions(c)
	if err != nil {
		return check.Input{}, err
	}
	period, err := c.Period(a.Now())
	if err != nil {
		return check.Input{}, err
	}
	if c.Candidates == "" {
		if err := a.DocumentsExist(); err != nil {
			return check.Input{}, err
		}
	}
	return check.Input{Config: c, Options: options, Table: inputs.TableSpec(c), Roles: inputs.JoinRoles(c), Signals: a.JoinSignals(), Since: period.Since, Until: period.Until,
		Documents: func(ctx context.Context) (*extract.Documents, error) { return a.ListDocuments(ctx, false) }}, nil
}
