package result

// Funnel follows applications through all stages.
type Funnel struct {
	// Rows: everybody first, then by level, weak and job-related signal, group, source
	// and career route; each over all levels, then by level where there are several.
	Rows []FunnelRow `json:"rows"`
	// Effects compares the adjusted effect of each weak signal at the first stage with
	// that at each later one.
	Effects []EffectDifference `json:"effects"`
	// Warnings say what the rows can't be read as.
	Warnings []string `json:"warnings,omitempty"`
}

// FunnelRow is the way of some applications through the stages.
type FunnelRow struct {
	// Kind: all | level | signal | group | source | route.
	Kind string `json:"kind"`
	// Name of the signal or attribute; Block of a signal.
	Name  string `json:"name,omitempty"`
	Block Block  `json:"block,omitempty"`
	// Value: "present" or "absent" of a signal, else the label; "unknown" where there is none.
	Value string `json:"value,omitempty"`
	// Level: junior | senior | a label of the export | "" (all levels).
	Level string `json:"level,omitempty"`
	// Applicants entered any stage; Hired of them got past the last one.
	Applicants int `json:"applicants"`
	Hired      int `json:"hired"`
	// HiredShare is Hired over Applicants; Product the product of the stages' rates.
	// They are equal where nobody left undecided and no stage was skipped.
	HiredShare Estimate      `json:"hired_share"`
	Product    Estimate      `json:"product"`
	Stages     []FunnelStage `json:"stages"`
	// OnsiteToOffer is the share of those decided at the onsite stage who got an offer;
	// OfferAcceptance the share of offers, hired or declined, that ended in a hire.
	OnsiteToOffer   Estimate `json:"onsite_to_offer"`
	OfferAcceptance Estimate `json:"offer_acceptance"`
}

// FunnelStage is one stage of a row.
type FunnelStage struct {
	Stage string `json:"stage"`
	// N entered and were decided, Advanced of them; Rate is conditional on that.
	Count
	// Undecided entered without a decision of the employer; Skipped went on without it.
	Undecided int `json:"undecided"`
	Skipped   int `json:"skipped"`
	// Passed counts applicants who got past this stage, by a decision or a skip;
	// Cumulative is their share of all applicants.
	Passed     int      `json:"passed"`
	Cumulative Estimate `json:"cumulative"`
}

// EffectDifference is how much more a weak signal moves with advancing at First than
// at Later.
type EffectDifference struct {
	Signal string `json:"signal"`
	Block  Block  `json:"block"`
	First  string `json:"first"`
	Later  string `json:"later"`
	// AtFirst and AtLater are average marginal effects, per unit for a numeric signal.
	AtFirst    Estimate `json:"at_first"`
	AtLater    Estimate `json:"at_later"`
	Difference Estimate `json:"difference"`
	P          *float64 `json:"p"`
	// PAdjusted is corrected over all these comparisons (Benjamini–Hochberg).
	PAdjusted *float64 `json:"p_adjusted"`
}
