package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/audit"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/reports"
)

// Files of a run.
const (
	workbookFile = "audit.xlsx"
	recordFile   = "audit.json"
	worklistFile = "worklist.csv"
)

func (a *app) auditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Audit résumés and decisions, and write the workbook",
		Long: `audit reads résumés and an export of decisions, or a candidates table, and writes
OUT/RUN-ID/ with audit.xlsx for people, audit.json for analysts and worklist.csv,
the operator's list of what was not read, matched or used.

Exit status: 0 report written, every input read; 1 failed, no report; 2 bad flags,
configuration or input table, nothing was run; 3 report written, some inputs
unreadable or unmatched; 4 report written and a --fail-on condition holds;
130 interrupted.`,
		Example: `  weaksignal audit
  weaksignal audit --resumes resumes/ --decisions export.csv --demographics groups.csv
  weaksignal audit --config table.yaml --candidates table.csv --fail-on finding`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.audit(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringArray("resumes", nil, "`folder` of résumés; repeatable")
	f.StringArray("decisions", nil, "export of the applicant tracking system, CSV or XLSX `file`; repeatable")
	f.String("demographics", "", "`file` of self-reported groups")
	f.String("candidates", "", "`table` with one row per application; no résumés are read")
	f.String("out", "", "`folder` for reports (default out)")
	f.String("run-id", "", "`name` of the run (default its start, 20261122T173000Z)")
	f.Int("workers", 0, "`number` of workers (default one per processor)")
	f.String("since", "", "first `day` of decisions, 2026-01-31")
	f.String("until", "", "last `day` of decisions")
	f.StringArray("fail-on", nil, "exit 4 if the `condition` holds: finding, impact, unreadable>5%, unmatched>5%; repeatable")
	f.Bool("json", false, "print the summary as JSON")
	return cmd
}

// audit is the whole job: check, read, join, measure, render, show.
func (a *app) audit(ctx context.Context) error {
	started := a.now().UTC()
	if err := a.config.RequireAudit(); err != nil {
		return err
	}
	if err := folders(a.config.Resumes); err != nil && a.config.Candidates == "" {
		return err
	}
	conditions, err := parseConditions(a.config.FailOn)
	if err != nil {
		return err
	}
	plan, err := a.config.Plan()
	if err != nil {
		return err
	}
	key, err := a.key()
	if err != nil {
		return err
	}
	dir, err := a.createRun(started)
	if err != nil {
		return err
	}
	defer dir.Abort()

	joined, inputs, err := a.read(ctx, key)
	if err != nil {
		return err
	}
	result, err := audit.Run(ctx, joined.Dataset, plan)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	result.Intake = joined.Intake
	result.Run = a.record(filepath.Base(dir.Path()), started, inputs)
	book := a.book(result, joined)
	if err := writeRun(ctx, dir, book, joined.Worklist); err != nil {
		return err
	}
	return a.finish(dir, book, joined, conditions)
}

// folders checks that every folder of résumés exists, so that a misspelt path
// ends the run before anything else is read.
func folders(names []string) error {
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return &usageError{fmt.Errorf("the résumé folder %s does not exist", name), "check the path in config.yaml or --resumes"}
		case err != nil:
			return &usageError{fmt.Errorf("the résumé folder cannot be opened: %w", err), "check its permissions"}
		case !info.IsDir():
			return &usageError{fmt.Errorf("%s is a file", name), "name the folder that holds it"}
		}
	}
	return nil
}

// key of pseudonyms, from the state folder.
func (a *app) key() (*pseudonym.Key, error) {
	if a.config.State == "" {
		return nil, &usageError{errors.New("no state folder: the environment names no home"), "set state in config.yaml or WEAKSIGNAL_STATE"}
	}
	return pseudonym.Load(a.config.State)
}

func (a *app) createRun(started time.Time) (*rundir.Dir, error) {
	id := a.config.RunID
	if id == "" {
		id = started.Format("20060102T150405Z")
	}
	dir, err := rundir.Create(a.config.Out, id)
	if errors.Is(err, rundir.ErrExists) {
		return nil, &usageError{err, "choose another --run-id; reports are never overwritten"}
	}
	if err != nil {
		return nil, fmt.Errorf("%w; choose a folder that can be written with --out", err)
	}
	return dir, nil
}

// read takes in all inputs and joins them.
func (a *app) read(ctx context.Context, key *pseudonym.Key) (*join.Joined, []audit.InputRecord, error) {
	c := a.config
	if c.Candidates != "" {
		joined, err := join.FromCandidates(ctx, c.Candidates, tableSpec(c), joinRoles(c), key)
		if err != nil {
			return nil, nil, err
		}
		inputs, err := fileRecords(inputFile{"candidates", c.Candidates})
		return joined, inputs, err
	}
	return a.readExport(ctx, key)
}

