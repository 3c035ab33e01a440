package result

import "time"

// SchemaID names the format of audit.json.
const SchemaID = "weaksignal.audit/2"

// BottomLine is the name of the last entry of Result.Stages: from entering the
// first stage to being hired.
const BottomLine = "bottom_line"

// Result is the analyst's complete record. It is unsuppressed and encodes to
// audit.json; slices are in a documented order, so equal inputs give equal bytes
// but for Run.
type Result struct {
	Schema   string     `json:"schema"`
	Run      RunRecord  `json:"run"`
	Intake   Intake     `json:"intake"`
	Headline []Sentence `json:"headline"`
	// Stages in funnel order, BottomLine last.
	Stages []StageResult `json:"stages"`
	// Funnel follows applications through all stages.
	Funnel *Funnel `json:"funnel"`
	// Rules are the views that the configuration names (reports.rules), in its order.
	Rules []RuleView `json:"rules,omitempty"`
	// ReadFailures tells whose documents could not be read; nil with a candidates table.
	ReadFailures *ReadFailures `json:"read_failures,omitempty"`
	// ReviewSample is what this run drew for people to check; nil if it wasn't asked to.
	ReviewSample *ReviewSample `json:"review_sample,omitempty"`
	// ExtractionError is what people found in a review sample; nil without one.
	ExtractionError *ExtractionError `json:"extraction_error,omitempty"`
	// Trend against earlier runs; nil where there is no history.
	Trend *Trend `json:"trend,omitempty"`
}

// RunRecord is the provenance of a run: the only part that differs between reruns.
type RunRecord struct {
	ID               string        `json:"id"`
	StartedAt        time.Time     `json:"started_at"`
	FinishedAt       time.Time     `json:"finished_at"`
	Version          string        `json:"version"`
	ConfigSHA256     string        `json:"config_sha256"`
	CatalogueVersion string        `json:"catalogue_version"`
	Seed             uint64        `json:"seed"`
	Inputs           []InputRecord `json:"inputs"`
	// Tools are the programs beside this one that read documents, with their
	// versions; absent where none did.
	Tools []Tool `json:"tools,omitempty"`
}

// Tool is a program beside this one, such as tesseract, with its version.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// InputRecord is one input by content. A folder's hash covers its sorted content hashes.
type InputRecord struct {
	// Kind: resumes | decisions | demographics | candidates | reviewed | truth | catalogue | list.
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Files  int    `json:"files"`
}

// Intake accounts for everything: Found = Read + Doubtful + Unreadable + Duplicate, and
// Rows = Audited + Unmatched + Excluded.
type Intake struct {
	Documents    DocumentCounts    `json:"documents"`
	Applications ApplicationCounts `json:"applications"`
	Reasons      []ReasonCount     `json:"reasons"`
	// Join counts matched applications by route (resume column, id in file name, e-mail, name).
	Join []ReasonCount `json:"join,omitempty"`
	// Sheets are the tables of decisions, read and left out.
	Sheets []SheetCount `json:"sheets,omitempty"`
	// Dates say how each column of dates was read.
	Dates []DateCount `json:"dates,omitempty"`
	// Groups is nil where no self-reported groups were given.
	Groups *GroupCounts `json:"groups,omitempty"`
	// PeriodFrom and PeriodUntil span the decisions audited, "2026-01-31"; "" = unknown.
	PeriodFrom  string `json:"period_from,omitempty"`
	PeriodUntil string `json:"period_until,omitempty"`
	// UndeclaredRoles had nothing declared job-related.
	UndeclaredRoles []string `json:"undeclared_roles,omitempty"`
	Warnings        []string `json:"warnings,omitempty"`
	// Outcomes, Sources, Stages and Roles say what each text and title of an export was
	// taken for; empty with a candidates table.
	Outcomes []TextOutcome `json:"outcomes,omitempty"`
	Sources  []TextSource  `json:"sources,omitempty"`
	// Referrers are texts that name nobody or must be asked; persons are one entry, without names.
	Referrers []TextReferrer `json:"referrers,omitempty"`
	Stages    []TextStage    `json:"stages,omitempty"`
	Roles     []TitleRole    `json:"roles,omitempty"`
}

