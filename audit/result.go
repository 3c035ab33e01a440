package audit

import "time"

// SchemaID names the format of audit.json.
const SchemaID = "weaksignal.audit/1"

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
}

// InputRecord is one input by content. A folder's hash covers its sorted content hashes.
type InputRecord struct {
	// Kind: resumes | decisions | demographics | candidates | reviewed | truth | catalogue | list.
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Files  int    `json:"files"`
}

// Intake accounts for everything: Found = Read + Unreadable + Duplicate, and
// Rows = Audited + Unmatched + Excluded.
type Intake struct {
	Documents    DocumentCounts    `json:"documents"`
	Applications ApplicationCounts `json:"applications"`
	Reasons      []ReasonCount     `json:"reasons"`
	// Join counts matched applications by route (resume column, id in file name, e-mail, name).
	Join []ReasonCount `json:"join,omitempty"`
	// PeriodFrom and PeriodUntil span the decisions audited, "2026-01-31"; "" = unknown.
	PeriodFrom  string `json:"period_from,omitempty"`
	PeriodUntil string `json:"period_until,omitempty"`
	// UndeclaredRoles had nothing declared job-related.
	UndeclaredRoles []string `json:"undeclared_roles,omitempty"`
	Warnings        []string `json:"warnings,omitempty"`
}

type DocumentCounts struct {
	Found      int `json:"found"`
	Read       int `json:"read"`
	Unreadable int `json:"unreadable"`
	Duplicate  int `json:"duplicate"`
}

type ApplicationCounts struct {
	Rows      int `json:"rows"`
	Audited   int `json:"audited"`
	Unmatched int `json:"unmatched"`
	Excluded  int `json:"excluded"`
}

type ReasonCount struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// Sentence is one line of page 1, written from Estimate.
type Sentence struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Estimate Estimate `json:"estimate"`
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
	// Margin is the practical margin δ of the verdicts of this stage.
	Margin           float64            `json:"margin"`
	Model            *Model             `json:"model,omitempty"`
	Signals          []SignalResult     `json:"signals"`
	Reliance         *Reliance          `json:"reliance,omitempty"`
	Impact           []Impact           `json:"impact,omitempty"`
	GapDecomposition []GapDecomposition `json:"gap_decomposition,omitempty"`
	Consistency      *Consistency       `json:"consistency,omitempty"`
	Routes           []RouteResult      `json:"routes,omitempty"`
	Warnings         []string           `json:"warnings,omitempty"`
}

// Count is a rate with its counts.
type Count struct {
	N        int      `json:"n"`
	Advanced int      `json:"advanced"`
	Rate     Estimate `json:"rate"` // Wilson
}

// Verdict of one signal at one stage.
type Verdict string

const (
	ReliedOn             Verdict = "relied_on"
	NoMaterialReliance   Verdict = "no_material_reliance"
	CannotTell           Verdict = "cannot_tell"
	ConfirmatoryFamily           = "confirmatory"
	ExploratoryFamily            = "exploratory"
	LikelihoodUncond             = "unconditional"
	LikelihoodCond               = "conditional"
	PenaltyFirth                 = "firth"
	PenaltyNone                  = "none"
	RequisitionFixed             = "fixed"
	RequisitionNone              = "none"
	ClusterByRequisition         = "requisition"
	ClusterByScreener            = "screener"
	ClusterNone                  = "none"
)

// SignalResult is what is known of one signal in one block at one stage; keyed
// by (Signal, Block), with the roles that put it there. Rates and effects cover
// only the applications of those roles.
type SignalResult struct {
	Signal  string   `json:"signal"`
	Block   Block    `json:"block"`
	Roles   []string `json:"roles"`
	Kind    Kind     `json:"kind"`
	Present Count    `json:"present"` // numeric signals: above the median of known values
	Absent  Count    `json:"absent"`
	Unknown int      `json:"unknown"`
	// Difference and ratio of rates, present against absent.
	RiskDifference Estimate `json:"risk_difference"` // Newcombe hybrid score
	RiskRatio      Estimate `json:"risk_ratio"`      // Koopman score
	RejectionRatio Estimate `json:"rejection_ratio"` // Koopman score, of not advancing
	OddsRatio      Estimate `json:"odds_ratio"`      // conditional MLE, exact interval
	FisherP        *float64 `json:"fisher_p"`
	MidP           *float64 `json:"mid_p"`
	// Z is the hypergeometric "number of standard deviations".
	Z                    *float64    `json:"z"`
	Stratified           Stratified  `json:"stratified"`
	Adjusted             Adjusted    `json:"adjusted"`
	Sensitivity          Sensitivity `json:"sensitivity"`
	DetectableDifference Estimate    `json:"detectable_difference"`
	Verdict              Verdict     `json:"verdict"`
	// Reason of the verdict, in one plain sentence.
	Reason   string   `json:"reason"`
	Warnings []string `json:"warnings,omitempty"`
}

