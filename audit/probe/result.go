package probe

import (
	"weaksignal/audit/result"
)

// Schema names the form of probe.json.
const Schema = "weaksignal.probe/1"

// Verdict on one arm: the audit's three, here about what the change does.
type Verdict string

const (
	// Associated: the answer moves with it, by at least the margin.
	Associated Verdict = "associated"
	// NoMaterialAssociation: the whole interval lies within the margin.
	NoMaterialAssociation Verdict = "no_material_association"
	CannotTell            Verdict = "cannot_tell"
)

// Reason of a verdict, for reports to word.
type Reason string

const (
	ReasonClear       Reason = "clear"        // beyond chance, margin and noise
	ReasonWithin      Reason = "within"       // the interval lies inside the margin
	ReasonNotRead     Reason = "not_read"     // the positive control moved nothing
	ReasonUnreadPlace Reason = "unread_place" // nothing in the signal's place moved anything, a criterion neither
	ReasonNoControl   Reason = "no_control"   // no positive control could be made
	ReasonNoise       Reason = "noise"        // no larger than what meaningless lines do
	ReasonSmall       Reason = "small"        // clear, but smaller than the margin
	ReasonWide        Reason = "wide"         // the interval holds both none and more than the margin
	ReasonFailures    Reason = "failures"     // answers fail by arm, so that those left are a selection
	ReasonTooFew      Reason = "too_few"      // too few pairs for an interval, or for "no material effect"
	ReasonNoDecisions Reason = "no_decisions" // scores lie within the margin, decisions do not
)

// Result of a probe, without how it was asked.
type Result struct {
	// Units asked, at so many jobs, of so many résumés.
	Units   int `json:"units"`
	Jobs    int `json:"jobs"`
	Resumes int `json:"resumes"`
	// ClusteredBy is "job", or "résumé" where there is one job.
	ClusteredBy string `json:"clustered_by"`
	// Outcome that the verdicts are about: "score", or "decision" where there are no scores.
	Outcome string `json:"outcome"`
	// ScoreSD is the standard deviation of the base versions' scores over units, the
	// unit of the margin; nil without scores.
	ScoreSD *float64 `json:"score_sd,omitempty"`
	// Margin is what counts as material, in the outcome's unit, and in decisions.
	Margin         float64          `json:"margin"`
	DecisionMargin float64          `json:"decision_margin"`
	Arms           []ArmResult      `json:"arms"`
	Placebo        Placebo          `json:"placebo"`
	Control        Control          `json:"positive_control"`
	Repeatability  Repeatability    `json:"repeatability"`
	Rendering      *result.Estimate `json:"rendering,omitempty"` // re-rendered base minus the original, in the outcome's unit
	Failures       []Failures       `json:"failures"`
}

// ArmResult is what one change does.
type ArmResult struct {
	Arm    string `json:"arm"`
	Signal string `json:"signal,omitempty"`
	// Pairs is how many units could be compared.
	Pairs int `json:"pairs"`
	// Effect on the outcome, with the thing minus the mean of its placebos.
	Effect result.Estimate `json:"effect"`
	// DecisionEffect is the same for decisions, in shares.
	DecisionEffect result.Estimate `json:"decision_effect"`
	// Gained and Lost count units that one placebo, fixed beforehand, and the thing
	// decide differently: advanced with it only, without it only. McNemar is their
	// mid-p, Flips their difference with Tango's interval.
	Gained  int             `json:"gained"`
	Lost    int             `json:"lost"`
	Flips   result.Estimate `json:"flips"`
	McNemar *float64        `json:"mcnemar_p"`
	// P is the larger of the t test's and the sign flips'; PAdjusted is Holm's over the
	// declared signals.
	P         *float64 `json:"p"`
	PAdjusted *float64 `json:"p_adjusted"`
	SignFlipP *float64 `json:"sign_flip_p"`
	Verdict   Verdict  `json:"verdict"`
	Reason    Reason   `json:"reason"`
}

// Placebo is what a line without meaning does, against another one in its place.
type Placebo struct {
	// Effect of the first placebo minus the mean of the others, over all contrasts.
	Effect result.Estimate `json:"effect"`
	// SD of the placebos of one contrast around their mean, in the outcome's unit; nil
	// where no contrast has two.
	SD *float64 `json:"sd"`
	// Floor is the size of a mean effect that lines without meaning reach by
	// themselves: the larger end of Effect's interval.
	Floor float64 `json:"floor"`
}

// Control is the change that a screener for these jobs should notice.
type Control struct {
	Effect result.Estimate `json:"effect"`
	Moved  bool            `json:"moved"`
	Pairs  int             `json:"pairs"`
}

// Repeatability is what the screener does with the identical file.
type Repeatability struct {
	// SameScore is the share of repeated requests with an equal score, Flips the share
	// with another decision; nil where there is nothing to compare.
	SameScore *float64 `json:"same_score"`
	Flips     *float64 `json:"flips"`
	Pairs     int      `json:"pairs"`
}

// Failures of one arm: requests without an answer.
type Failures struct {
	Arm      string `json:"arm"`
	Signal   string `json:"signal,omitempty"`
	Count    int    `json:"count"`
	Requests int    `json:"requests"`
}
