package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/cmd/weaksignal/internal/traces"
)

func (a *app) forgetCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "forget CANDIDATE",
		Short: "Remove a person from the cache and from later audits",
		Long: `forget takes a candidate id or a pseudonym (A-…). It deletes the cached profiles of
the person's documents, puts the pseudonym on the suppression list, so that later
audits leave the person out, and lists the reports that still hold a row. It does
not delete résumés or exports. Under legal_hold it refuses.`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.forget(cmd.Context(), args[0])
		},
	}
	inputFlags(cmd)
	cmd.Flags().String("out", "", "`folder` of the reports (default out)")
	return cmd
}

func (a *app) forget(ctx context.Context, candidate string) error {
	if a.Config.LegalHold {
		return exit.Usage(errors.New("legal_hold is set: nobody may be forgotten"), "lift the hold in the configuration first")
	}
	if pseudonym.Is(candidate) && candidate[0] != 'A' {
		return exit.Usage(fmt.Errorf("%s is no applicant", candidate), "give a candidate id, or a pseudonym that begins with A-")
	}
	if err := a.Config.RequireAudit(); err != nil {
		return err
	}
	state, err := statefolder.Open(a.Config, a.Now())
	if err != nil {
		return err
	}
	defer state.Close()
	name := candidate
	if !pseudonym.Is(candidate) {
		name = state.Key.Applicant(candidate)
	}
	left, err := a.forgetProfiles(ctx, state, name)
	if err != nil {
		return err
	}
	listed := slices.Contains(state.Suppressed, name)
	if len(left.Rows) == 0 && !listed {
		return errors.New("nobody with that id or pseudonym stands in these inputs; give the candidate id as the export has it")
	}
	if !listed {
		// Read again: another "forget" may have added a name meanwhile.
		names, err := statefolder.Suppressed(a.Config.State)
		if err != nil {
			return err
		}
		if err := statefolder.Suppress(a.Config.State, append(names, name)); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.stdout, "%s is left out of later audits; %d cached %s deleted\n", name, left.Entries, lines.Plural("profile", left.Entries))
	for _, row := range left.Rows {
		fmt.Fprintf(a.stdout, "the input %s, row %d, is of %s and stays\n", row.File, row.Row, name)
	}
	for _, path := range left.Paths {
		fmt.Fprintf(a.stdout, "the document %s is of %s and stays\n", path, name)
	}
	for _, profiles := range a.Config.Profiles {
		fmt.Fprintf(a.stdout, "still holds a profile of %s, and is to be deleted or extracted again: %s\n", name, profiles)
	}
	return listReports(a.stdout, append([]string{a.Config.Out}, state.Outs...), name, left.Texts(name, state.Key.Document))
}

// forgetProfiles deletes what the cache holds of the person's documents, and says what
// is left of the person in the inputs.
func (a *app) forgetProfiles(ctx context.Context, state *statefolder.State, name string) (*traces.Remains, error) {
	left := &traces.Remains{}
	if a.Config.Candidates != "" {
		return left, join.CandidateLinks(ctx, a.Config.Candidates, inputs.TableSpec(a.Config), state.Key, func(l join.Link) error {
			if l.Applicant == name {
				left.Rows = append(left.Rows, traces.Row{File: l.File, Row: l.Row})
			}
			return nil
		})
	}
	export, err := a.OpenExport(ctx)
	if err != nil {
		return nil, err
	}
	for i := range export.Len() {
		if app := export.At(i); state.Key.Applicant(join.PersonKey(app)) == name {
			left.Rows = append(left.Rows, traces.Row{File: app.File, Row: app.Row})
		}
	}
	if len(left.Rows) == 0 {
		return left, nil
	}
	// The join names all documents of suppressed candidates, those of other periods,
	// older versions and undecided applications too.
	only := *state
	only.Suppressed = []string{name}
	joined, err := a.JoinExport(ctx, &only)
	if err != nil {
		return nil, err
	}
	left.Hashes, left.Paths = joined.Forgotten, joined.ForgottenPaths
	left.Entries, err = a.DropForgotten(state.Key.Secret(), left.Hashes)
	return left, err
}

// listReports names the files of reports that still hold one of the texts, in the
// output folders. A folder may be named more than once.
func listReports(stdout io.Writer, folders []string, name string, texts []string) error {
	var outs []string
	for _, out := range folders {
		if !slices.ContainsFunc(outs, func(o string) bool { return traces.SameFile(o, out) }) {
			outs = append(outs, out)
		}
	}
	var dirs []string
	for _, out := range outs {
		runs, err := rundir.Runs(out)
		if err != nil {
			return err
		}
		dirs = append(dirs, runs...)
	}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // deleted since
			}
			if err == nil && !d.Type().IsRegular() {
				return nil
			}
			held := false
			if err == nil {
				held, err = traces.In(path, texts)
			}
			switch {
			case err != nil:
				_, err = fmt.Fprintf(stdout, "%s cannot be read (%v) and may hold a row of %s; delete it, or keep it for its retention\n", path, err, name)
			case held:
				_, err = fmt.Fprintf(stdout, "%s still holds a row of %s; delete it, or keep it for its retention\n", path, name)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