// Stratified pools the 2×2 tables of the requisitions.
type Stratified struct {
	MHRiskDifference Estimate `json:"mh_risk_difference"` // Sato variance
	MHRiskRatio      Estimate `json:"mh_risk_ratio"`
	MHOddsRatio      Estimate `json:"mh_odds_ratio"` // Robins–Breslow–Greenland
	CMHP             *float64 `json:"cmh_p"`
	CMHExactP        *float64 `json:"cmh_exact_p,omitempty"`
	CMHMethod        string   `json:"cmh_method,omitempty"`
	BreslowDayP      *float64 `json:"breslow_day_p"` // with Tarone's correction
	// Strata counts the informative requisitions; Up and Down those whose own difference is positive, negative.
	Strata int `json:"strata"`
	Up     int `json:"up"`
	Down   int `json:"down"`
}

// Adjusted is the effect beyond the other signals of the model.
type Adjusted struct {
	LogOdds               Estimate `json:"log_odds"`
	OddsRatio             Estimate `json:"odds_ratio"`
	AverageMarginalEffect Estimate `json:"average_marginal_effect"`
	// PerUnit is the marginal effect of one unit of a numeric signal.
	PerUnit *Estimate `json:"per_unit,omitempty"`
	// LinearProbability is the transparency check.
	LinearProbability Estimate `json:"linear_probability"`
	P                 *float64 `json:"p"`
	PAdjusted         *float64 `json:"p_adjusted"`
	Family            string   `json:"family,omitempty"`
	// UnknownAbsent and UnknownPresent are the bounding fits, where more than 5 % were dropped.
	UnknownAbsent  *Estimate `json:"unknown_absent,omitempty"`
	UnknownPresent *Estimate `json:"unknown_present,omitempty"`
}

// Sensitivity to a hidden qualification.
type Sensitivity struct {
	EValue          Estimate   `json:"e_value"` // Low: of the limit nearer 1
	RobustnessValue Estimate   `json:"robustness_value"`
	Benchmark       *Benchmark `json:"benchmark,omitempty"`
}

type Benchmark struct {
	Signal         string   `json:"signal"`
	AdjustedEffect Estimate `json:"adjusted_effect"`
}

// Model is the adjusted model of a stage and which automatic rule chose it.
type Model struct {
	Likelihood         string `json:"likelihood"`
	Penalty            string `json:"penalty"`
	RequisitionEffects string `json:"requisition_effects"`
	// Rule says in words which automatic choice fired and why.
	Rule     string `json:"rule"`
	Cluster  string `json:"cluster"`
	Clusters int    `json:"clusters"`
	N        int    `json:"n"`
	// Dropped counts applications left out: unknown on a model signal, or in a single-class requisition.
	Dropped        int         `json:"dropped"`
	DroppedUnknown int         `json:"dropped_unknown"`
	SingleClass    int         `json:"single_class"` // requisitions
	Patterns       int         `json:"patterns"`
	LogLik         float64     `json:"loglik"`
	LogLikNull     float64     `json:"loglik_null"`
	Separated      bool        `json:"separated"`
	Blocks         []BlockTest `json:"blocks"`
	Terms          []Term      `json:"terms"`
	NotEstimable   string      `json:"not_estimable,omitempty"`
	Warnings       []string    `json:"warnings,omitempty"`
}

type BlockTest struct {
	Block Block    `json:"block"`
	LR    *float64 `json:"lr"`
	DF    int      `json:"df"`
	P     *float64 `json:"p"`
}

