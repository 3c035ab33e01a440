package config

import "time"

// Config is the whole configuration. The mapstructure names are the keys of
// config.yaml; the variable of a key is WEAKSIGNAL_ and the key in capitals with
// "_" for ".".
type Config struct {
	// Resumes are folders of résumés.
	Resumes []string `mapstructure:"resumes" path:"yes"`
	// Profiles are what the shards of a batch read, files or folders; they replace résumés.
	Profiles []string `mapstructure:"profiles" path:"yes"`
	// Decisions are exports of the applicant tracking system.
	Decisions []string `mapstructure:"decisions" path:"yes"`
	// Demographics is the file of self-reported groups; "" = none.
	Demographics string `mapstructure:"demographics" path:"yes"`
	// Candidates is a table with one row per application; it replaces résumés and decisions.
	Candidates string `mapstructure:"candidates" path:"yes"`
	// Truth is the truth.json of a simulated pool; the report then holds estimates against it.
	Truth string `mapstructure:"truth" path:"yes"`
	// Reviewed is a review.xlsx with a person's answers; the report then says what the
	// program's reading errors do to its numbers.
	Reviewed string `mapstructure:"reviewed" path:"yes"`
	Out      string `mapstructure:"out" path:"yes"`
	Cache    string `mapstructure:"cache" path:"yes"`
	State    string `mapstructure:"state" path:"yes"`
	RunID    string `mapstructure:"run_id"`
	// Workers bounds concurrency; 0 = number of processors.
	Workers int `mapstructure:"workers"`
	// Since and Until are the first and the last day of the decisions audited, YYYY-MM-DD; "" = open.
	Since    string   `mapstructure:"since"`
	Until    string   `mapstructure:"until"`
	Window   Window   `mapstructure:"window"`
	FailOn   []string `mapstructure:"fail_on"`
	TimeZone string   `mapstructure:"time_zone"`
	JSON     bool     `mapstructure:"json"`
	Quiet    bool     `mapstructure:"quiet"`
	Verbose  bool     `mapstructure:"verbose"`
	// Progress: auto (a bar on a terminal), json (lines on stderr) or none.
	Progress string `mapstructure:"progress"`

	Documents Documents `mapstructure:"documents"`
	Catalogue Catalogue `mapstructure:"catalogue"`
	Export    Export    `mapstructure:"export"`
	Roles     []Role    `mapstructure:"roles"`
	Table     Table     `mapstructure:"table"`
	Audit     Audit     `mapstructure:"audit"`
	Reports   Reports   `mapstructure:"reports"`
	Probe     Probe     `mapstructure:"probe"`
	// Series names the audits that the history compares with one another; "" = one
	// series for each configuration file and kind of input.
	Series string `mapstructure:"series"`
	// RetentionDays is how long history and reports are kept.
	RetentionDays int `mapstructure:"retention_days"`
	// LegalHold forbids forgetting and pruning.
	LegalHold bool `mapstructure:"legal_hold"`

	// File is the configuration file that was read, "" if none; SHA256 of its bytes.
	File   string `mapstructure:"-"`
	SHA256 string `mapstructure:"-"`
	// lines of the file's keys, for messages.
	lines map[string]int `mapstructure:"-"`
}

// Window audits whole periods that have ended: a scheduled run of today looks at
// the last Count months, quarters or years before this one.
type Window struct {
	Period string `mapstructure:"period"` // "" | month | quarter | year
	Count  int    `mapstructure:"count"`
}

// Documents caps what one résumé may cost.
type Documents struct {
	Timeout     time.Duration `mapstructure:"timeout"`
	MaxMB       int64         `mapstructure:"max_mb"` // of the file
	MaxPages    int           `mapstructure:"max_pages"`
	MaxChars    int           `mapstructure:"max_chars"`
	MaxDepth    int           `mapstructure:"max_depth"`
	MaxMemoryMB int64         `mapstructure:"max_memory_mb"` // of the process that reads it
	// OCR of scans and pictures by tesseract: auto (where it is installed), off, or
	// require (status 2 without it). OCRLanguages as tesseract names them.
	OCR          string   `mapstructure:"ocr"`
	OCRLanguages []string `mapstructure:"ocr_languages"`
}

// Catalogue overrides the built-in signals and lists.
type Catalogue struct {
	// Signals is a folder of YAML definitions that replaces the built-in one.
	Signals string     `mapstructure:"signals" path:"yes"`
	Lists   []ListFile `mapstructure:"lists"`
	// Enable switches on signals that are off by default, by id.
	Enable []string `mapstructure:"enable"`
	// Disable leaves signals out, by id.
	Disable []string `mapstructure:"disable"`
}

// ListFile replaces one list of institutions by the user's own.
type ListFile struct {
	Name string `mapstructure:"name"`
	File string `mapstructure:"file" path:"yes"`
}

// Export says how to read the tables of the applicant tracking system.
type Export struct {
	Columns  []Column `mapstructure:"columns"`
	Stages   []Match  `mapstructure:"stages"`
	Outcomes []Match  `mapstructure:"outcomes"`
	Sources  []Match  `mapstructure:"sources"`
	// Results are the result columns of an export that has one for each stage.
	Results []Result `mapstructure:"results"`
	// DateOrder of dates that do not tell: ymd | dmy | mdy; "" = refuse what is ambiguous.
	DateOrder string `mapstructure:"date_order"`
	Sheet     string `mapstructure:"sheet"`
	// AllowInferredGroups accepts group columns that were inferred; the report then says so.
	AllowInferredGroups bool `mapstructure:"allow_inferred_groups"`
}

