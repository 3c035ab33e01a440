package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/decision"
	"weaksignal/extract/regular"
	"weaksignal/extract/spill"
	"weaksignal/reports"
)

// record is the provenance of a run.
func (a *app) record(id string, started time.Time, inputs []result.InputRecord) result.RunRecord {
	signals := "none"
	if a.config.Candidates == "" {
		signals = a.catalogue.Version()
		for _, l := range a.catalogue.Lists {
			inputs = append(inputs, result.InputRecord{Kind: "list", SHA256: l.SHA256, Files: 1})
		}
	}
	return result.RunRecord{ID: id, StartedAt: started, FinishedAt: a.now().UTC(), Version: version(),
		ConfigSHA256: a.config.SHA256, CatalogueVersion: signals, Seed: a.config.Audit.Seed, Inputs: inputs}
}

// inputFile is one input and what it is.
type inputFile struct{ kind, path string }

func fileRecords(files ...inputFile) ([]result.InputRecord, error) {
	var all []result.InputRecord
	for _, f := range files {
		r, err := fileRecord(f)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func fileRecord(in inputFile) (result.InputRecord, error) {
	f, err := regular.Open(in.path)
	if errors.Is(err, regular.ErrKind) {
		return result.InputRecord{}, &decision.InputError{File: in.path, Reason: "is no regular file", Remedy: "name a file: a pipe or a device cannot be read twice"}
	}
	if err != nil {
		return result.InputRecord{}, fmt.Errorf("hash the input: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, f)
	if err != nil {
		return result.InputRecord{}, fmt.Errorf("hash the input: %w", err)
	}
	return result.InputRecord{Kind: in.kind, SHA256: hex.EncodeToString(hash.Sum(nil)), Bytes: n, Files: 1}, nil
}

// What a folder's record covers of each document: what one is called decides whose it
// is. Records of earlier versions cover the content alone.
const (
	contentAndPath = true
	contentAlone   = false
)

// folderRecord covers the sorted content hashes of all documents, with their paths within
// their folder or without.
func folderRecord(documents *extract.Documents, paths bool) (result.InputRecord, error) {
	r := result.InputRecord{Kind: "resumes", Files: documents.Len()}
	var lines spill.Sorter
	defer lines.Close()
	for i := range documents.Len() {
		n, line := documents.Bytes(i), documents.SHA256(i)
		r.Bytes += n
		if line == "" && n > 0 { // too large to be hashed
			line = strconv.FormatInt(n, 10) + " bytes"
		}
		if paths {
			line += "  " + documents.Rel(i)
		}
		if err := lines.Add(line, 0); err != nil {
			return r, err
		}
	}
	sum, some := sha256.New(), false
	err := lines.Each(func(line []byte, _ int32) error {
		if some {
			sum.Write([]byte("\n"))
		}
		some = true
		_, err := sum.Write(line)
		return err
	})
	r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return r, errors.Join(err, documents.Err())
}

// book is everything that the workbook is rendered from.
func (a *app) book(res *result.Result, joined *join.Joined) *reports.Book {
	b := &reports.Book{Result: res, Confidentiality: a.config.Reports.Confidentiality,
		Organisation: a.config.Reports.Organisation, WorklistFile: worklistFile, Settings: a.settings(), Paper: a.config.Reports.Paper}
	for _, r := range a.config.Reports.Reference {
		b.References = append(b.References, reports.Reference{Attribute: r.Attribute, Group: r.Group})
	}
	b.Requisitions = joined.Dataset.Strata()
	for _, r := range joined.Roles {
		b.Roles = append(b.Roles, reports.Role{Name: r.Name, JobRelated: r.JobRelated, Skills: r.RequiredSkills, MinYears: r.MinYears, MinDegree: r.MinDegree, Declared: a.declared(r.Name)})
	}
	for _, d := range a.audited() {
		b.Signals = append(b.Signals, signalText(d))
	}
	if a.config.Candidates == "" {
		for _, l := range a.catalogue.Lists {
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
func (a *app) declared(role string) []reports.Declaration {
	var out []reports.Declaration
	for _, r := range a.config.Roles {
		for _, d := range r.Declared {
			if r.Name == role {
				out = append(out, reports.Declaration{Criterion: d.Criterion, Reason: d.Reason, By: d.By, Date: d.Date})
			}
		}
	}
	return out
}

func signalText(d catalogue.Definition) reports.SignalText {
	t := reports.SignalText{ID: d.ID, Label: d.Label, Name: sentenceLabel(d.Label), Question: d.Question, Detection: d.Detection, Limits: strings.Join(d.Limits, " ")}
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
func (a *app) settings() []reports.Setting {
	c := a.config
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

// maxSmall bounds what is read whole of files that are small by rights: records,
// the suppression list, a configuration.
const maxSmall = 256 << 20

func readSmall(path string) ([]byte, error) { return regular.Read(path, maxSmall) }
