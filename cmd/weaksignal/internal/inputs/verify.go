package inputs

import (
	"context"
	"encoding/json"
	"os"
	"path"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// CheckRecord holds the inputs against the record of the run. Without a record
// that can be read they cannot be checked, which is a finding, no failure.
func (a *Reader) CheckRecord(ctx context.Context, record string) ([]rundir.Check, error) {
	unknown := []rundir.Check{{File: "inputs", Problem: "cannot be checked: " + path.Base(rundir.RecordFile) + " cannot be read"}}
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
func (a *Reader) checkInputs(ctx context.Context, run result.RunRecord) ([]rundir.Check, error) {
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
		if run.CatalogueVersion != a.Catalogue.Version() {
			problem = "changed since the run: other signals or lists"
		}
		all = append(all, rundir.Check{File: "catalogue", Problem: problem})
	}
	problem := ""
	if run.ConfigSHA256 != a.Config.SHA256 {
		problem = "changed since the run"
	}
	return append(all, rundir.Check{File: "configuration", Problem: problem}), nil
}

// inputsNow hashes the inputs of those kinds that the run had.
func (a *Reader) inputsNow(ctx context.Context, run result.RunRecord) ([]result.InputRecord, error) {
	c := a.Config
	paths := map[string][]string{"decisions": c.Decisions, "demographics": {c.Demographics}, "candidates": {c.Candidates}, "truth": {c.Truth}}
	var now []result.InputRecord
	seen := map[string]bool{}
	for _, then := range run.Inputs {
		if seen[then.Kind] {
			continue
		}
		seen[then.Kind] = true
		if then.Kind == "resumes" {
			documents, err := a.ListDocuments(ctx, true)
			if err != nil {
				return nil, err
			}
			for _, paths := range []bool{ContentAndPath, ContentAlone} {
				record, err := FolderRecord(documents, paths)
				if err != nil {
					return nil, err
				}
				now = append(now, record)
			}
		}
		for _, path := range paths[then.Kind] {
			if r, err := FileRecord(File{Kind: then.Kind, Path: path}); err == nil {
				now = append(now, r)
			}
		}
	}
	return now, nil
}