// Column maps one header of the export to a canonical field.
type Column struct {
	Field  string `mapstructure:"field"`
	Header string `mapstructure:"header"`
	// Column is its number, from 1, where two columns have one header; 0 = by header.
	Column int `mapstructure:"column"`
}

// Result is the result column of one stage in a wide table.
type Result struct {
	Stage  string `mapstructure:"stage"`
	Column string `mapstructure:"column"`
	// Advanced lists the values that mean advanced; none = the usual words.
	Advanced []string `mapstructure:"advanced"`
}

// Match maps free text of the export to a name, by ordered patterns with * and ?.
type Match struct {
	Name  string   `mapstructure:"name"`
	Match []string `mapstructure:"match"`
}

// Role is the employer's declaration of what is job-related.
type Role struct {
	Name           string   `mapstructure:"name"`
	Match          []string `mapstructure:"match"`
	JobRelated     []string `mapstructure:"job_related"`
	RequiredSkills []string `mapstructure:"required_skills"`
	MinYears       float64  `mapstructure:"min_years"`
	MinDegree      string   `mapstructure:"min_degree"`
	// Declared gives the reasons of criteria that JobRelated lists.
	Declared []Declaration `mapstructure:"declared"`
}

// Declaration says why a criterion is job-related, who declared it and when.
type Declaration struct {
	Criterion string `mapstructure:"criterion"`
	Reason    string `mapstructure:"reason"`
	By        string `mapstructure:"by"`
	Date      string `mapstructure:"date"` // YYYY-MM-DD
}

// Table names the columns of a candidates table.
type Table struct {
	ID          string `mapstructure:"id"`
	Requisition string `mapstructure:"requisition"`
	Role        string `mapstructure:"role"`
	Stage       string `mapstructure:"stage"`
	Screener    string `mapstructure:"screener"`
	// Count is the column of how many applications a row stands for; "" = one each.
	Count    string   `mapstructure:"count"`
	Decision Decision `mapstructure:"decision"`
	// DecidedAt is the column of the date of decision; "" = none, and no period can be audited.
	DecidedAt  string   `mapstructure:"decided_at"`
	Weak       []string `mapstructure:"weak"`
	JobRelated []string `mapstructure:"job_related"`
	Groups     []string `mapstructure:"groups"`
	Context    []string `mapstructure:"context"`
	// Stages are the result columns of a wide table, one a stage in funnel order, instead
	// of Stage and Decision.
	Stages []Result `mapstructure:"stages"`
}

// Decision names the column of the decision and the values that mean advanced.
type Decision struct {
	Column   string   `mapstructure:"column"`
	Advanced []string `mapstructure:"advanced"`
	// Rejected lists values that mean rejected where the usual words don't say so.
	Rejected []string `mapstructure:"rejected"`
}

// Audit is what an analyst may fix instead of the stated automatic choice.
type Audit struct {
	Model             Model   `mapstructure:"model"`
	Cluster           string  `mapstructure:"cluster"`
	ClusterCorrection string  `mapstructure:"cluster_correction"`
	Level             float64 `mapstructure:"level"`
	// Margin is "auto" or a fraction in (0,1).
	Margin string `mapstructure:"margin"`
	// Reliance: false leaves out the split and the simulated selections, which take
	// most of the time.
	Reliance bool   `mapstructure:"reliance"`
	Seed     uint64 `mapstructure:"seed"`
}

// Model choices: auto or a fixed value each.
type Model struct {
	Likelihood         string `mapstructure:"likelihood"`
	Penalty            string `mapstructure:"penalty"`
	RequisitionEffects string `mapstructure:"requisition_effects"`
	// Form of numeric columns: linear, spline or quantiles.
	Form string `mapstructure:"form"`
}

// Reports settings.
type Reports struct {
	// Applications also writes applications.xlsx, one pseudonymous row per application.
	Applications bool `mapstructure:"applications"`
	// Review is how many of the program's readings are drawn into review.xlsx for a
	// person to check; 0 = none.
	Review int `mapstructure:"review"`
	// Paper that the report is printed on: a4 or letter.
	Paper string `mapstructure:"paper"`
	// Confidentiality stands on every page.
	Confidentiality string `mapstructure:"confidentiality"`
	Organisation    string `mapstructure:"organisation"`
	// Counsel also writes counsel.xlsx: every table with every count.
	Counsel bool `mapstructure:"counsel"`
	// Rules are jurisdictions' views of the impact tables.
	Rules []Rule `mapstructure:"rules"`
	// Reference fixes the group that the others of an attribute are compared with; where
	// none is named it is the highest rate among groups large enough.
	Reference []Reference `mapstructure:"reference"`
}

// Rule is the view of one rule, by its id (audit/rule), at one stage; "" = the first. Its
// id alone may stand in its place.
type Rule struct {
	Rule  string `mapstructure:"rule"`
	Stage string `mapstructure:"stage"`
}

// String is the rule with its stage.
func (r Rule) String() string {
	if r.Stage == "" {
		return r.Rule
	}
	return r.Rule + " (" + r.Stage + ")"
}

// RuleIDs are the ids of the rules, in their order.
func (r Reports) RuleIDs() []string {
	var ids []string
	for _, x := range r.Rules {
		ids = append(ids, x.Rule)
	}
	return ids
}

// Reference is the reference group of one self-reported attribute.
type Reference struct {
	Attribute string `mapstructure:"attribute"`
	Group     string `mapstructure:"group"`
}
