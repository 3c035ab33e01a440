package result

// Impact is one attribute's selection rates.
type Impact struct {
	Attribute      string `json:"attribute"`
	Intersectional bool   `json:"intersectional"`
	// ReferenceGroup is the configured one, else the highest rate among groups of at
	// least 30 people and 2 %; "" where there is none to compare with.
	ReferenceGroup string `json:"reference_group"`
	// Base is the pool to which standard deviations (z) and shortfall both refer.
	Base string `json:"base"`
	// OmnibusP is printed and decides nothing.
	OmnibusP      *float64       `json:"omnibus_p"`
	Statutory     Statutory      `json:"statutory"`
	Groups        []GroupResult  `json:"groups"`
	Unknown       UnknownGroup   `json:"unknown"`
	UnknownBounds []UnknownBound `json:"unknown_bounds"`
	Warnings      []string       `json:"warnings,omitempty"`
	// Returns asks of each weak signal whether it pays the same in every group; none for
	// intersections.
	Returns []Return `json:"returns,omitempty"`
	// Gap is the largest relative gap between rates, 1 − lowest/highest, that OmnibusP tests.
	Gap *float64 `json:"gap,omitempty"`
}

// Return is one signal's effect by group of an attribute.
type Return struct {
	Signal string `json:"signal"`
	Block  Block  `json:"block"`
	// P tests that the effects are equal, corrected over the weak signals of the attribute
	// (Holm); Unadjusted is the same without the correction. nil where fewer than two
	// groups have enough decisions.
	P          *float64      `json:"p"`
	Unadjusted *float64      `json:"p_unadjusted"`
	Groups     []GroupReturn `json:"groups"`
}

type GroupReturn struct {
	Group  string   `json:"group"`
	Effect Estimate `json:"effect"`
}

// BaseBoth: the group and the reference group together.
const BaseBoth = "group_and_reference"

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
	// MHRiskDifference and MHImpactRatio pool over requisitions (Mantel–Haenszel), and
	// CMHP tests them: exactly where the Mantel–Fleiss criterion is below 5.
	MHRiskDifference Estimate `json:"mh_risk_difference"`
	MHImpactRatio    Estimate `json:"mh_impact_ratio"`
	CMHP             *float64 `json:"cmh_p"`
	FisherP          *float64 `json:"fisher_p"`
	MidP             *float64 `json:"mid_p"`
	// PAdjusted is the group's own p against the reference group within requisitions,
	// stepped down over the groups of the attribute; nil where they never meet.
	PAdjusted *float64 `json:"p_adjusted"`
	// Z in standard deviations and Shortfall in selections: over Impact.Base.
	Z          *float64 `json:"z"`
	Shortfall  *float64 `json:"shortfall"`
	Flips      *bool    `json:"flips"`
	FourFifths *bool    `json:"four_fifths"` // true = passes
	Small      bool     `json:"small"`
	// Neutralised is what the model expects without the weak signals; nil where it
	// can't be computed or the group is small.
	Neutralised *Neutralised `json:"neutralised,omitempty"`
	// Verdict: indicated | not_indicated | cannot_tell; "" for the reference group and small groups.
	Verdict string `json:"verdict,omitempty"`
	// Why is the reason of the verdict; nil where there is none, and in older records.
	Why *GroupWhy `json:"why,omitempty"`
	// Reason is Why in one plain sentence, written with the record.
	Reason string `json:"reason,omitempty"`
}

