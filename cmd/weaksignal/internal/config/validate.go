package config

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // Windows and small containers have no zones of their own

	"weaksignal/audit"
	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/rule"
)

// runIDPattern keeps a run id a plain folder name on every system.
var runIDPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// maxReview bounds the readings drawn for people: at a minute each these are a month's work.
const maxReview = 10_000

// degreeLevels are the values of min_degree.
func degreeLevels() []string { return []string{"", "none", "bachelor", "masters", "phd"} }

// Validate checks every value that is wrong whatever the command. known holds the
// ids that job_related may name.
func (c *Config) Validate(known []string) error {
	var faults []error
	fault := func(key, reason, remedy string) {
		faults = append(faults, &Error{Where: c.where(key), Key: key, Reason: reason, Remedy: remedy})
	}
	if c.RunID != "" && (!runIDPattern.MatchString(c.RunID) || c.RunID == "latest") {
		fault("run_id", fmt.Sprintf("%q is no usable folder name", c.RunID), "use letters, digits, \".\", \"_\" and \"-\"; not \"latest\"")
	}
	if c.Workers < 0 || c.Workers > maxWorkers {
		fault("workers", fmt.Sprintf("must lie between 0 and %d", maxWorkers), "use 0 for one per processor")
	}
	if _, err := c.Location(); err != nil {
		fault("time_zone", err.Error(), "use a name such as Europe/Berlin, or UTC")
	} else {
		c.checkPeriod(fault)
	}
	if o := c.Export.DateOrder; !slices.Contains([]string{"", "ymd", "dmy", "mdy"}, o) {
		fault("export.date_order", fmt.Sprintf("%q is unknown", o), "use ymd, dmy or mdy")
	}
	c.checkLimits(fault)
	d := c.Documents
	if !slices.Contains([]string{OCRAuto, OCROff, OCRRequire}, d.OCR) {
		fault("documents.ocr", fmt.Sprintf("%q is unknown", d.OCR), "use auto, off or require")
	}
	if d.OCR != OCROff && (len(d.OCRLanguages) == 0 || slices.ContainsFunc(d.OCRLanguages, notLanguage)) {
		fault("documents.ocr_languages", fmt.Sprintf("%q are no languages of tesseract", d.OCRLanguages), "give such as [eng, deu]; tesseract --list-langs names the installed ones")
	}
	if n := c.Reports.Review; n < 0 || n > maxReview {
		fault("reports.review", fmt.Sprintf("must lie between 0 and %d", maxReview), "ask for as many readings as people can check, 200 for a start")
	}
	if p := c.Progress; !slices.Contains([]string{ProgressAuto, ProgressJSON, ProgressNone}, p) {
		fault("progress", fmt.Sprintf("%q is unknown", p), "use auto, json or none")
	}
	if p := c.Reports.Paper; p != PaperA4 && p != PaperLetter {
		fault("reports.paper", fmt.Sprintf("%q is unknown", p), "use a4 or letter")
	}
	c.checkRoles(known, fault)
	c.checkReferences(fault)
	if _, err := rule.Find(c.Reports.RuleIDs()); err != nil {
		fault("reports.rules", err.Error(), ruleRemedy(err))
	} else if twice := repeated(c.Reports.RuleIDs()); twice != "" {
		fault("reports.rules", fmt.Sprintf("the rule %q stands twice", twice), "keep it once, with the stage that counsel wants")
	} else if _, err := c.Plan(); err != nil {
		fault("", err.Error(), "see the audit: section of the README")
	}
	return errors.Join(faults...)
}

// CheckSignals checks the ids that the catalogue's keys name.
func (c *Config) CheckSignals(known []string) error {
	var faults []error
	for _, list := range []struct {
		key string
		ids []string
	}{{"catalogue.enable", c.Catalogue.Enable}, {"catalogue.disable", c.Catalogue.Disable}} {
		for i, id := range list.ids {
			if key := fmt.Sprintf("%s[%d]", list.key, i); !slices.Contains(known, id) {
				faults = append(faults, &Error{Where: c.where(key), Key: key, Reason: fmt.Sprintf("no signal %q in the catalogue", id), Remedy: Suggest(id, known)})
			}
		}
	}
	return errors.Join(faults...)
}

// where names the file, and the line of a key that stands in it.
func (c *Config) where(key string) string {
	if n := c.lines[key]; n > 0 {
		return fmt.Sprintf("%s:%d", c.File, n)
	}
	return c.File
}

