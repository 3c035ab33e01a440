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
	// Repeats is how many applications each person makes, at requisitions next to each
	// other and with the same signals; 0 = 1.
	Repeats int `yaml:"repeats,omitempty"`
	// Unobserved is the standard deviation of what a person brings to every decision and
	// no column shows, in log-odds.
	Unobserved float64 `yaml:"unobserved,omitempty"`
	// Later stages, which those enter who advanced before; none = one stage.
	Later []LaterStage `yaml:"later,omitempty"`
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

// LaterStage is a stage after the first. Signals that it does not name matter as they
// do at the first stage.
type LaterStage struct {
	Name string `yaml:"name"`
	// Intercept in log-odds, beside those of requisition, screener and person.
	Intercept float64       `yaml:"intercept"`
	Effects   []StageEffect `yaml:"effects,omitempty"`
}

// StageEffect is the coefficient of a signal at a later stage.
type StageEffect struct {
	Signal  string  `yaml:"signal"`
	LogOdds float64 `yaml:"log_odds"`
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
	// Unknown are shares that are unknown by what the value is and how the first stage
	// decided, on top of Missing.
	Unknown []Unknown `yaml:"unknown,omitempty"`
	// From lets the signal follow others that stand before it.
	From []Loading `yaml:"from,omitempty"`
	// Reliability of reading a numeric signal: the share of the reading's variance that
	// is the signal's, in (0,1]; 0 = 1, perfect.
	Reliability float64 `yaml:"reliability,omitempty"`
}

// Unknown is a share of values that are unknown.
type Unknown struct {
	// Value and Advanced say whose; nil = whatever it is.
	Value    *float64 `yaml:"value,omitempty"`
	Advanced *bool    `yaml:"advanced,omitempty"`
	Share    float64  `yaml:"share"`
}

// Loading is the weight of another signal's standardised form in a signal, beside 1
// for the signal's own part.
type Loading struct {
	Signal string  `yaml:"signal"`
	Shape  Shape   `yaml:"shape,omitempty"`
	Weight float64 `yaml:"weight"`
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
	// Shape of the effect of a numeric signal; it goes with LogOdds.
	Shape Shape `yaml:"shape,omitempty"`
	// Levels gives the log-odds of each value of a numeric signal, instead of LogOdds; a
	// value that is not named has 0.
	Levels []LevelEffect `yaml:"levels,omitempty"`
	// Differs adds to the log-odds for some and takes as much away for the others.
	Differs *Differs `yaml:"differs,omitempty"`
}

// Shape turns the value of a numeric signal into what the log-odds multiply.
type Shape struct {
	// Form: "" (the distance from the mean, in units) | square | step.
	//
	//	square  1 − ((x − mean) / sd)²: an inverted U around the mean
	//	step    1 from At on, else 0
	Form string  `yaml:"form,omitempty"`
	At   float64 `yaml:"at,omitempty"`
}

// LevelEffect is the effect of one value.
type LevelEffect struct {
	Value   float64 `yaml:"value"`
	LogOdds float64 `yaml:"log_odds"`
}

// Differs says by what an effect differs: LogOdds more for every second screener or
// role (from the first), the first group of an attribute, or those whose job-related
// part lies above its mean; as much less for the others.
type Differs struct {
	// By: screener | role | strength | the name of an attribute.
	By      string  `yaml:"by"`
	LogOdds float64 `yaml:"log_odds"`
}

// Values of Signal.Kind, Signal.Block, Shape.Form and Differs.By.
const (
	Binary     = "binary"
	Numeric    = "numeric"
	Weak       = "weak"
	JobRelated = "job_related"

	Square     = "square"
	Step       = "step"
	ByScreener = "screener"
	ByRole     = "role"
	ByStrength = "strength"
)

func (s *Signal) numeric() bool { return s.Kind == Numeric }

// misread tells whether reading the signal can go wrong.
func (s *Signal) misread() bool { return s.Sensitivity < 1 || s.Specificity < 1 }