// TextOutcome counts rows of a status, reason or stage by the outcome they counted as:
// advanced, hired, rejected, withdrawn, offer_declined, pending, excluded or asked.
type TextOutcome struct {
	Column  string `json:"column"`
	Text    string `json:"text"`
	Outcome string `json:"outcome"`
	Rows    int    `json:"rows"`
}

// TextSource counts rows by source text and category; "asked" where only the employer knows.
type TextSource struct {
	Text   string `json:"text"`
	Source string `json:"source"`
	Rows   int    `json:"rows"`
}

// TextReferrer counts rows by referrer text and what it counts as: nobody, person or asked.
type TextReferrer struct {
	Text     string `json:"text"`
	CountsAs string `json:"counts_as"`
	Rows     int    `json:"rows"`
}

// TextStage counts rows by stage text and stage of the funnel; "" where it is none.
type TextStage struct {
	Text  string `json:"text"`
	Stage string `json:"stage"`
	Rows  int    `json:"rows"`
}

// TitleRole counts applications by job title and the role it falls to.
type TitleRole struct {
	Title string `json:"title"`
	Role  string `json:"role"`
	Rows  int    `json:"rows"`
}

type DocumentCounts struct {
	Found int `json:"found"`
	Read  int `json:"read"`
	// Doubtful were read, but perhaps not understood: their signals are unknown.
	Doubtful   int `json:"doubtful"`
	Unreadable int `json:"unreadable"`
	Duplicate  int `json:"duplicate"`
	// Other are no résumés: cover letters, certificates and transcripts beside one.
	Other int `json:"other"`
}

// SheetCount says of a table of the decisions or candidates whether it was read.
type SheetCount struct {
	File  string `json:"file"`            // base name
	Sheet string `json:"sheet,omitempty"` // of a workbook
	Rows  int    `json:"rows"`
	Read  bool   `json:"read"`
}

// DateCount says how a column of dates was read: the first date as written, and the day
// it was taken for.
type DateCount struct {
	Column  string `json:"column"`
	Example string `json:"example"`
	ReadAs  string `json:"read_as"`
	Rows    int    `json:"rows"`   // dates
	Unread  int    `json:"unread"` // cells that are no date
	First   string `json:"first"`
	Last    string `json:"last"`
}

// GroupCounts says how many rows of the groups file belong to an application.
type GroupCounts struct {
	Rows   int `json:"rows"`
	Joined int `json:"joined"`
}

type ApplicationCounts struct {
	Rows      int `json:"rows"`
	Audited   int `json:"audited"`
	Unmatched int `json:"unmatched"`
	Excluded  int `json:"excluded"`
	// Unusable counts those of Excluded whose row could not be read or understood.
	Unusable int `json:"unusable"`
	// Unread counts those of Audited whose résumé could not be read or is doubtful: their signals are unknown.
	Unread int `json:"unread"`
}

type ReasonCount struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// StageResult is the audit of one stage.
type StageResult struct {
	Stage        string `json:"stage"`
	N            int    `json:"n"`
	Advanced     int    `json:"advanced"`
	Requisitions int    `json:"requisitions"`
	Screeners    int    `json:"screeners"`
	// Excluded and Skipped count those outside the denominator.
	Excluded int `json:"excluded"`
	Skipped  int `json:"skipped"`
	// ExcludedReasons counts Excluded by reason (withdrawn, pending, ...), sorted by reason.
	ExcludedReasons []ReasonCount `json:"excluded_reasons,omitempty"`
	// Reapplicants counts applications of persons who have more than one at this stage.
	Reapplicants int `json:"reapplicants"`
	// SelectedBy are the earlier stages whose decisions chose who is compared here: words
	// about signals are exploratory, and the bottom line is free of that selection. nil at
	// the first stage and the bottom line.
	SelectedBy []string `json:"selected_by,omitempty"`
	// Margin is the practical margin δ of the verdicts of this stage.
	Margin   float64        `json:"margin"`
	Model    *Model         `json:"model"`
	Signals  []SignalResult `json:"signals"`
	Reliance *Reliance      `json:"reliance"`
	Impact   []Impact       `json:"impact"`
	// Prevalence of weak signals by group.
	Prevalence       []Prevalence       `json:"prevalence"`
	GapDecomposition []GapDecomposition `json:"gap_decomposition"`
	Consistency      *Consistency       `json:"consistency"`
	Routes           []RouteResult      `json:"routes"`
	Warnings         []string           `json:"warnings"`
}