func set(names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// Upper bounds of numbers. They only tell slips from settings: beyond them a product
// overflows (megabytes as bytes, days as a date) or a process cannot hold it.
const (
	maxWorkers       = 1024
	maxFileMB        = 250 // a message to a reading process holds 256 MB
	maxMemoryMB      = 1 << 20
	minMemoryMB      = 64 // a reading process holds as much before it reads
	maxPages         = 1_000_000
	maxChars         = 100_000_000
	maxDepth         = 10_000
	maxTimeout       = 24 * time.Hour
	maxRetentionDays = 36525 // a hundred years
)

func (c *Config) checkLimits(fault func(key, reason, remedy string)) {
	d := c.Documents
	for _, l := range []struct {
		key            string
		value, low, up int64
	}{
		{"documents.max_mb", d.MaxMB, 1, maxFileMB}, {"documents.max_memory_mb", d.MaxMemoryMB, minMemoryMB, maxMemoryMB},
		{"documents.max_pages", int64(d.MaxPages), 1, maxPages}, {"documents.max_chars", int64(d.MaxChars), 1, maxChars},
		{"documents.max_depth", int64(d.MaxDepth), 1, maxDepth}, {"retention_days", int64(c.RetentionDays), 1, maxRetentionDays},
	} {
		if l.value < l.low || l.value > l.up {
			fault(l.key, fmt.Sprintf("%d must lie between %d and %d", l.value, l.low, l.up), "remove the key to use its default")
		}
	}
	if d.Timeout < time.Millisecond || d.Timeout > maxTimeout {
		fault("documents.timeout", fmt.Sprintf("%s must lie between 1ms and %s", d.Timeout, maxTimeout), "remove the key to use its default")
	}
}

// repeated is the first text that stands twice; "" if none does.
func repeated(texts []string) string {
	for i, s := range texts {
		if slices.Contains(texts[:i], s) {
			return s
		}
	}
	return ""
}

// ruleRemedy names the nearest rule, or all of them.
func ruleRemedy(err error) string {
	var unknown *rule.UnknownError
	if !errors.As(err, &unknown) {
		return "the program is damaged: install it again"
	}
	known := map[string]bool{}
	for _, id := range unknown.Known {
		known[id] = true
	}
	return suggest(unknown.ID, known)
}

func (c *Config) checkRoles(known []string, fault func(key, reason, remedy string)) {
	seen := map[string]bool{}
	for i, r := range c.Roles {
		key := fmt.Sprintf("roles[%d]", i)
		switch {
		case r.Name == "":
			fault(key+".name", "required key is missing", "give the role a name")
		case seen[r.Name]:
			fault(key+".name", fmt.Sprintf("the role %q stands twice", r.Name), "keep one of them")
		}
		seen[r.Name] = true
		for k, id := range r.JobRelated {
			if !slices.Contains(known, id) {
				fault(fmt.Sprintf("%s.job_related[%d]", key, k), fmt.Sprintf("unknown signal or measure %q", id), Suggest(id, known))
			}
		}
		checkDeclared(key+".declared", r, fault)
		if slices.Contains(r.JobRelated, "skills_match") && len(r.RequiredSkills) == 0 {
			fault(key+".required_skills", "required key is missing: skills_match is declared job-related", "list the skills that the role requires")
		}
		if r.MinYears < 0 || r.MinYears > 60 {
			fault(key+".min_years", "must lie between 0 and 60", "give years")
		}
		if !slices.Contains(degreeLevels(), r.MinDegree) {
			fault(key+".min_degree", fmt.Sprintf("%q is unknown", r.MinDegree), "use bachelor, masters or phd")
		}
	}
}

// checkDeclared: a reason belongs to a criterion of the role, and its date is a day.
func checkDeclared(key string, r Role, fault func(key, reason, remedy string)) {
	for i, d := range r.Declared {
		at := fmt.Sprintf("%s[%d]", key, i)
		if !slices.Contains(r.JobRelated, d.Criterion) {
			fault(at+".criterion", fmt.Sprintf("%q is not among the role's job_related criteria", d.Criterion), "declare one of: "+strings.Join(r.JobRelated, ", "))
		}
		if _, err := time.Parse(time.DateOnly, d.Date); d.Date != "" && err != nil {
			fault(at+".date", fmt.Sprintf("%q is no day", d.Date), "write it as 2026-01-31")
		}
	}
}

// Ways to show progress.
const (
	ProgressAuto = "auto"
	ProgressJSON = "json"
	ProgressNone = "none"
)

// Papers that the report is printed on.
const (
	PaperA4     = "a4"
	PaperLetter = "letter"
)

// checkReferences: whether the data have the attribute and the group is known when they
// are read.
func (c *Config) checkReferences(fault func(key, reason, remedy string)) {
	seen := map[string]bool{}
	for i, r := range c.Reports.Reference {
		key := fmt.Sprintf("reports.reference[%d]", i)
		switch {
		case r.Attribute == "" || r.Group == "":
			fault(key, "attribute or group is missing", "write {attribute: sex, group: Male}, with the names of your data")
		case seen[r.Attribute]:
			fault(key+".attribute", fmt.Sprintf("%q has two reference groups", r.Attribute), "keep one of them")
		}
		seen[r.Attribute] = true
	}
}

// RequireAudit checks that the inputs of `audit` are named.
func (c *Config) RequireAudit() error {
	missing := func(key, remedy string) error {
		return &Error{Where: c.File, Key: key, Reason: "required key is missing", Remedy: remedy}
	}
	if c.Candidates != "" {
		if c.Reports.Applications && c.Table.Count != "" {
			return &Error{Where: c.File, Key: "reports.applications", Reason: "a table of counts (table.count) has no single applications to list", Remedy: "leave it out"}
		}
		if len(c.Table.Stages) > 0 {
			return c.wideTable()
		}
		if c.Table.Decision.Column == "" {
			return missing("table.decision.column", "name the column that holds the decision")
		}
		if len(c.Table.Decision.Advanced) == 0 {
			return missing("table.decision.advanced", "list the values that mean advanced")
		}
		if c.Table.DecidedAt == "" && (c.Since != "" || c.Until != "" || c.Window.Period != "") {
			return missing("table.decided_at", "a period is to be audited (since, until or window): name the column that holds the date of decision, or audit the whole table")
		}
		return nil
	}
	var faults []error
	if len(c.Resumes) == 0 && len(c.Profiles) == 0 {
		faults = append(faults, missing("resumes", "name the folder of résumés in "+DefaultFile+" or with --resumes DIR"))
	}
	if len(c.Decisions) == 0 {
		faults = append(faults, missing("decisions", "name the export of the applicant tracking system in "+DefaultFile+" or with --decisions FILE"))
	}
	return errors.Join(faults...)
}

// wideTable checks the result columns of a wide table.
func (c *Config) wideTable() error {
	for i, s := range c.Table.Stages {
		if s.Stage == "" || s.Column == "" {
			return &Error{Where: c.File, Key: fmt.Sprintf("table.stages[%d]", i), Reason: "stage or column is missing", Remedy: "name the stage and the column that holds its result"}
		}
	}
	return nil
}

// Location of dates without a zone; UTC unless configured.
func (c *Config) Location() (*time.Location, error) {
	if c.TimeZone == "" {
		return time.UTC, nil
	}
	return time.LoadLocation(c.TimeZone)
}

// Plan is the audit section as the audit package takes it.
func (c *Config) Plan() (audit.Plan, error) {
	p := audit.DefaultPlan()
	p.Likelihood = c.Audit.Model.Likelihood
	p.Penalty = c.Audit.Model.Penalty
	p.RequisitionEffects, p.Form = c.Audit.Model.RequisitionEffects, model.Form(c.Audit.Model.Form)
	p.Cluster, p.ClusterCorrection = c.Audit.Cluster, c.Audit.ClusterCorrection
	p.Level, p.Seed, p.NoReliance = c.Audit.Level, c.Audit.Seed, !c.Audit.Reliance
	if p.Workers = c.Workers; p.Workers == 0 {
		p.Workers = runtime.GOMAXPROCS(0)
	}
	if c.Audit.Margin != "auto" {
		margin, err := strconv.ParseFloat(c.Audit.Margin, 64)
		if err != nil || margin <= 0 {
			return p, fmt.Errorf("audit.margin: %q is neither auto nor a fraction such as 0.05", c.Audit.Margin)
		}
		p.Margin = margin
	}
	rules, err := rule.Find(c.Reports.RuleIDs())
	if err != nil {
		return p, err
	}
	p.Rules = rules
	for _, r := range c.Reports.Reference {
		p.References = append(p.References, groups.Reference(r))
	}
	return p, p.Validate()
}

// Modes of documents.ocr.
const (
	OCRAuto    = "auto"
	OCROff     = "off"
	OCRRequire = "require"
)

// notLanguage: the name goes onto a command line.
func notLanguage(name string) bool {
	return name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != ""
}
