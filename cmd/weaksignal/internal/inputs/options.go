// Package inputs takes in what the configuration names: résumés, export, groups or a
// candidates table, read, joined under pseudonyms, and recorded by their hashes.
//
//  1. The functions of options.go translate the configuration for each reader.
//  2. [Reader.Read] reads tables first, because they end a run in seconds if it cannot
//     succeed, then documents, and joins them ([Sources]).
//  3. [FileRecords] and [FolderRecord] say what was read, so that verify can tell later.
package inputs

import (
	"slices"
	"strings"
	"time"

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

// Declarable lists the ids that roles[].job_related may name: signals, measures,
// and the columns of a candidates table.
func (a *Reader) Declarable() []string {
	ids := append(SignalIDs(a.Catalogue), join.Measures()...)
	ids = append(append(ids, a.Config.Table.Weak...), a.Config.Table.JobRelated...)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func CatalogueOptions(c *config.Config) catalogue.Options {
	o := catalogue.Options{SignalsDir: c.Catalogue.Signals, Enable: c.Catalogue.Enable, Lists: map[string]string{}}
	for _, l := range c.Catalogue.Lists {
		o.Lists[l.Name] = l.File
	}
	for _, r := range c.Roles {
		o.Skills = append(o.Skills, r.RequiredSkills...)
	}
	return o
}

func (a *Reader) ExtractOptions(key []byte) extract.Options {
	c := a.Config
	return extract.Options{
		Workers: c.Workers,
		Timeout: c.Documents.Timeout,
		Limits: document.Limits{Bytes: c.Documents.MaxMB << 20, Pages: c.Documents.MaxPages, Chars: c.Documents.MaxChars,
			Depth: c.Documents.MaxDepth, Memory: c.Documents.MaxMemoryMB << 20},
		Key:              key,
		CacheDir:         c.Cache,
		EngineDir:        cache.EngineDir(c.Cache),
		Catalogue:        CatalogueOptions(c),
		CatalogueVersion: a.Catalogue.Version(),
		Logf:             a.Logf,
		OCR:              a.OCR,
	}
}

func ExportOptions(c *config.Config) (decision.Options, error) {
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

func TableSpec(c *config.Config) decision.TableSpec {
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

func JoinRoles(c *config.Config) []join.Role {
	roles := make([]join.Role, len(c.Roles))
	for i, r := range c.Roles {
		roles[i] = join.Role{Name: r.Name, Match: r.Match, JobRelated: r.JobRelated,
			RequiredSkills: r.RequiredSkills, MinYears: r.MinYears, MinDegree: r.MinDegree}
	}
	return roles
}

// Audited are the catalogue's signals that this run audits.
func (a *Reader) Audited() []catalogue.Definition {
	var all []catalogue.Definition
	for _, d := range a.Catalogue.Signals {
		on := !d.Off || slices.Contains(a.Config.Catalogue.Enable, d.ID)
		if on && !slices.Contains(a.Config.Catalogue.Disable, d.ID) {
			all = append(all, d)
		}
	}
	return all
}

func (a *Reader) JoinSignals() []join.Signal {
	var all []join.Signal
	for _, d := range a.Audited() {
		all = append(all, join.Signal{ID: d.ID, Label: SentenceLabel(d.Label), FromExport: d.Source == catalogue.FromExport})
	}
	return all
}

// SentenceLabel is a catalogue's label inside a sentence: "Open-source contribution"
// loses its capital, "PhD" keeps its own.
func SentenceLabel(label string) string {
	first, rest, _ := strings.Cut(label, " ")
	if strings.ToLower(first[1:]) != first[1:] || first == "Kaggle" {
		return label
	}
	return strings.TrimSpace(strings.ToLower(first) + " " + rest)
}

func SignalIDs(c *catalogue.Catalogue) []string {
	ids := make([]string, len(c.Signals))
	for i, d := range c.Signals {
		ids[i] = d.ID
	}
	return ids
}
