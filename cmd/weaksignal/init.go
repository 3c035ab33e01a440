package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/check"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/draft"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/extract"
	"weaksignal/extract/catalogue"
)

// draftFile is where init writes if nothing else is said.
const draftFile = "my.yaml"

func (a *app) initCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Draft a configuration for your own export",
		Long: `init reads an export and writes a commented configuration for it: the columns found,
every status, reason, stage and source text with its rows and what it would count
as, every job title with a role, and what an audit would stop at. What needs your
word is marked OPEN. It opens no résumé and writes over nothing.

Exit status: 0 the configuration was written; 2 the export cannot be read, or the
file exists.`,
		Example: `  weaksignal init --decisions testdata/decisions.csv --resumes testdata/resumes --out my.yaml`,
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.init(cmd) },
	}
	f := cmd.Flags()
	f.StringArray("resumes", nil, "`folder` of résumés; repeatable")
	f.StringArray("decisions", nil, "export of the applicant tracking system, CSV or XLSX `file`; repeatable")
	f.String("demographics", "", "`file` of self-reported groups")
	f.String("out", draftFile, "configuration `file` to write")
	return cmd
}

// init goes by the flags alone: a configuration that lies about is another export's.
func (a *app) init(cmd *cobra.Command) error {
	out, err := cmd.Flags().GetString("out")
	if err != nil {
		return err
	}
	if a.Config, err = config.Load(config.NoFile, a.env, cmd.Flags()); err != nil {
		return err
	}
	if a.Catalogue, err = catalogue.Load(inputs.CatalogueOptions(a.Config)); err != nil {
		return err
	}
	if len(a.Config.Decisions) == 0 {
		return exit.Usage(errors.New("no export is given"), "name it with --decisions FILE")
	}
	if _, err := os.Lstat(out); err == nil {
		return exit.Usage(fmt.Errorf("%s exists", out), "name another file with --out, or remove it")
	}
	in, err := checkInput(&a.Reader)
	if err != nil {
		return err
	}
	if len(a.Config.Resumes) == 0 {
		in.Documents = func(context.Context) (*extract.Documents, error) { return extract.Hold(nil) }
	}
	found, err := check.Run(cmd.Context(), in, false)
	if found == nil || len(found.Columns) == 0 {
		return err
	}
	return a.draft(out, found)
}

// draft writes the configuration and says what to do next.
func (a *app) draft(out string, found *check.Found) error {
	file, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return exit.Usage(fmt.Errorf("%s cannot be written: %w", out, err), "name another file with --out")
	}
	if err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	c := a.Config
	inputs := draft.Inputs{Resumes: relative(out, c.Resumes), Decisions: relative(out, c.Decisions)}
	if c.Demographics != "" {
		inputs.Demographics = relative(out, []string{c.Demographics})[0]
	}
	open, err := draft.Write(file, inputs, found)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", out, err)
	}
	if c.Quiet {
		return nil
	}
	next := fmt.Sprintf("weaksignal check --config %s", out)
	if open > 0 {
		next = fmt.Sprintf("answer the %d %s marked %s in it, then %s", open, lines.Plural("question", open), draft.Open, next)
	}
	_, err = fmt.Fprintf(a.stdout, "wrote %s from %d applications; next: %s\n", out, found.Join.Applications, next)
	return err
}

// relative names files as a configuration in out's folder names them.
func relative(out string, names []string) []string {
	all := make([]string, len(names))
	dir, err := filepath.Abs(filepath.Dir(out))
	for i, name := range names {
		all[i] = name
		full, absErr := filepath.Abs(name)
		if err != nil || absErr != nil {
			continue
		}
		if rel, err := filepath.Rel(dir, full); err == nil {
			all[i] = filepath.ToSlash(rel)
		}
	}
	return all
}
