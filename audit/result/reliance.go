package result

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
	// Approximation is the measured error of the split where it isn't refitted exactly.
	Approximation *Estimate `json:"approximation,omitempty"`
	// PermutationMethod says what was permuted.
	PermutationMethod string   `json:"permutation_method,omitempty"`
	Warnings          []string `json:"warnings,omitempty"`
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
