package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/run"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/cmd/weaksignal/internal/version"
	"weaksignal/extract"
	"weaksignal/extract/cache"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/regular"
)

// app is what every command has at hand.
type app struct {
	inputs.Reader
	env    []string
	stdin  io.Reader
	stdout *neutral.Printer

	configFile string
}

// program is the whole of it: arguments without its name, "KEY=value" pairs, streams.
// It returns the exit status.
func program(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if serve := worker(args); serve != nil {
		if err := serve(stdin, stdout); err != nil {
			exit.Report(stderr, err)
			return exit.Failed
		}
		return exit.OK
	}
	a := &app{Reader: inputs.Reader{Stderr: neutral.NewPrinter(stderr), Terminal: stderr, Now: time.Now}, env: env, stdin: stdin, stdout: neutral.NewPrinter(stdout)}
	root := a.rootCommand()
	root.SetArgs(args)
	err := a.execute(ctx, root)
	switch {
	case err != nil && ctx.Err() != nil:
		err = ctx.Err()
	case a.stdout.Err() != nil:
		err = a.stdout.Err() // whatever else is to be said, the output is not whole
	}
	exit.Report(a.Stderr, err)
	status := exit.Code(err)
	supervise.Ended(status)
	return status
}

// worker is what a process does that was started to read for another; nil for any other.
func worker(args []string) func(io.Reader, io.Writer) error {
	switch {
	case len(args) != 1:
		return nil
	case args[0] == extract.WorkerArg:
		return extract.ServeWorker
	case args[0] == table.WorkerArg:
		return table.ServeWorker
	case args[0] == run.ReviewWorkerArg:
		return run.ServeReview
	}
	return nil
}

// execute runs a command and turns a fault of the program into an
// error: its status is 1, and no stack is shown.
func (a *app) execute(ctx context.Context, root *cobra.Command) (err error) {
	defer func() {
		if p := recover(); p != nil {
			// What a library panics with may hold text of a document.
			cause := "a panic"
			if fault, known := p.(runtime.Error); known {
				cause = fault.Error()
			}
			err = fmt.Errorf("a fault of the program broke it off (%s); no report was written; please report the fault", cause)
		}
	}()
	return root.ExecuteContext(ctx)
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "weaksignal",
		Short: "Audit how much résumé screening depends on weak, privilege-correlated signals",
		Long: `weaksignal reads a folder of résumés and the decisions that an applicant tracking
system exported, measures how much each screening decision moves with weak
signals beyond the job-related ones, and writes an audit workbook.

Start with the sample:   weaksignal audit
Then with your own:      weaksignal audit --resumes DIR --decisions FILE`,
		Version:       version.String(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE:          unknownCommand,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.Stderr)
	root.SetVersionTemplate("weaksignal {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return exit.Usage(err, fmt.Sprintf("see %q", cmd.CommandPath()+" --help"))
	})
	root.PersistentFlags().StringVar(&a.configFile, "config", "", "configuration `file` (default config.yaml in the working folder)")
	root.PersistentFlags().BoolP("quiet", "q", false, "print nothing on success")
	root.PersistentFlags().BoolP("verbose", "v", false, "say more on stderr")
	root.AddCommand(a.initCommand(), a.auditCommand(), a.checkCommand(), a.extractCommand(), a.explainCommand(), a.signalsCommand(),
		a.simulateCommand(), a.probeCommand(), a.historyCommand(), a.verifyCommand(), a.whoisCommand(), a.forgetCommand(), a.schemaCommand())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// unknownCommand answers a bare call with the help, and a misspelt command with the nearest.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	remedy := fmt.Sprintf("see %q", "weaksignal --help")
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		remedy = fmt.Sprintf("did you mean %q?", near[0])
	}
	return exit.Usage(fmt.Errorf("unknown command %q", args[0]), remedy)
}

// takes checks the number of arguments of a command.
func takes(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return exit.Usage(fmt.Errorf("%s takes %s, not %d", cmd.CommandPath(), arguments(low, high), len(args)), "usage: "+cmd.UseLine())
		}
		return nil
	}
}

func arguments(low, high int) string {
	switch {
	case high == 0:
		return "no arguments"
	case low == high:
		return fmt.Sprintf("%d argument(s)", low)
	}
	return fmt.Sprintf("%d to %d arguments", low, high)
}

// load reads configuration and catalogue, and checks both before anything is run.
func (a *app) load(cmd *cobra.Command) error {
	c, err := config.Load(a.configFile, a.env, cmd.Flags())
	if err != nil {
		return err
	}
	a.Config = c
	if err := a.loadCatalogue(); err != nil {
		return err
	}
	if err := c.Validate(a.Declarable()); err != nil {
		return err
	}
	if err := ownFolders(*c, cmd.Name() != "extract"); err != nil { // whose --out is a file
		return err
	}
	return soundTables(c)
}

// loadCatalogue reads the signals; ids that the configuration names must be there.
func (a *app) loadCatalogue() (err error) {
	options := inputs.CatalogueOptions(a.Config)
	enable := options.Enable
	options.Enable = nil
	if a.Catalogue, err = catalogue.Load(options); err != nil {
		return err
	}
	if err := a.Config.CheckSignals(inputs.SignalIDs(a.Catalogue)); err != nil {
		return err
	}
	if len(enable) > 0 {
		options.Enable = enable
		a.Catalogue, err = catalogue.Load(options)
	}
	return err
}

// ownFolders refuses folders that are shared with something else, before anything in
// them is touched.
func ownFolders(c config.Config, reports bool) error {
	if !reports {
		c.Out = ""
	}
	if err := c.CheckFolders(); err != nil {
		return err
	}
	for _, own := range []struct {
		claim cache.Claim
		dir   string
	}{{cache.Folder(), c.Cache}, {pseudonym.Folder(), c.State}} {
		if own.dir == "" {
			continue
		}
		// A folder that cannot be listed is told by whoever needs it.
		if err := own.claim.Check(own.dir); errors.As(err, new(*cache.ForeignError)) {
			return err
		}
	}
	return nil
}

// soundTables refuses inputs that must not even be opened by their reader: a pipe, to which
// nobody may write. What is missing or unreadable its reader says better.
func soundTables(c *config.Config) error {
	for _, path := range slices.Concat(c.Decisions, []string{c.Demographics, c.Candidates, c.Reviewed, c.Truth}) {
		if path == "" {
			continue
		}
		f, err := regular.Open(path)
		if errors.Is(err, regular.ErrKind) {
			return &decision.InputError{File: path, Reason: "is no regular file", Remedy: "name a file: a pipe or a device cannot be read twice"}
		}
		if err == nil {
			f.Close()
		}
	}
	return nil
}

// mayWrite refuses an output that is an input, lies among inputs, or lies in a folder
// of the program's own. "" and "-" are no files.
func (a *app) mayWrite(flag, file string) error {
	if file == "" || file == "-" {
		return nil
	}
	if key, is := a.Config.IsInput(file); is {
		return exit.Usage(fmt.Errorf("%s %s is an input or lies among the inputs (%s)", flag, file, key), "choose another place: inputs are never written to")
	}
	if key, is := a.Config.IsOwn(file); is {
		return exit.Usage(fmt.Errorf("%s %s lies in the folder of %q", flag, file, key), "choose another place")
	}
	return nil
}
