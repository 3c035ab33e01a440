package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"weaksignal/cmd/internal/simulate"
	"weaksignal/cmd/weaksignal/internal/exit"
)

// simulation holds the flags of `simulate`.
type simulation struct {
	out, spec, format        string
	applicants, requisitions int
	seed                     uint64
	formats                  []string
	print                    bool
}

func (a *app) simulateCommand() *cobra.Command {
	s := &simulation{}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Make a synthetic pool with planted, stated effects",
		Long: `simulate writes an invented pool of applications in which decisions depend on
signals in a stated way: as a candidates table, or as résumés with an export of
decisions and self-reported groups. The folder also gets the config.yaml with which
an audit runs on it, truth.json with the effects as they came out in this very
pool, and spec.yaml, from which it can be made again, byte for byte.

What is planted is stated in a YAML file; --print-spec shows the default one with
every key explained. Flags win over the file.

Exit status: 0 the pool was written; 1 failed; 2 bad flags or spec, or the folder
is not empty.`,
		Example: `  weaksignal simulate --out pool && weaksignal audit --config pool/config.yaml
  weaksignal simulate --out pool --applicants 1000000 --requisitions 5000 --seed 7
  weaksignal simulate --print-spec > my-spec.yaml
  weaksignal simulate --spec my-spec.yaml --out pool
  weaksignal simulate --format resumes --out pool`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.simulate(cmd, s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.out, "out", "", "`folder` for the pool, new or empty")
	f.StringVar(&s.spec, "spec", "", "YAML `file` that states the pool (default: see --print-spec)")
	f.StringVar(&s.format, "format", "table", "table | resumes")
	f.IntVar(&s.applicants, "applicants", 0, "`number` of applications")
	f.IntVar(&s.requisitions, "requisitions", 0, "`number` of requisitions")
	f.StringSliceVar(&s.formats, "formats", nil, "`endings` of the résumés: md,html,docx,pdf (default all)")
	f.Uint64Var(&s.seed, "seed", 0, "seed of every random draw")
	f.BoolVar(&s.print, "print-spec", false, "print the default spec of the format and do nothing else")
	return cmd
}

func (a *app) simulate(cmd *cobra.Command, s *simulation) error {
	if s.format != "table" && s.format != "resumes" {
		return exit.Usage(fmt.Errorf("--format %q is unknown", s.format), "use table or resumes")
	}
	if s.print {
		_, err := a.stdout.Write(simulate.DefaultYAML(s.resumes()))
		return err
	}
	if s.out == "" {
		return exit.Usage(errors.New("no folder for the pool"), "name a new one with --out DIR")
	}
	if err := simulate.CheckEmpty(s.out); err != nil {
		return exit.Usage(err, "choose another --out; nothing is overwritten")
	}
	pool, err := s.pool(cmd)
	if err != nil {
		return err
	}
	truth, err := s.write(cmd.Context(), pool)
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	if quiet, err := cmd.Flags().GetBool("quiet"); err != nil || quiet {
		return err
	}
	st := truth.Stages[0]
	_, err = fmt.Fprintf(a.stdout, "%d applications to %d requisitions, %.1f %% of them expected to advance\npool: %s\naudit it: weaksignal audit --config %s\n",
		truth.Applications, truth.Requisitions, 100*st.Rate, s.out, filepath.Join(s.out, simulate.ConfigFile))
	return err
}

func (s *simulation) resumes() bool { return s.format == "resumes" }

// pool reads the spec, lays the flags over it and solves for the effects.
func (s *simulation) pool(cmd *cobra.Command) (*simulate.Population, error) {
	spec, err := simulate.DefaultSpec(s.resumes())
	if s.spec != "" {
		spec, err = simulate.ReadSpec(s.spec)
	}
	if err != nil {
		return nil, exit.Usage(err, "see --print-spec")
	}
	flags := cmd.Flags()
	if flags.Changed("applicants") {
		spec.Applicants = s.applicants
	}
	if flags.Changed("requisitions") {
		spec.Requisitions = s.requisitions
	}
	if flags.Changed("seed") {
		spec.Seed = s.seed
	}
	if flags.Changed("formats") {
		spec.Formats = s.formats
	}
	if s.resumes() {
		if err := spec.CheckResumes(); err != nil {
			return nil, exit.Usage(err, "see --print-spec --format resumes")
		}
	}
	pool, err := simulate.New(spec)
	if err != nil {
		return nil, exit.Usage(err, "correct the spec or the flags")
	}
	return pool, nil
}

func (s *simulation) write(ctx context.Context, pool *simulate.Population) (*simulate.Truth, error) {
	if s.resumes() {
		return pool.WriteResumePool(ctx, s.out)
	}
	return pool.WriteTablePool(ctx, s.out)
}