// Term of the model: log odds per unit, SE model-based and clustered, profile
// interval, (penalised) likelihood ratio p.
type Term struct {
	Term      string   `json:"term"`
	Signal    string   `json:"signal,omitempty"`
	Block     Block    `json:"block,omitempty"`
	LogOdds   *float64 `json:"log_odds"`
	SE        *float64 `json:"se"`
	SECluster *float64 `json:"se_cluster"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	P         *float64 `json:"p"`
}

// Reliance splits the explained part of the decisions.
type Reliance struct {
	Explained Estimate `json:"explained"`
	// Folds says how requisitions were held out.
	Folds             string            `json:"folds"`
	Blocks            []BlockShare      `json:"blocks"`
	Signals           []SignalShare     `json:"signals"`
	PermutationP      *float64          `json:"permutation_p"`
	InSample          InSample          `json:"in_sample"`
	ChangedSelections ChangedSelections `json:"changed_selections"`
	Warnings          []string          `json:"warnings,omitempty"`
}

type BlockShare struct {
	Block   Block    `json:"block"`
	Unique  Estimate `json:"unique"`
	Shapley Estimate `json:"shapley"`
	Alone   Estimate `json:"alone"`
	Share   Estimate `json:"share"`
}

type SignalShare struct {
	Signal string   `json:"signal"`
	Block  Block    `json:"block"`
	Owen   Estimate `json:"owen"`
	Share  Estimate `json:"share"`
}

type InSample struct {
	McFadden      Estimate         `json:"mcfadden"`
	McFaddenTotal Estimate         `json:"mcfadden_total"`
	Blocks        []InSampleBlock  `json:"blocks"`
	Signals       []InSampleSignal `json:"signals"`
}

type InSampleBlock struct {
	Block   Block    `json:"block"`
	Shapley Estimate `json:"shapley"`
}

type InSampleSignal struct {
	Signal string   `json:"signal"`
	Block  Block    `json:"block"`
	Owen   Estimate `json:"owen"`
}

// ChangedSelections counts selections that would differ at the same openings
// with the weak part taken out, as a fraction of selections.
type ChangedSelections struct {
	Estimate      Estimate `json:"estimate"`
	UnderNoEffect Estimate `json:"under_no_effect"`
}

// Impact is one attribute's selection rates.
type Impact struct {
	Attribute      string         `json:"attribute"`
	Intersectional bool           `json:"intersectional"`
	ReferenceGroup string         `json:"reference_group"`
	OmnibusP       *float64       `json:"omnibus_p"`
	Statutory      Statutory      `json:"statutory"`
	Groups         []GroupResult  `json:"groups"`
	Unknown        UnknownGroup   `json:"unknown"`
	UnknownBounds  []UnknownBound `json:"unknown_bounds"`
	Warnings       []string       `json:"warnings,omitempty"`
}

type Statutory struct {
	ReferenceGroup string `json:"reference_group"`
}

type GroupResult struct {
	Group          string   `json:"group"`
	N              int      `json:"n"`
	Advanced       int      `json:"advanced"`
	Rate           Estimate `json:"rate"`
	ImpactRatio    Estimate `json:"impact_ratio"`
	StatutoryRatio Estimate `json:"statutory_ratio"`
	RiskDifference Estimate `json:"risk_difference"`
	// MHRiskDifference pools over requisitions.
	MHRiskDifference Estimate `json:"mh_risk_difference"`
	FisherP          *float64 `json:"fisher_p"`
	MidP             *float64 `json:"mid_p"`
	Z                *float64 `json:"z"`
	Shortfall        *float64 `json:"shortfall"`
	Flips            *bool    `json:"flips"`
	FourFifths       *bool    `json:"four_fifths"` // true = passes
	Small            bool     `json:"small"`
	// Verdict: indicated | not_indicated | cannot_tell; "" for the reference group and small groups.
	Verdict string `json:"verdict,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

type UnknownGroup struct {
	N        int `json:"n"`
	Advanced int `json:"advanced"`
}

// UnknownBound is a group's impact ratio under one assumption on the unknowns.
type UnknownBound struct {
	Group      string   `json:"group"`
	Assumption string   `json:"assumption"` // worst_case_low | worst_case_high | proportional
	Ratio      Estimate `json:"impact_ratio"`
}

// GapDecomposition is Gelbach's, of one group's within-requisition gap.
type GapDecomposition struct {
	Attribute      string    `json:"attribute"`
	Group          string    `json:"group"`
	ReferenceGroup string    `json:"reference_group"`
	Gap            Estimate  `json:"gap"`
	Parts          []GapPart `json:"parts"`
}

type GapPart struct {
	// Part: job_related | a weak signal's id | weak | unexplained.
	Part     string   `json:"part"`
	Estimate Estimate `json:"estimate"`
}

// Consistency between screeners. Pseudonyms only, sorted by pseudonym, never by rate.
type Consistency struct {
	Screeners       []ScreenerResult `json:"screeners"`
	InterceptSD     Estimate         `json:"intercept_sd"`
	ICC             Estimate         `json:"icc"`
	MedianOddsRatio Estimate         `json:"median_odds_ratio"`
	P               *float64         `json:"p"`
	Crude           CrudeSpread      `json:"crude"`
}

type CrudeSpread struct {
	InterceptSD Estimate `json:"intercept_sd"`
	ICC         Estimate `json:"icc"`
}

type ScreenerResult struct {
	Screener     string   `json:"screener"`
	N            int      `json:"n"`
	Advanced     int      `json:"advanced"`
	Rate         Estimate `json:"rate"`
	ShrunkenRate Estimate `json:"shrunken_rate"`
}

// RouteResult is a career route's or source's way through one stage.
type RouteResult struct {
	// Kind: route | source.
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Level string `json:"level,omitempty"`
	Count
}
