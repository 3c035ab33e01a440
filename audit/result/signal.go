package result

import "encoding/json"

// Count is a rate with its counts.
type Count struct {
	N        int      `json:"n"`
	Advanced int      `json:"advanced"`
	Rate     Estimate `json:"rate"` // Wilson
}

// Verdict of one signal at one stage.
type Verdict string

const (
	Associated            Verdict = "associated"
	NoMaterialAssociation Verdict = "no_material_association"
	CannotTell            Verdict = "cannot_tell"
	ConfirmatoryFamily            = "confirmatory"
	ExploratoryFamily             = "exploratory"
	LikelihoodUncond              = "unconditional"
	LikelihoodCond                = "conditional"
	PenaltyFirth                  = "firth"
	PenaltyNone                   = "none"
	RequisitionFixed              = "fixed"
	RequisitionNone               = "none"
	ClusterByRequisition          = "requisition"
	ClusterByScreener             = "screener"
	ClusterNone                   = "none"
)

// UnmarshalJSON reads the words of every version of the record: those of schema
// weaksignal.audit/1 claimed more than an association.
func (v *Verdict) UnmarshalJSON(text []byte) error {
	var word string
	if err := json.Unmarshal(text, &word); err != nil {
		return err
	}
	switch word {
	case "relied_on":
		*v = Associated
	case "no_material_reliance":
		*v = NoMaterialAssociation
	default:
		*v = Verdict(word)
	}
	return nil
}

// SignalResult is what is known of one signal in one block at one stage; keyed
// by (Signal, Block), with the roles that put it there. Rates and effects cover
// only the applications of those roles.
type SignalResult struct {
	Signal string   `json:"signal"`
	Block  Block    `json:"block"`
	Roles  []string `json:"roles"`
	Kind   Kind     `json:"kind"`
	// Present and Absent are with and without the signal; of a numeric one those at or
	// above Effect.To and at or below Effect.From, of an ordered one those two levels.
	Present Count `json:"present"`
	Absent  Count `json:"absent"`
	// Neither counts the known values on neither side.
	Neither int `json:"neither,omitempty"`
	Unknown int `json:"unknown"`
	// UnknownRate is the rate of those whose value is unknown, nil where nobody's is.
	UnknownRate *Count `json:"unknown_rate,omitempty"`
	// Codes are the two values of a binary signal whose codes aren't 0 and 1, the second
	// counting as present.
	Codes []float64 `json:"codes,omitempty"`
	// Split is no longer filled: rates of numeric signals are compared on the sides of Effect.
	Split *float64 `json:"split,omitempty"`
	// Difference and ratio of rates, present against absent.
	RiskDifference Estimate `json:"risk_difference"` // Newcombe hybrid score
	RiskRatio      Estimate `json:"risk_ratio"`      // Koopman score
	RejectionRatio Estimate `json:"rejection_ratio"` // Koopman score, of not advancing
	OddsRatio      Estimate `json:"odds_ratio"`      // conditional MLE, exact interval
	FisherP        *float64 `json:"fisher_p"`
	MidP           *float64 `json:"mid_p"`
	// Z is the hypergeometric "number of standard deviations".
	Z          *float64   `json:"z"`
	Stratified Stratified `json:"stratified"`
	// Effect is the decisive estimate: the one of every sheet, sentence and verdict.
	Effect Effect `json:"effect"`
	// Form holds the effect under each way in which numeric criteria may enter.
	Form Form `json:"form"`
	// DiffersBy holds the moderators looked at, the clearest first.
	DiffersBy []Moderation `json:"differs_by"`
	// Criteria holds the effect without any, with all, and without each job-related criterion.
	Criteria []CriterionEffect `json:"criteria"`
	// DecidedBy are the criteria each of which, left out alone, changes the verdict.
	DecidedBy []string `json:"decided_by,omitempty"`
	// TippingPoint is the log-odds by which unknown carriers of the signal would have to
	// differ from known ones in advancing for the verdict to change, the nearer of both
	// directions; nil where nothing is unknown or nothing in ±5 changes it.
	TippingPoint *float64 `json:"tipping_point"`
	// Worst are the two ends that unknown values could move the effect to if each were
	// what speaks most against, and most for, the signal: all unknown carriers rejected and
	// non-carriers advanced, and the other way round. Printed, deciding nothing.
	Worst []float64 `json:"worst,omitempty"`
	// Checks are the other ways of asking that the verdict must survive.
	Checks      []Check     `json:"checks,omitempty"`
	Adjusted    Adjusted    `json:"adjusted"`
	Sensitivity Sensitivity `json:"sensitivity"`
	// Misread holds the numbers with the reading errors of a review taken out; nil
	// where the signal was not reviewed.
	Misread *Misread `json:"misread,omitempty"`
	// DetectableDifference is the adjusted one, where there is a standard error, and
	// DetectableCrude that of the two-group comparison.
	DetectableDifference Estimate `json:"detectable_difference"`
	DetectableCrude      Estimate `json:"detectable_crude"`
	// Excluded is the share of applications whose decision was none of the
	// employer's (withdrawn, pending, ...), with and without the signal.
	Excluded *ExcludedShare `json:"excluded,omitempty"`
	// Skipped is the share that entered a later stage without this one, likewise.
	Skipped *ExcludedShare `json:"skipped,omitempty"`
	// Selection bounds the difference at a later stage by who reached it.
	Selection *Selection `json:"selection,omitempty"`
	Verdict   Verdict    `json:"verdict"`
	// Why is the reason of the verdict with its numbers.
	Why Why `json:"why"`
	// Reason of the verdict, in one plain sentence.
	Reason   string   `json:"reason"`
	Warnings []string `json:"warnings,omitempty"`
}

