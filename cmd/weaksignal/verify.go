package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"

	"github.com/spf13/cobra"
)

func (a *app) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify REPORT",
		Short: "Check that a report and its inputs are what they were",
		Long: `verify takes the folder of a run (or a file in it) and holds every file against the
run's SHA256SUMS, and the inputs that the configuration names against the hashes in
audit.json. It ends with 1 if anything differs.`,
		Example: "  weaksignal verify out/latest",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			return a.verify(cmd.Context(), args[0])
		},
	}
	inputFlags(cmd)
	return cmd
}

func (a *app) verify(ctx context.Context, report string) error {
	if info, err := os.Stat(report); err != nil {
		return &usageError{err, "name the folder of a run, such as out/latest"}
	} else if !info.IsDir() {
		report = rundir.Folder(report)
	}
	checks, err := rundir.Verify(report)
	if err != nil {
		return err
	}
	var inputs []rundir.Check
	// A probe records no inputs: its answers came from the screener.
	if !slices.ContainsFunc(checks, func(c rundir.Check) bool { return path.Base(c.File) == probeRecord }) {
		if inputs, err = a.checkRecord(ctx, rundir.Find(report, recordFile)); err != nil {
			return err
		}
	}
	if c, known := a.remembered(report); known {
		checks = append(checks, c)
	}
	differ := 0
	for _, c := range append(checks, inputs...) {
		said := "unchanged"
		if c.Problem != "" {
			said = c.Problem
			differ++
		}
		fmt.Fprintf(a.stdout, "%-24s %s\n", c.File, said)
	}
	if differ > 0 {
		return errors.New("the report or its inputs are not what they were")
	}
	return nil
}

// remembered holds the sums of a run against what the history of this state folder
// noted of them: whoever rewrites a report can rewrite its sums, but not both unseen.
// known is false for a run that it does not know, or knows by a newer one's name.
func (a *app) remembered(report string) (c rundir.Check, known bool) {
	if a.config.State == "" {
		return c, false
	}
	if _, err := os.Stat(filepath.Join(a.config.State, history.File)); err != nil {
		return c, false
	}
	store, err := history.Open(a.config.State)
	if err != nil {
		return rundir.Check{File: "history", Problem: "cannot be asked: " + err.Error()}, true
	}
	defer store.Close()
	entries, err := store.List()
	sums, sumErr := sumsOf(report)
	for _, e := range entries {
		if e.Sums == "" || !sameFile(e.Folder, report) {
			continue
		}
		c = rundir.Check{File: rundir.Sums}
		if sumErr != nil || e.Sums != sums {
			c.Problem = "not those that the history noted when the run ended"
		}
		return c, true
	}
	return c, err != nil
}

// sumsOf is the hash of a run's sums.
func sumsOf(report string) (string, error) {
	text, err := readSmall(filepath.Join(report, rundir.Sums))
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// checkRecord holds the inputs against the record of the run. Without a record
// that can be read they cannot be checked, which is a finding, no failure.
func (a *app) checkRecord(ctx context.Context, record string) ([]rundir.Check, error) {
	unknown := []rundir.Check{{File: "inputs", Problem: "cannot be checked: " + path.Base(recordFile) + " cannot be read"}}
	text, err := os.ReadFile(record)
	if err != nil {
		return unknown, nil
	}
	var res result.Result
	if err := json.Unmarshal(text, &res); err != nil {
		return unknown, nil
	}
	return a.checkInputs(ctx, res.Run)
}

// checkInputs holds the inputs that the configuration names now against those of
// the run, kind by kind.
func (a *app) checkInputs(ctx context.Context, run result.RunRecord) ([]rundir.Check, error) {
	now, err := a.inputsNow(ctx, run)
	if err != nil {
		return nil, err
	}
	var all []rundir.Check
	if len(run.Inputs) == 0 {
		all = append(all, rundir.Check{File: "inputs", Problem: "the record names none, and no run is without: it was changed"})
	}
	for _, then := range run.Inputs {
		if then.Kind == "list" {
			continue // part of the catalogue's version
		}
		problem := "missing: name the run's own with --config, or with its flag"
		if slices.ContainsFunc(now, func(r result.InputRecord) bool { return r.Kind == then.Kind }) {
			problem = "changed since the run, or not the one that the configuration names"
		}
		if slices.ContainsFunc(now, func(r result.InputRecord) bool { return r.Kind == then.Kind && r.SHA256 == then.SHA256 }) {
			problem = ""
		}
		all = append(all, rundir.Check{File: "input: " + then.Kind, Problem: problem})
	}
	if run.CatalogueVersion != "none" { // a candidates table uses no catalogue
		problem := ""
		if run.CatalogueVersion != a.catalogue.Version() {
			problem = "changed since the run: other signals or lists"
		}
		all = append(all, rundir.Check{File: "catalogue", Problem: problem})
	}
	problem := ""
	if run.ConfigSHA256 != a.config.SHA256 {
		problem = "changed since the run"
	}
	return append(all, rundir.Check{File: "configuration", Problem: problem}), nil
}

// inputsNow hashes the inputs of those kinds that the run had.
func (a *app) inputsNow(ctx context.Context, run result.RunRecord) ([]result.InputRecord, error) {
	c := a.config
	paths := map[string][]string{"decisions": c.Decisions, "demographics": {c.Demographics}, "candidates": {c.Candidates}, "truth": {c.Truth}}
	var now []result.InputRecord
	seen := map[string]bool{}
	for _, then := range run.Inputs {
		if seen[then.Kind] {
			continue
		}
		seen[then.Kind] = true
		if then.Kind == "resumes" {
			documents, err := a.listDocuments(ctx, true)
			if err != nil {
				return nil, err
			}
			for _, paths := range []bool{contentAndPath, contentAlone} {
				record, err := folderRecord(documents, paths)
				if err != nil {
					return nil, err
				}
				now = append(now, record)
			}
		}
		for _, path := range paths[then.Kind] {
			if r, err := fileRecord(inputFile{then.Kind, path}); err == nil {
				now = append(now, r)
			}
		}
	}
	return now, nil
}
