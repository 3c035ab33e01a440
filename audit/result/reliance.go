package result

// Reliance splits the explained part of the decisions.
type Reliance struct {
	Explained Estimate `json:"explained"`
	// ExplainedAfterCost is Explained with the cost of fitting given back (one unit of
	// deviance per slope): what known slopes would explain. Shares are of it, and are
	// printed only where its lower limit is above 0 and PermutationP below .05.
	ExplainedAfterCost Estimate `json:"explained_after_cost"`
	// Folds says how requisitions were held out.
	Folds             string            `json:"folds"`
	Blocks            []BlockShare      `json:"blocks"`
	Signals           []SignalShare     `json:"signals"`
	PermutationP      *float64          `json:"permutation_p"`
	InSample          InSample          `json:"in_sample"`
	ChangedSelections ChangedSelections `json:"changed_selections"`
	// Approximation is the measured error of the split where it isn't refitted exactly.
	Approximation *Estimate `json:"approximation,omitempty"`
	// PermutationMethod says what was permuted.
	PermutationMethod string   `json:"permutation_method,omitempty"`
	Warnings          []string `json:"warnings,omitempty"`
}

// ShareSize says roughly how large a share is whose interval is too wide for a number.
type ShareSize string

const (
	ShareMost ShareSize = "most" // estimated above one half
	SharePart ShareSize = "part"
)

type BlockShare struct {
	Block   Block    `json:"block"`
	Unique  Estimate `json:"unique"`
	Shapley Estimate `json:"shapley"`
	Alone   Estimate `json:"alone"`
	// Share in [0, 1], as its limits: Shapley over ExplainedAfterCost, both after cost.
	Share Estimate `json:"share"`
	// Imprecise is set where the interval of Share is wider than half: say it in words.
	Imprecise ShareSize `json:"imprecise,omitempty"`
}

type SignalShare struct {
	Signal string   `json:"signal"`
	Block  Block    `json:"block"`
	Owen   Estimate `json:"owen"`
	Share  Estimate `json:"share"`
	// Imprecise as of BlockShare.
	Imprecise ShareSize `json:"imprecise,omitempty"`
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