// readExport reads the tables first: they end a run in seconds if it cannot
// succeed, before any résumé is opened.
func (a *app) readExport(ctx context.Context, key *pseudonym.Key) (*join.Joined, []audit.InputRecord, error) {
	c := a.config
	options, err := exportOptions(c)
	if err != nil {
		return nil, nil, err
	}
	export, err := decision.ReadExports(ctx, c.Decisions, options)
	if err != nil {
		return nil, nil, err
	}
	if err := export.Err(); err != nil {
		return nil, nil, err
	}
	files := make([]inputFile, 0, len(c.Decisions)+1)
	for _, name := range c.Decisions {
		files = append(files, inputFile{"decisions", name})
	}
	var groups *decision.Groups
	if c.Demographics != "" {
		files = append(files, inputFile{"demographics", c.Demographics})
		if groups, err = decision.ReadGroups(c.Demographics, options); err != nil {
			return nil, nil, err
		}
	}
	documents, err := a.readDocuments(ctx, key)
	if err != nil {
		return nil, nil, err
	}
	since, until, err := c.Period()
	if err != nil {
		return nil, nil, err
	}
	joined, err := join.FromExport(ctx, join.Input{
		Documents: documents, Export: export, Groups: groups,
		Roles: joinRoles(c), Signals: a.joinSignals(), Pseudonym: key,
		HashEmail: func(s string) string { return extract.HashEmail(key.Secret(), s) },
		HashName:  func(s string) string { return extract.HashName(key.Secret(), s) },
		Since:     since, Until: until,
	})
	if err != nil {
		return nil, nil, err
	}
	inputs, err := fileRecords(files...)
	return joined, append([]audit.InputRecord{folderRecord(documents)}, inputs...), err
}

func (a *app) readDocuments(ctx context.Context, key *pseudonym.Key) ([]extract.Document, error) {
	options := a.extractOptions(key.Secret())
	bar := a.progress("reading résumés")
	options.Progress = bar.update
	documents, err := extract.Batch(ctx, a.config.Resumes, options)
	bar.end()
	if err != nil {
		return nil, err
	}
	if len(documents) == 0 {
		return nil, &usageError{fmt.Errorf("no documents in %q", a.config.Resumes), "put résumés there, or name another folder with --resumes DIR"}
	}
	return documents, nil
}

// writeRun writes the files of a run into its folder in the making.
func writeRun(ctx context.Context, dir *rundir.Dir, book *reports.Book, work []reports.WorkItem) error {
	return errors.Join(
		dir.Write(recordFile, func(w io.Writer) error { return reports.WriteJSON(w, book.Result) }),
		dir.Write(workbookFile, func(w io.Writer) error { return reports.WriteWorkbook(ctx, w, book) }),
		dir.Write(worklistFile, func(w io.Writer) error { return reports.WriteWorklist(w, work) }),
	)
}

// finish shows the run, says where it is and ends with its exit status.
func (a *app) finish(dir *rundir.Dir, book *reports.Book, joined *join.Joined, conditions []condition) error {
	if err := dir.Commit(); err != nil {
		return err
	}
	status := exitOK
	if n := incomplete(book.Result); n > 0 {
		status = exitIncomplete
		fmt.Fprintf(a.stderr, "weaksignal: %d %s could not be used; see %s\n", n, plural("input", n), filepath.Join(dir.Path(), worklistFile))
	}
	for _, c := range conditions {
		if said := c.holds(book.Result); said != "" {
			status = exitCondition
			fmt.Fprintf(a.stderr, "weaksignal: --fail-on %s: %s\n", c.text, said)
		}
	}
	if err := a.printSummary(dir, book, status); err != nil {
		return err
	}
	if status != exitOK {
		return statusError(status)
	}
	return nil
}

func (a *app) printSummary(dir *rundir.Dir, book *reports.Book, status int) error {
	switch {
	case a.config.JSON:
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(struct {
			Run      string           `json:"run"`
			Workbook string           `json:"workbook"`
			Record   string           `json:"record"`
			Worklist string           `json:"worklist"`
			Status   int              `json:"status"`
			Intake   audit.Intake     `json:"intake"`
			Headline []audit.Sentence `json:"headline"`
		}{book.Result.Run.ID, filepath.Join(dir.Path(), workbookFile), filepath.Join(dir.Path(), recordFile),
			filepath.Join(dir.Path(), worklistFile), status, book.Result.Intake, book.Result.Headline})
	case a.config.Quiet:
		return nil
	}
	_, err := fmt.Fprintf(a.stdout, "%s\nreport: %s\n", reports.Summary(book, 72), filepath.Join(dir.Path(), workbookFile))
	return err
}

// incomplete counts the inputs that a report was written without.
func incomplete(r *audit.Result) int {
	return r.Intake.Documents.Unreadable + r.Intake.Applications.Unmatched
}
