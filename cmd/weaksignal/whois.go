package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/extract/decision"
)

// errFound ends a search.
var errFound = errors.New("found")

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
	var lines []string
	switch {
	case name[0] == 'D':
		lines, err = a.findDocument(ctx, key, name)
	case a.Config.Candidates != "":
		lines, err = a.findInTable(ctx, key, name)
	default:
		lines, err = a.findInExport(ctx, key, name)
	}
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

func (a *app) findDocument(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	documents, err := a.ListDocuments(ctx, true)
	if err != nil {
		return nil, err
	}
	var lines []string
	defer documents.Close()
	for i := range documents.Len() {
		if key.Document(documents.SHA256(i)) == name {
			lines = append(lines, "document "+documents.Path(i))
		}
	}
	return lines, nil
}

func (a *app) findInTable(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	spec := inputs.TableSpec(a.Config)
	var lines []string
	if name[0] == 'S' {
		table, err := decision.OpenCandidates(ctx, a.Config.Candidates, spec)
		if err != nil {
			return nil, err
		}
		err = table.Each(ctx, func(c *decision.CandidateRow) error {
			for _, step := range c.Steps {
				if step.Screener != "" && key.Screener(step.Screener) == name {
					lines = append(lines, "screener "+strings.Clone(step.Screener))
					return errFound
				}
			}
			return nil
		})
		if errors.Is(err, errFound) {
			err = nil
		}
		return lines, err
	}
	err := join.CandidateLinks(ctx, a.Config.Candidates, spec, key, func(l join.Link) error {
		if l.Applicant == name {
			lines = append(lines, fmt.Sprintf("candidate %s: %s, row %d", l.CandidateID, l.File, l.Row))
		}
		return nil
	})
	return lines, err
}

func (a *app) openExport(ctx context.Context) (*decision.Export, error) {
	options, err := inputs.ExportOptions(a.Config)
	if err != nil {
		return nil, err
	}
	return decision.ReadExports(ctx, a.Config.Decisions, options)
}

func (a *app) findInExport(ctx context.Context, key *pseudonym.Key, name string) ([]string, error) {
	export, err := a.openExport(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	var steps []decision.Step
	for i := range export.Len() {
		if name[0] == 'S' {
			steps = export.Steps(i, steps[:0])
			for _, s := range steps {
				if s.Screener != "" && key.Screener(s.Screener) == name {
					return []string{"screener " + s.Screener}, nil
				}
			}
			continue
		}
		app := export.At(i)
		if key.Applicant(join.PersonKey(app)) == name {
			lines = append(lines, fmt.Sprintf("candidate %s, application %s: %s, row %d", app.CandidateID, app.ApplicationID, app.File, app.Row))
		}
	}
	return lines, nil
}