// Neutralised compares a group's rate with the one that the model expects at the
// same number of places with the weak signals taken out. Model-based; over the
// applications of the adjusted model.
type Neutralised struct {
	N           int      `json:"n"`
	Before      Estimate `json:"before"`
	After       Estimate `json:"after"`
	Change      Estimate `json:"change"` // After less Before
	RatioBefore Estimate `json:"ratio_before"`
	RatioAfter  Estimate `json:"ratio_after"`
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

// Parts of a gap that are no single signal.
const (
	PartJobRelated  = "job_related"
	PartWeak        = "weak" // the weak signals' sum
	PartUnexplained = "unexplained"
)

// Part of the gap by name; ok is false where it has none.
func (g *GapDecomposition) Part(name string) (e Estimate, ok bool) {
	for _, p := range g.Parts {
		if p.Part == name {
			return p.Estimate, true
		}
	}
	return Estimate{}, false
}

type GapPart struct {
	// Part: job_related | a weak signal's id | weak | unexplained.
	Part     string   `json:"part"`
	Estimate Estimate `json:"estimate"`
}

// Prevalence is how common one weak signal is by group, in this pool.
type Prevalence struct {
	Attribute string            `json:"attribute"`
	Signal    string            `json:"signal"`
	Block     Block             `json:"block"`
	Groups    []GroupPrevalence `json:"groups"`
}

// GroupPrevalence counts those of a group with the signal, of those where it is known.
type GroupPrevalence struct {
	Group   string   `json:"group"`
	N       int      `json:"n"`
	Present int      `json:"present"`
	Rate    Estimate `json:"rate"` // Wilson
}

// Consistency between screeners. Pseudonyms only, sorted by pseudonym, never by rate.
type Consistency struct {
	// Judgements are the decisions of named screeners: an application that several
	// judged counts with each.
	Judgements      int              `json:"judgements"`
	Screeners       []ScreenerResult `json:"screeners"`
	InterceptSD     Estimate         `json:"intercept_sd"`
	ICC             Estimate         `json:"icc"`
	MedianOddsRatio Estimate         `json:"median_odds_ratio"`
	P               *float64         `json:"p"`
	Crude           CrudeSpread      `json:"crude"`
	// Signals asks of each weak signal whether it weighs equally with all screeners.
	Signals []ScreenerSignal `json:"signals"`
	// DoubleScreened: applications that several screeners judged at this stage.
	DoubleScreened *DoubleScreened `json:"double_screened,omitempty"`
	// Identical: the same document decided more than once for the same role.
	Identical *IdenticalDocuments `json:"identical,omitempty"`
	// Training compares trained and untrained screeners, where the export says who is.
	Training *Training `json:"training,omitempty"`
}

// ScreenerSignal is Cochran's Q over screeners of one weak signal's odds ratio.
type ScreenerSignal struct {
	Signal string `json:"signal"`
	Block  Block  `json:"block"`
	// Screeners are compared; LeftOut have too few judgements on one side.
	Screeners int      `json:"screeners"`
	LeftOut   int      `json:"left_out"`
	SpreadSD  Estimate `json:"spread_sd"` // of log odds ratios
	Q         *float64 `json:"q"`
	DF        int      `json:"df"`
	P         *float64 `json:"p"`
	// PAdjusted is corrected over the weak signals of the stage (Benjamini–Hochberg).
	PAdjusted *float64 `json:"p_adjusted"`
}

// DoubleScreened counts applications with judgements of two screeners or more.
type DoubleScreened struct {
	Applications int `json:"applications"`
	Judgements   int `json:"judgements"`
	// Differently counts those that one let pass and another turned down.
	Differently int `json:"differently"`
	// Alpha is Krippendorff's, nominal: 1 = always the same decision, 0 = as by chance.
	Alpha Estimate `json:"alpha"`
}

// IdenticalDocuments counts documents with several decisions for one role.
type IdenticalDocuments struct {
	Documents int `json:"documents"`
	// Differently counts those advanced once and rejected once.
	Differently int `json:"differently"`
	// Alpha is Krippendorff's, as for DoubleScreened.
	Alpha Estimate `json:"alpha"`
}

// Training compares selection rates within requisitions.
type Training struct {
	Trained            Count    `json:"trained"`
	Untrained          Count    `json:"untrained"`
	TrainedScreeners   int      `json:"trained_screeners"`
	UntrainedScreeners int      `json:"untrained_screeners"`
	RiskDifference     Estimate `json:"mh_risk_difference"`
	// Signals is the Mantel–Haenszel risk difference of each weak signal by training.
	Signals  []TrainingSignal `json:"signals"`
	Warnings []string         `json:"warnings,omitempty"`
}

// TrainingSignal is how much more often those with a signal advance, by training of
// the screener, within requisitions.
type TrainingSignal struct {
	Signal    string   `json:"signal"`
	Block     Block    `json:"block"`
	Trained   Estimate `json:"trained"`
	Untrained Estimate `json:"untrained"`
	// Difference is Trained less Untrained, its error clustered by screener.
	Difference Estimate `json:"difference"`
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

// RouteResult is one stage of a level's, a career route's or a source's way.
type RouteResult struct {
	// Kind: level | route | source.
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Level string `json:"level,omitempty"`
	Count
}
