package result

// CheckKind names another way to ask for an effect, which a verdict must survive.
type CheckKind string

const (
	// FormLinear, FormSpline and FormQuantiles let the numeric criteria enter as straight
	// lines, restricted cubic splines, quantile groups.
	FormLinear    CheckKind = "form_linear"
	FormSpline    CheckKind = "form_spline"
	FormQuantiles CheckKind = "form_quantiles"
	// UnknownAbsent and UnknownPresent put one value for all unknown ones of the signal.
	UnknownAbsent  CheckKind = "unknown_absent"
	UnknownPresent CheckKind = "unknown_present"
	// UnknownLower and UnknownHigher weigh each unknown value by the probability of either
	// answer given the decision, where the log-odds of advancing of unknown carriers lie 1
	// below or above those of known ones.
	UnknownLower  CheckKind = "unknown_lower"
	UnknownHigher CheckKind = "unknown_higher"
	// WithoutDoubted takes values that look like codes or slips as unknown.
	WithoutDoubted CheckKind = "without_doubted"
)

// Check is the effect of a signal asked in another way, and what it would have said.
type Check struct {
	Kind     CheckKind `json:"kind"`
	Estimate Estimate  `json:"estimate"`
	P        *float64  `json:"p"`
	// PAdjusted is P corrected over the family, in which a form changes the p-values of
	// all signals and any other check only that of its own.
	PAdjusted *float64 `json:"p_adjusted"`
	// Largest and Opposite are those of Effect.
	Largest  *float64 `json:"largest,omitempty"`
	Opposite *float64 `json:"opposite,omitempty"`
	// Verdict that this effect alone would have got.
	Verdict Verdict `json:"verdict"`
}

// WhyKind says what decided a verdict.
type WhyKind string

const (
	WhyClear       WhyKind = "clear"             // associated: clear after correction and not below the margin
	WhyBends       WhyKind = "bends"             // associated, not in one direction
	WhyWithin      WhyKind = "within"            // no material association: the whole interval inside the margin
	WhyNoEffect    WhyKind = "no_effect"         // the effect can't be computed
	WhyCrowded     WhyKind = "crowded"           // the model could follow the decisions too closely
	WhyForm        WhyKind = "form"              // the form of numeric criteria decides
	WhyUnknown     WhyKind = "unknown"           // one value for all unknown ones changes the answer
	WhyTips        WhyKind = "tips"              // unknown carriers who fare otherwise change the answer
	WhyDoubted     WhyKind = "doubted"           // values that look like codes or slips change the answer
	WhySelected    WhyKind = "selected"          // who was let through to a later stage could alone have made the answer
	WhyDiffers     WhyKind = "differs"           // the average is within the margin, but it differs by something
	WhyElsewhere   WhyKind = "elsewhere"         // within the margin between the quartiles, beyond it elsewhere
	WhySmall       WhyKind = "small"             // a difference is there, below the margin
	WhyUncorrected WhyKind = "before_correction" // clear on its own only
	WhyTooFew      WhyKind = "too_few"           // the interval holds both none and more than the margin
)

// Why is what decided a verdict, with the numbers; its sentence is made from it and the
// signal's effect.
type Why struct {
	Kind   WhyKind `json:"kind"`
	Margin float64 `json:"margin"`
	// By are the criteria, columns or the moderator that decided; beside "associated" the
	// moderator by which it is not the same for everybody.
	By []string `json:"by,omitempty"`
	// Check that disagrees.
	Check *Check `json:"check,omitempty"`
	// P of a moderator.
	P *float64 `json:"p,omitempty"`
	// Seen is the difference that could have been seen in four of five such pools.
	Seen *float64 `json:"seen,omitempty"`
	// Enough is the number of decisions at which a difference of the margin would be
	// found, or none be told to be immaterial, in four of five pools; nil where it isn't
	// the number of decisions that is wanting.
	Enough *int `json:"enough,omitempty"`
}

// GroupWhyKind says what decided the verdict on a group.
type GroupWhyKind string

const (
	GroupBelow        GroupWhyKind = "below"         // indicated
	GroupAbove        GroupWhyKind = "above"         // not indicated: the ratio's whole interval above the threshold
	GroupReachesBelow GroupWhyKind = "reaches_below" // the ratio is not below it, its interval reaches there
	GroupTurns        GroupWhyKind = "turns"         // one selection more and one fewer turn the order
	GroupUntested     GroupWhyKind = "untested"      // no requisition has both groups and a selection among them
	GroupNotWithin    GroupWhyKind = "not_within"    // not behind within requisitions
	GroupByChance     GroupWhyKind = "by_chance"     // such gaps also arise by chance
	GroupNoRatio      GroupWhyKind = "no_ratio"      // the ratio can't be computed
	GroupNotCompared  GroupWhyKind = "not_compared"  // there is no reference group
)

// GroupWhy is what decided the verdict on a group; its numbers are those of the group.
type GroupWhy struct {
	Kind GroupWhyKind `json:"kind"`
	// Threshold of the impact ratio that it is held against.
	Threshold float64 `json:"threshold"`
	// Missing says why nothing is compared.
	Missing string `json:"missing,omitempty"`
	// Known and Unknown count applications by whether the attribute is known, where for
	// most it is not.
	Known   int `json:"known,omitempty"`
	Unknown int `json:"unknown,omitempty"`
}
