package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/statefolder"
)

func (a *app) whoisCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "whois PSEUDONYM",
		Short: "Resolve a pseudonym, for whoever holds the key and the inputs",
		Long: `whois names the rows of an applicant (A-…), the screener (S-…) or the document (D-…)
behind a pseudonym of a report. It needs the key in the state folder and the inputs
of the configuration; without both nobody can resolve one.`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			if !pseudonym.Is(args[0]) {
				return exit.Usage(fmt.Errorf("%q is no pseudonym", args[0]), "give one as a report shows it, such as A-ABCDEFGHIJKL")
			}
			return a.whois(cmd.Context(), args[0])
		},
	}
	inputFlags(cmd)
	return cmd
}

func (a *app) whois(ctx context.Context, name string) error {
	if err := statefolder.Need(a.Config); err != nil {
		return err
	}
	key, err := pseudonym.Load(a.Config.State)
	if err != nil {
		return err
	}
	lines, err := a.Resolve(ctx, key, name)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return fmt.Errorf("%s stands for nobody in these inputs under this key; use the configuration and state folder of the report's run", name)
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(a.stdout, line); err != nil {
			return err
		}
	}
	return nil
}
