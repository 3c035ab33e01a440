package simulate

// Spec states a pool. Shares and prevalences are fractions; effects are log-odds
// or percentage points of average marginal effect.
type Spec struct {
	// Applicants ≥ 1, one application each.
	Applicants int `yaml:"applicants"`
	// Requisitions ≥ 1; application i goes to requisition i mod Requisitions.
	Requisitions int    `yaml:"requisitions"`
	Seed         uint64 `yaml:"seed"`
	// Rate is the overall share that advances, in (0,1).
	Rate float64 `yaml:"rate"`
	// RequisitionSpread is the standard deviation of the requisitions' log-odds.
	RequisitionSpread float64   `yaml:"requisition_spread,omitempty"`
	Screeners         Screeners `yaml:"screeners,omitempty"`
	// Roles take turns over the requisitions; none = a pool without roles.
	Roles   []Role      `yaml:"roles,omitempty"`
	Groups  []Attribute `yaml:"groups,omitempty"`
	Signals []Signal    `yaml:"signals"`
	// Formats of the résumés, as endings; none = all, in the shares of a usual pool.
	Formats []string `yaml:"formats,omitempty"`
}

// Screeners decide; an application goes to a random one of its requisition's.
type Screeners struct {
	// Count of all; 0 = the pool has no screener column.
	Count int `yaml:"count,omitempty"`
	// PerRequisition of them share a requisition; 0 = all.
	PerRequisition int `yaml:"per_requisition,omitempty"`
	// Spread is the standard deviation of their log-odds.
	Spread float64 `yaml:"spread,omitempty"`
}

// Role and the signals that it declares job-related beyond those whose block says so.
type Role struct {
	Name       string   `yaml:"name"`
	JobRelated []string `yaml:"job_related,omitempty"`
}

// Attribute is one self-reported attribute.
type Attribute struct {
	Name   string  `yaml:"name"`
	Groups []Group `yaml:"groups,omitempty"`
	// Missing is the share that does not say.
	Missing float64 `yaml:"missing,omitempty"`
}

// Group of an attribute.
type Group struct {
	Name  string  `yaml:"name"`
	Share float64 `yaml:"share"` // shares of an attribute add up to 1
	// LogOdds is a direct effect of the group on decisions.
	LogOdds float64 `yaml:"log_odds,omitempty"`
}

// Signal is one signal or measure.
type Signal struct {
	ID string `yaml:"id"`
	// Block: weak | job_related.
	Block string `yaml:"block"`
	// Kind: binary (the default) | numeric.
	Kind string `yaml:"kind"`
	// Prevalence of a binary signal, in (0,1).
	Prevalence float64 `yaml:"prevalence,omitempty"`
	// Mean, SD, Min, Max and Decimals of a numeric one; Min and Max cut it where Min < Max.
	Mean     float64 `yaml:"mean,omitempty"`
	SD       float64 `yaml:"sd,omitempty"`
	Min      float64 `yaml:"min,omitempty"`
	Max      float64 `yaml:"max,omitempty"`
	Decimals int     `yaml:"decimals,omitempty"`
	// ByGroup gives prevalence or mean of a group. Where two attributes speak,
	// their shifts add up on the probit scale (numeric: as they are).
	ByGroup []GroupLevel `yaml:"by_group,omitempty"`
	Effect  Effect       `yaml:"effect,omitempty"`
	// Spread is the standard deviation of the effect over requisitions, in log-odds.
	Spread float64 `yaml:"spread,omitempty"`
	// Correlation with the one factor that all signals share, in (-1,1): two signals
	// correlate by the product of theirs (before binary ones are cut).
	Correlation float64 `yaml:"correlation,omitempty"`
	// Sensitivity and Specificity of reading a binary signal; 0 = 1, perfect.
	Sensitivity float64 `yaml:"sensitivity,omitempty"`
	Specificity float64 `yaml:"specificity,omitempty"`
	// Missing is the share of values that are unknown, at random.
	Missing float64 `yaml:"missing,omitempty"`
}

// GroupLevel is the prevalence or mean of a signal in one group.
type GroupLevel struct {
	Attribute  string  `yaml:"attribute"`
	Group      string  `yaml:"group"`
	Prevalence float64 `yaml:"prevalence,omitempty"`
	Mean       float64 `yaml:"mean,omitempty"`
}

// Effect of a signal on decisions; at most one of the two is set.
type Effect struct {
	// LogOdds of a binary signal, or of one unit of a numeric one.
	LogOdds *float64 `yaml:"log_odds,omitempty"`
	// Points is the average marginal effect in percentage points (10 = 0.10): of a
	// binary signal, or of one within-requisition standard deviation of a numeric one.
	Points *float64 `yaml:"points,omitempty"`
}

// Values of Signal.Kind and Signal.Block.
const (
	Binary     = "binary"
	Numeric    = "numeric"
	Weak       = "weak"
	JobRelated = "job_related"
)

func (s *Signal) numeric() bool { return s.Kind == Numeric }

// misread tells whether reading the signal can go wrong.
func (s *Signal) misread() bool { return s.Sensitivity < 1 || s.Specificity < 1 }
