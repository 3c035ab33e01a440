package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/extract/catalogue"
)

func (a *app) signalsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "signals [ID]",
		Short: "List the catalogue of signals, or explain one",
		Long: `signals lists what the program looks for; signals ID shows one signal's question,
how it is detected, the evidence that it follows privilege, where it may count as
job-related, and its limits.`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			if len(args) == 0 {
				return listSignals(a.stdout, a.Catalogue)
			}
			d := a.Catalogue.Signal(args[0])
			if d == nil {
				return exit.Usage(fmt.Errorf("no signal %q in the catalogue", args[0]), config.Suggest(args[0], inputs.SignalIDs(a.Catalogue)))
			}
			return showSignal(a.stdout, d)
		},
	}
}

func listSignals(w io.Writer, c *catalogue.Catalogue) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tREAD FROM\tAUDITED\tQUESTION")
	for _, d := range c.Signals {
		audited := "yes"
		if d.Off {
			audited = "no"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", d.ID, d.Source, audited, d.Question)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\ncatalogue %s; \"weaksignal signals ID\" explains one\n", c.Version()[:12])
	return err
}

func showSignal(w io.Writer, d *catalogue.Definition) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n", d.ID, d.Label, lines.Wrap(d.Question, 78, ""))
	section := func(title string, parts ...string) {
		if len(parts) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, part := range parts {
			fmt.Fprintf(&b, "  %s\n", lines.Wrap(part, 76, "  "))
		}
	}
	section("Detected", d.Detection)
	section("Counts", d.Examples.Match[:min(3, len(d.Examples.Match))]...)
	section("Does not count", d.Examples.NoMatch[:min(3, len(d.Examples.NoMatch))]...)
	var evidence, related []string
	for _, c := range d.Evidence {
		evidence = append(evidence, fmt.Sprintf("%s [%s]", c.Claim, c.Source))
	}
	for _, j := range d.JobRelated {
		related = append(related, j.String())
	}
	if len(related) == 0 {
		related = []string{"for no role by default; the employer declares it per role in config.yaml"}
	}
	section("Evidence that it follows privilege", evidence...)
	section("May be job-related", related...)
	section("Limits", d.Limits...)
	_, err := io.WriteString(w, b.String())
	return err
}