// ExcludedShare compares who left the process, or skipped the stage, by signal.
type ExcludedShare struct {
	Present    Count    `json:"present"` // Advanced: excluded (skipping) applications
	Absent     Count    `json:"absent"`
	Difference Estimate `json:"difference"` // Newcombe
}

// Selection bounds a difference of rates at a later stage among those who would have
// reached it with and without the signal.
type Selection struct {
	Present Count `json:"present"` // N: all with the signal; Advanced: those decided at the stage
	Absent  Count `json:"absent"`
	// Difference of the rates at the stage as it stands, without an interval; Low and High
	// are Lee's (2009) bounds of what it is free of the selection, nil where there are none.
	Difference Estimate `json:"difference"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
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
	// ModelBased is the average marginal effect with its model-based interval; Effect has
	// the wider one. P goes with the average marginal effect, always.
	ModelBased *Estimate `json:"model_based,omitempty"`
	// Clusters is the number G behind the G−1 degrees of freedom; 0 = not clustered.
	Clusters int `json:"clusters"`
	// PerUnit is the marginal effect of one unit of a numeric signal.
	PerUnit *Estimate `json:"per_unit,omitempty"`
	// LinearProbability is the transparency check.
	LinearProbability Estimate `json:"linear_probability"`
	P                 *float64 `json:"p"`
	PAdjusted         *float64 `json:"p_adjusted"`
	Family            string   `json:"family,omitempty"`
	// UnknownAbsent and UnknownPresent are the bounding fits, where any value is unknown.
	UnknownAbsent  *Estimate `json:"unknown_absent,omitempty"`
	UnknownPresent *Estimate `json:"unknown_present,omitempty"`

	// Crowded says why the model could follow the decisions too closely for any
	// verdict; "" = it could not.
	Crowded string `json:"crowded,omitempty"`
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
	// Dropped counts applications left out, those of requisitions with one class. None is for an
	// unknown signal, which enters with an indicator.
	Dropped     int `json:"dropped"`
	SingleClass int `json:"single_class"` // requisitions
	Patterns    int `json:"patterns"`
	// LogLik is the log-likelihood at the estimate without a penalty, LogLikPenalized
	// with half the log determinant of the information, LogLikNull that of the
	// requisition effects alone.
	LogLik          float64  `json:"loglik"`
	LogLikPenalized *float64 `json:"loglik_penalized,omitempty"`
	LogLikNull      float64  `json:"loglik_null"`
	// LeftOut are terms that aren't in the model because they are unknown for more
	// than half of the applications.
	LeftOut []string `json:"left_out,omitempty"`
	// KeptRate is the selection rate of the applications in the model.
	KeptRate     *Count      `json:"kept_rate,omitempty"`
	Separated    bool        `json:"separated"`
	Blocks       []BlockTest `json:"blocks"`
	Terms        []Term      `json:"terms"`
	NotEstimable string      `json:"not_estimable,omitempty"`
	Warnings     []string    `json:"warnings,omitempty"`
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

// homogeneityAlpha is the level at which differences between requisitions speak
// against "no material association". It is the usual one and not corrected: a
// finding of no difference should be hard to get.
const homogeneityAlpha = 0.05

func Differs(s *SignalResult) bool {
	p := s.Stratified.BreslowDayP
	return p != nil && *p < homogeneityAlpha
}
