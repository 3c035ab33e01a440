package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/extract"
	"weaksignal/extract/cache"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/document/ocr"
)

// app is what every command has at hand.
type app struct {
	env    []string
	stdin  io.Reader
	stdout *printer
	stderr io.Writer
	// terminal is standard error as it is, for what is drawn there.
	terminal io.Writer
	now      func() time.Time

	configFile string
	config     *config.Config
	catalogue  *catalogue.Catalogue
	ocr        ocr.Engine // zero where none is installed or wanted
}

// run is the program: arguments without its name, "KEY=value" pairs, streams.
// It returns the exit status.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if serve := worker(args); serve != nil {
		if err := serve(stdin, stdout); err != nil {
			report(stderr, err)
			return exitFailed
		}
		return exitOK
	}
	a := &app{env: env, stdin: stdin, stdout: &printer{w: stdout}, stderr: &printer{w: stderr}, terminal: stderr, now: time.Now}
	root := a.rootCommand()
	root.SetArgs(args)
	err := a.execute(ctx, root)
	switch {
	case err != nil && ctx.Err() != nil:
		err = ctx.Err()
	case a.stdout.err != nil:
		err = a.stdout.err // whatever else is to be said, the output is not whole
	}
	report(a.stderr, err)
	status := exitCode(err)
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
	case args[0] == reviewWorkerArg:
		return serveReview
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
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE:          unknownCommand,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetVersionTemplate("weaksignal {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{err, fmt.Sprintf("see %q", cmd.CommandPath()+" --help")}
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
	return &usageError{fmt.Errorf("unknown command %q", args[0]), remedy}
}

// takes checks the number of arguments of a command.
func takes(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return &usageError{fmt.Errorf("%s takes %s, not %d", cmd.CommandPath(), arguments(low, high), len(args)), "usage: " + cmd.UseLine()}
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
	a.config = c
	if err := a.loadCatalogue(); err != nil {
		return err
	}
	if err := c.Validate(a.declarable()); err != nil {
		return err
	}
	if err := a.ownFolders(cmd.Name() != "extract"); err != nil { // whose --out is a file
		return err
	}
	return a.soundTables()
}

// loadCatalogue reads the signals; ids that the configuration names must be there.
func (a *app) loadCatalogue() (err error) {
	options := catalogueOptions(a.config)
	enable := options.Enable
	options.Enable = nil
	if a.catalogue, err = catalogue.Load(options); err != nil {
		return err
	}
	if err := a.config.CheckSignals(signalIDs(a.catalogue)); err != nil {
		return err
	}
	if len(enable) > 0 {
		options.Enable = enable
		a.catalogue, err = catalogue.Load(options)
	}
	return err
}

// ownFolders refuses folders that are shared with something else, before anything in
// them is touched.
func (a *app) ownFolders(reports bool) error {
	c := *a.config
	if !reports {
		c.Out = ""
	}
	if err := c.CheckFolders(); err != nil {
		return err
	}
	for _, own := range []struct {
		claim cache.Claim
		dir   string
	}{{cache.Folder(), a.config.Cache}, {pseudonym.Folder(), a.config.State}} {
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

// onTerminal tells whether a person watches stderr.
func (a *app) onTerminal() bool {
	f, ok := a.terminal.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}
