package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract"
	"weaksignal/extract/cache"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/document"
)

// declarable lists the ids that roles[].job_related may name: signals, measures,
// and the columns of a candidates table.
func (a *app) declarable() []string {
	ids := append(signalIDs(a.catalogue), join.Measures()...)
	ids = append(append(ids, a.config.Table.Weak...), a.config.Table.JobRelated...)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// inputFlags name the inputs, for the commands that look at those of an audit.
func inputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArray("resumes", nil, "`folder` of résumés; repeatable")
	f.StringArray("profiles", nil, "`folder` or file of profiles that extract --shard or --stream wrote, instead of résumés; repeatable")
	f.StringArray("decisions", nil, "export of the applicant tracking system, CSV or XLSX `file`; repeatable")
	f.String("demographics", "", "`file` of self-reported groups")
	f.String("candidates", "", "`table` with one row per application, CSV, XLSX or Parquet; no résumés are read")
}

// progressFlag is for the commands that take long.
func progressFlag(cmd *cobra.Command) {
	cmd.Flags().String("progress", config.ProgressAuto, "how far it has come: `auto` (a bar on a terminal), json (lines on stderr) or none")
}

func catalogueOptions(c *config.Config) catalogue.Options {
	o := catalogue.Options{SignalsDir: c.Catalogue.Signals, Enable: c.Catalogue.Enable, Lists: map[string]string{}}
	for _, l := range c.Catalogue.Lists {
		o.Lists[l.Name] = l.File
	}
	for _, r := range c.Roles {
		o.Skills = append(o.Skills, r.RequiredSkills...)
	}
	return o
}

func (a *app) extractOptions(key []byte) extract.Options {
	c := a.config
	return extract.Options{
		Workers: c.Workers,
		Timeout: c.Documents.Timeout,
		Limits: document.Limits{Bytes: c.Documents.MaxMB << 20, Pages: c.Documents.MaxPages, Chars: c.Documents.MaxChars,
			Depth: c.Documents.MaxDepth, Memory: c.Documents.MaxMemoryMB << 20},
		Key:              key,
		CacheDir:         c.Cache,
		EngineDir:        cache.EngineDir(c.Cache),
		Catalogue:        catalogueOptions(c),
		CatalogueVersion: a.catalogue.Version(),
		Logf:             a.logf,
		OCR:              a.ocr,
	}
}

func exportOptions(c *config.Config) (decision.Options, error) {
	zone, err := c.Location()
	if err != nil {
		return decision.Options{}, err
	}
	o := decision.Options{DateOrder: c.Export.DateOrder, Location: zone, Sheet: c.Export.Sheet, InferredGroups: c.Export.AllowInferredGroups, Worker: table.OwnWorker()}
	for _, m := range c.Export.Columns {
		o.Columns = append(o.Columns, heads.ColumnMap{Field: m.Field, Header: m.Header, Column: m.Column})
	}
	o.Stages, o.Results = stages(c), results(c.Export.Results)
	for _, m := range c.Export.Outcomes {
		o.Outcomes = append(o.Outcomes, lookup.OutcomeMap{Outcome: m.Name, Match: m.Match})
	}
	for _, m := range c.Export.Sources {
		o.Sources = append(o.Sources, lookup.SourceMap{Source: m.Name, Match: m.Match})
	}
	return o, nil
}

func stages(c *config.Config) []lookup.StageMap {
	var all []lookup.StageMap
	for _, m := range c.Export.Stages {
		all = append(all, lookup.StageMap{Name: m.Name, Match: m.Match})
	}
	return all
}

func results(list []config.Result) []decision.ResultColumn {
	var all []decision.ResultColumn
	for _, r := range list {
		all = append(all, decision.ResultColumn{Stage: r.Stage, Column: r.Column, Advanced: r.Advanced})
	}
	return all
}

func tableSpec(c *config.Config) decision.TableSpec {
	t := c.Table
	zone, err := c.Location()
	if err != nil {
		zone = time.UTC // Validate refused it already
	}
	return decision.TableSpec{ID: t.ID, Requisition: t.Requisition, Role: t.Role, Stage: t.Stage, Screener: t.Screener, Count: t.Count,
		Decision: t.Decision.Column, Advanced: t.Decision.Advanced, Rejected: t.Decision.Rejected, Results: results(t.Stages), DecidedAt: t.DecidedAt, DateOrder: c.Export.DateOrder, Location: zone,
		Weak: t.Weak, JobRelated: t.JobRelated, Groups: t.Groups, Context: t.Context,
		Sheet: c.Export.Sheet, Stages: stages(c), InferredGroups: c.Export.AllowInferredGroups, Worker: table.OwnWorker()}
}

func joinRoles(c *config.Config) []join.Role {
	roles := make([]join.Role, len(c.Roles))
	for i, r := range c.Roles {
		roles[i] = join.Role{Name: r.Name, Match: r.Match, JobRelated: r.JobRelated,
			RequiredSkills: r.RequiredSkills, MinYears: r.MinYears, MinDegree: r.MinDegree}
	}
	return roles
}

// audited are the catalogue's signals that this run audits.
func (a *app) audited() []catalogue.Definition {
	var all []catalogue.Definition
	for _, d := range a.catalogue.Signals {
		on := !d.Off || slices.Contains(a.config.Catalogue.Enable, d.ID)
		if on && !slices.Contains(a.config.Catalogue.Disable, d.ID) {
			all = append(all, d)
		}
	}
	return all
}

func (a *app) joinSignals() []join.Signal {
	var all []join.Signal
	for _, d := range a.audited() {
		all = append(all, join.Signal{ID: d.ID, Label: sentenceLabel(d.Label), FromExport: d.Source == catalogue.FromExport})
	}
	return all
}

// plural is "1 file", "2 files".
func plural(word string, n int) string {
	if n == 1 || strings.HasSuffix(word, "s") {
		return word
	}
	return word + "s"
}

// sentenceLabel is a catalogue's label inside a sentence: "Open-source contribution"
// loses its capital, "PhD" keeps its own.
func sentenceLabel(label string) string {
	first, rest, _ := strings.Cut(label, " ")
	if strings.ToLower(first[1:]) != first[1:] || first == "Kaggle" {
		return label
	}
	return strings.TrimSpace(strings.ToLower(first) + " " + rest)
}
