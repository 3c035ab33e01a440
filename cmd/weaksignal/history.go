package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/place"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/statefolder"

	"github.com/spf13/cobra"
)

// historyFlags are the flags of `history` that are no configuration.
type historyFlags struct {
	export string
	prune  bool
}

func (a *app) historyCommand() *cobra.Command {
	var f historyFlags
	cmd := &cobra.Command{
		Use:   "history [RUN-ID]",
		Short: "List, show, export or prune the audits of the past",
		Long: `history lists the runs that the state folder remembers: aggregates, no applicants.
history RUN-ID shows one; --export FILE writes every finding of every run as .csv or
.json; --prune forgets runs older than retention_days and deletes their reports below
the output folder, unless legal_hold is set.`,
		Example: `  weaksignal history
  weaksignal history --export findings.csv`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.history(f, args)
		},
	}
	cmd.Flags().StringVar(&f.export, "export", "", "`file` to write, .csv or .json")
	cmd.Flags().Bool("json", false, "list as JSON")
	cmd.Flags().BoolVar(&f.prune, "prune", false, "forget runs older than retention_days")
	return cmd
}

func (a *app) history(f historyFlags, args []string) error {
	if err := statefolder.Need(a.Config); err != nil {
		return err
	}
	if err := pseudonym.Folder().Take(a.Config.State); err != nil {
		return err
	}
	store, err := history.Open(a.Config.State)
	if err != nil {
		return err
	}
	defer store.Close()
	if f.prune {
		return a.prune(store)
	}
	entries, err := store.List()
	if err != nil {
		return err
	}
	switch {
	case f.export != "":
		if err := a.mayWrite("--export", f.export); err != nil {
			return err
		}
		return exportHistory(f.export, entries)
	case len(args) == 1:
		return showRun(a.stdout, entries, args[0])
	}
	if a.Config.JSON {
		return historyJSON(a.stdout, entries)
	}
	return listRuns(a.stdout, entries)
}

func (a *app) prune(store *history.Store) error {
	if a.Config.LegalHold {
		return exit.Usage(errors.New("legal_hold is set: nothing may be forgotten"), "lift the hold in the configuration first")
	}
	limit := a.Now().AddDate(0, 0, -a.Config.RetentionDays)
	if !limit.Before(a.Now()) {
		return exit.Usage(fmt.Errorf("retention_days: %d days before today is no date", a.Config.RetentionDays), "give the days that reports are kept")
	}
	n, err := store.Prune(limit)
	if err != nil {
		return err
	}
	reports, err := pruneReports(a.Config.Out, limit, a.Stderr)
	if err != nil {
		return err
	}
	if a.Config.Quiet {
		return nil
	}
	_, err = fmt.Fprintf(a.stdout, "%d %s and %d %s older than %d days forgotten\n", n, lines.Plural("run", n), reports, lines.Plural("report", reports), a.Config.RetentionDays)
	return err
}

// pruneReports deletes the files of runs that started before the limit. Only a folder
// that holds a record of this program's is taken for a run's, and in it only what the
// run's sums list; anything else stays and is named.
func pruneReports(out string, limit time.Time, stderr io.Writer) (int, error) {
	runs, err := rundir.Runs(out)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, dir := range runs {
		r, err := readRecord(dir)
		if err != nil || r.Run.StartedAt.IsZero() || !r.Run.StartedAt.Before(limit) {
			continue
		}
		left, err := rundir.Remove(dir)
		if err != nil {
			return n, fmt.Errorf("delete an old report: %w", err)
		}
		if len(left) > 0 {
			fmt.Fprintf(stderr, "weaksignal: %s is kept: it holds %d %s that the run did not write\n", dir, len(left), lines.Plural("file", len(left)))
		}
		n++
	}
	return n, nil
}

// readRecord reads what a run found, from its folder.
func readRecord(dir string) (*result.Result, error) {
	var r result.Result
	text, err := inputs.ReadSmall(rundir.Find(dir, rundir.RecordFile))
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err == nil && !strings.HasPrefix(r.Schema, "weaksignal.audit/") {
		err = fmt.Errorf("%s is no record of an audit", dir)
	}
	return &r, err
}

func listRuns(w io.Writer, entries []history.Entry) error {
	if len(entries) == 0 {
		_, err := fmt.Fprintln(w, "no runs yet")
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	several := slices.ContainsFunc(entries, func(e history.Entry) bool { return e.Series != entries[0].Series })
	head, tail := "RUN\tSTARTED\tPERIOD\tLOOK\tAUDITED\tASSOCIATED", ""
	if several {
		head += "\tSERIES"
	}
	fmt.Fprintln(table, head)
	for _, e := range entries {
		look := "provisional"
		switch {
		case e.Look.Empty:
			look = "no decision"
		case e.Look.Closed:
			look = fmt.Sprintf("look %d", e.Look.Number)
		}
		if several {
			tail = "\t" + e.Series
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%d%s\n", e.Run.ID, e.Run.StartedAt.Format(time.RFC3339), span(e.Look), look, e.Look.Audited, associated(e.Look), tail)
	}
	return table.Flush()
}

// span is the period of a look; a table without dates has none.
func span(l result.Look) string {
	if l.From == "" && l.Until == "" {
		return "no dates"
	}
	return l.From + " to " + l.Until
}

// associated counts the weak signals found at the first stage, as the summary does.
func associated(l result.Look) int {
	n := 0
	for _, f := range l.Findings {
		if f.Verdict == result.Associated && f.Stage == l.Findings[0].Stage {
			n++
		}
	}
	return n
}

func showRun(w io.Writer, entries []history.Entry, id string) error {
	for _, e := range entries {
		if e.Run.ID == id {
			encoder := json.NewEncoder(w)
			encoder.SetIndent("", "  ")
			return encoder.Encode(e)
		}
	}
	return exit.Usage(fmt.Errorf("no run %q in the history", id), "\"weaksignal history\" lists them")
}

func exportHistory(file string, entries []history.Entry) error {
	write := historyJSON
	switch kind(file) {
	case ".csv":
		write = historyCSV
	case ".json":
	default:
		return exit.Usage(fmt.Errorf("--export %s: unknown kind of file", file), "use a name that ends in .csv or .json")
	}
	return place.Write(file, func(w io.Writer) error { return write(w, entries) })
}

func historyJSON(w io.Writer, entries []history.Entry) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if entries == nil {
		entries = []history.Entry{}
	}
	return encoder.Encode(entries)
}

// historyCSV has one line per run, stage and weak signal.
func historyCSV(w io.Writer, entries []history.Entry) error {
	out := neutral.NewTable(w)
	rows := [][]string{{"series", "run", "started_at", "from", "until", "closed", "look", "stage", "signal", "family", "present", "known", "effect", "low", "high", "se", "p_adjusted", "margin", "verdict", "measure"}}
	for _, e := range entries {
		for _, f := range e.Look.Findings {
			rows = append(rows, []string{e.Series, e.Run.ID, e.Run.StartedAt.Format(time.RFC3339), e.Look.From, e.Look.Until, strconv.FormatBool(e.Look.Closed), strconv.Itoa(e.Look.Number),
				f.Stage, f.Signal, f.Family, strconv.Itoa(f.Present), strconv.Itoa(f.Known),
				number(f.Effect.Value), number(f.Effect.Low), number(f.Effect.High), number(f.Effect.SE), number(f.PAdj),
				strconv.FormatFloat(f.Margin, 'g', -1, 64), string(f.Verdict), strconv.Itoa(int(e.Look.Measure))})
		}
	}
	return out.WriteAll(rows)
}

func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
