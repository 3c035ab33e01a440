package run

import (
	"strconv"
	"strings"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/rundir"
	"weaksignal/cmd/weaksignal/internal/version"
	"weaksignal/extract/catalogue"
	"weaksignal/reports"
)

// record is the provenance of a run.
func (a *Audit) record(id string, started time.Time, inputs []result.InputRecord) result.RunRecord {
	signals := "none"
	if a.Config.Candidates == "" {
		signals = a.Catalogue.Version()
		for _, l := range a.Catalogue.Lists {
			inputs = append(inputs, result.InputRecord{Kind: "list", SHA256: l.SHA256, Files: 1})
		}
	}
	return result.RunRecord{ID: id, StartedAt: started, FinishedAt: a.Now().UTC(), Version: version.String(),
		ConfigSHA256: a.Config.SHA256, CatalogueVersion: signals, Seed: a.Config.Audit.Seed, Inputs: inputs}
}

// Book is everything that the workbook is rendered from.
func (a *Audit) Book(res *result.Result, joined *join.Joined) *reports.Book {
	b := &reports.Book{Result: res, Confidentiality: a.Config.Reports.Confidentiality,
		Organisation: a.Config.Reports.Organisation, WorklistFile: rundir.WorklistFile, Settings: a.settings(), Paper: a.Config.Reports.Paper}
	for _, r := range a.Config.Reports.Reference {
		b.References = append(b.References, reports.Reference{Attribute: r.Attribute, Group: r.Group})
	}
	b.Requisitions = joined.Dataset.Strata()
	for _, r := range joined.Roles {
		b.Roles = append(b.Roles, reports.Role{Name: r.Name, JobRelated: r.JobRelated, Skills: r.RequiredSkills, MinYears: r.MinYears, MinDegree: r.MinDegree, Declared: a.declared(r.Name)})
	}
	for _, d := range a.Audited() {
		b.Signals = append(b.Signals, signalText(d))
	}
	if a.Config.Candidates == "" {
		for _, l := range a.Catalogue.Lists {
			list := reports.List{Name: l.Name, SHA256: l.SHA256}
			for _, e := range l.Entries {
				list.Entries = append(list.Entries, e.Name)
			}
			b.Lists = append(b.Lists, list)
		}
	}
	return b
}

// declared are the reasons that the configuration gives for a role's criteria.
func (a *Audit) declared(role string) []reports.Declaration {
	var out []reports.Declaration
	for _, r := range a.Config.Roles {
		for _, d := range r.Declared {
			if r.Name == role {
				out = append(out, reports.Declaration{Criterion: d.Criterion, Reason: d.Reason, By: d.By, Date: d.Date})
			}
		}
	}
	return out
}

func signalText(d catalogue.Definition) reports.SignalText {
	t := reports.SignalText{ID: d.ID, Label: d.Label, Name: inputs.SentenceLabel(d.Label), Question: d.Question, Detection: d.Detection, Limits: strings.Join(d.Limits, " ")}
	for _, c := range d.Evidence {
		t.Evidence = append(t.Evidence, reports.Citation{Claim: c.Claim, Source: c.Source})
	}
	var related []string
	for _, j := range d.JobRelated {
		related = append(related, j.String())
	}
	t.JobRelated = strings.Join(related, "; ")
	return t
}

// settings are the configuration values that shape numbers, in the order of the file.
func (a *Audit) settings() []reports.Setting {
	c := a.Config
	var all []reports.Setting
	add := func(key, value string) {
		if value != "" {
			all = append(all, reports.Setting{Key: key, Value: value})
		}
	}
	add("since", c.Since)
	add("until", c.Until)
	add("time_zone", c.TimeZone)
	add("audit.model.likelihood", c.Audit.Model.Likelihood)
	add("audit.model.penalty", c.Audit.Model.Penalty)
	add("audit.model.requisition_effects", c.Audit.Model.RequisitionEffects)
	add("audit.model.form", c.Audit.Model.Form)
	add("audit.cluster", c.Audit.Cluster)
	add("audit.cluster_correction", c.Audit.ClusterCorrection)
	add("audit.level", strconv.FormatFloat(c.Audit.Level, 'g', -1, 64))
	add("audit.margin", c.Audit.Margin)
	add("audit.reliance", strconv.FormatBool(c.Audit.Reliance))
	add("audit.seed", strconv.FormatUint(c.Audit.Seed, 10))
	add("catalogue.enable", strings.Join(c.Catalogue.Enable, ", "))
	add("catalogue.disable", strings.Join(c.Catalogue.Disable, ", "))
	for _, r := range c.Reports.Reference {
		add("reports.reference", r.Attribute+": "+r.Group)
	}
	add("reports.paper", c.Reports.Paper)
	for _, r := range c.Reports.Rules {
		add("reports.rules", r.String())
	}
	if c.Reports.Counsel {
		add("reports.counsel", "true")
	}
	return all
}
