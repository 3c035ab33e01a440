package result

// Effect is the decisive effect of a signal: an average marginal effect (or what the
// method names in its place) with the wider of the clustered and the model-based
// interval, and the p that goes with it.
type Effect struct {
	Estimate
	// P tests no effect; of a numeric or ordered signal it tests all its terms jointly.
	P *float64 `json:"p"`
	// PAdjusted is P corrected over the family of the signal (Adjusted.Family).
	PAdjusted *float64 `json:"p_adjusted"`
	// DF are the degrees of freedom of the interval's t distribution; absent = normal.
	DF float64 `json:"df,omitempty"`
	// Unit says what the effect compares: "with against without", "from 2 to 7",
	// "level 3 against level 1".
	Unit string `json:"unit"`
	// From and To are the two values of a numeric signal that the effect compares: its
	// first and third quartile; of an ordered one the commonest level and the other. nil
	// for a binary signal.
	From *float64 `json:"from,omitempty"`
	To   *float64 `json:"to,omitempty"`
	// AtLeast is the end nearer 0 of the interval at level 1 − R·α/m, R of m signals of
	// the family being called associated (Benjamini & Yekutieli 2005): what the effect is
	// at least, signed. nil where the verdict is another.
	AtLeast *float64 `json:"at_least"`
	// Levels are the effects of an ordered signal's levels against the commonest.
	Levels []LevelEstimate `json:"levels,omitempty"`
	// Largest is the largest estimated difference between any two deciles of a numeric
	// signal, or any two levels of an ordered one; nil for a binary signal.
	Largest *float64 `json:"largest,omitempty"`
	// Opposite is the largest estimated difference in the direction against that of
	// Largest, on the way from lower to higher values; nil for a binary signal.
	Opposite *float64 `json:"opposite,omitempty"`
	// Bends: an effect that is not in one direction: Opposite reaches the margin too.
	Bends bool `json:"bends,omitempty"`
}

// LevelEstimate is an estimate for one level of something.
type LevelEstimate struct {
	Level    string   `json:"level"`
	Estimate Estimate `json:"estimate"`
}

// Form is the effect under each form of the numeric criteria: straight lines, restricted
// cubic splines, quantile groups. They are equal where there is no numeric criterion.
type Form struct {
	Linear    Estimate `json:"linear"`
	Spline    Estimate `json:"spline"`
	Quantiles Estimate `json:"quantiles"`
}

// ModeratorKind says by what an effect may differ.
type ModeratorKind string

const (
	ByRequisition ModeratorKind = "requisition"
	ByScreener    ModeratorKind = "screener"
	ByRole        ModeratorKind = "role"
	ByGroup       ModeratorKind = "group"
	ByStrength    ModeratorKind = "strength"
)

// Moderation asks whether a signal's effect is the same at every level of By.
type Moderation struct {
	By ModeratorKind `json:"by"`
	// Attribute that By is, for a group.
	Attribute string `json:"attribute,omitempty"`
	// P tests that all levels are alike.
	P *float64 `json:"p"`
	// PSignal is corrected over the moderators of the signal (Holm; bars
	// no_material_association below .10), PAdjusted over all signals and moderators of
	// the stage (Holm; a finding below .05).
	PSignal   *float64 `json:"p_signal"`
	PAdjusted *float64 `json:"p_adjusted"`
	// Levels are in a fixed order, never by effect; none by requisition.
	Levels []LevelEstimate `json:"levels"`
	Method string          `json:"method"`
}

// CriterionEffect is the effect of a signal with some of the job-related criteria.
type CriterionEffect struct {
	// Without: "all" (no criterion), "none" (all criteria), or the criterion left out.
	Without string   `json:"without"`
	Effect  Estimate `json:"effect"`
	Verdict Verdict  `json:"verdict"`
}
