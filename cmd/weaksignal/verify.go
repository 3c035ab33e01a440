package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"

	"github.com/spf13/cobra"
)

func (a *app) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify REPORT",
		Short: "Check that a report and its inputs are what they were",
		Long: `verify takes the folder of a run (or a file in it) and holds every file against the
run's SHA256SUMS, and the inputs that the configuration names against the hashes in
audit.json. It ends with 1 if anything differs.`,
		Example: "  weaksignal verify out/latest",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.verify(cmd.Context(), args[0])
		},
	}
	inputFlags(cmd)
	return cmd
}

func (a *app) verify(ctx context.Context, report string) error {
	if info, err := os.Stat(report); err != nil {
		return exit.Usage(err, "name the folder of a run, such as out/latest")
	} else if !info.IsDir() {
		report = rundir.Folder(report)
	}
	checks, err := rundir.Verify(report)
	if err != nil {
		return err
	}
	var inputs []rundir.Check
	// A probe records no inputs: its answers came from the screener.
	if !slices.ContainsFunc(checks, func(c rundir.Check) bool { return path.Base(c.File) == probeRecord }) {
		if inputs, err = a.CheckRecord(ctx, rundir.Find(report, rundir.RecordFile)); err != nil {
			return err
		}
	}
	if c, known := statefolder.Remembered(a.Config.State, report); known {
		checks = append(checks, c)
	}
	differ := 0
	for _, c := range append(checks, inputs...) {
		said := "unchanged"
		if c.Problem != "" {
			said = c.Problem
			differ++
		}
		fmt.Fprintf(a.stdout, "%-24s %s\n", c.File, said)
	}
	if differ > 0 {
		return errors.New("the report or its inputs are not what they were")
	}
	return nil
}
