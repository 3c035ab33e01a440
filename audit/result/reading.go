package result

// Reading is the program's answer on one signal of one document, by which a review
// sample is drawn.
type Reading string

const (
	ReadPresent Reading = "present"
	// ReadNearMiss: something looked like the signal, and a rule refused it.
	ReadNearMiss Reading = "near_miss"
	ReadAbsent   Reading = "absent"
)

// Readings in the order of reports.
func Readings() []Reading { return []Reading{ReadPresent, ReadNearMiss, ReadAbsent} }

// ReviewSample is how the sample for a person to check was drawn: each document of a
// stratum with the same probability.
type ReviewSample struct {
	// Requested readings, and those drawn: no more than there are.
	Requested int             `json:"requested"`
	Drawn     int             `json:"drawn"`
	Strata    []SampleStratum `json:"strata"`
}

// SampleStratum is one answer of the program on one signal: how many documents have
// it, and how many of them were drawn.
type SampleStratum struct {
	Signal    string  `json:"signal"`
	Reading   Reading `json:"reading"`
	Documents int     `json:"documents"`
	Drawn     int     `json:"drawn"`
	// Probability of each document to be drawn, Drawn/Documents; 0 = none was.
	Probability float64 `json:"probability"`
}

// Reviewed is what people found in a review sample: counts only.
type Reviewed struct {
	// Run that drew the sample.
	Run string
	// Unanswered lines, and answers on documents that are not among those of this run,
	// which are not used.
	Unanswered, Elsewhere int
	Strata                []ReviewedStratum
}

// ReviewedStratum counts the answers in one stratum: Yes + No + CannotTell ≤ Drawn.
type ReviewedStratum struct {
	SampleStratum
	Yes, No, CannotTell int
}

// ExtractionError is how well the program's readings agree with what people found.
type ExtractionError struct {
	// Run that drew the sample.
	Run string `json:"run"`
	// Answered = yes and no; the others stand for nobody.
	Answered   int `json:"answered"`
	CannotTell int `json:"cannot_tell"`
	Unanswered int `json:"unanswered"`
	// Elsewhere counts answers on documents that this run does not have; they are not used.
	Elsewhere int              `json:"elsewhere"`
	Signals   []SignalAccuracy `json:"signals"`
}

// SignalAccuracy is how well one signal is read, over documents.
type SignalAccuracy struct {
	Signal string            `json:"signal"`
	Strata []AccuracyStratum `json:"strata"`
	// Sensitivity: of documents that have the signal, the share read as present.
	Sensitivity Estimate `json:"sensitivity"`
	// Specificity: of documents that don't have it, the share read as absent.
	Specificity Estimate `json:"specificity"`
	// Prevalence: share of documents that truly have it; ReadShare: as read.
	Prevalence Estimate `json:"prevalence"`
	ReadShare  float64  `json:"read_share"`
}

// AccuracyStratum is what people found among the documents of one answer.
type AccuracyStratum struct {
	Reading   Reading `json:"reading"`
	Documents int     `json:"documents"`
	Drawn     int     `json:"drawn"`
	// Reviewed counts yes and no, Confirmed those where a person found the signal.
	Reviewed   int `json:"reviewed"`
	Confirmed  int `json:"confirmed"`
	CannotTell int `json:"cannot_tell"`
	// PredictiveValue: how often the program's answer was right.
	PredictiveValue Estimate `json:"predictive_value"`
}

// Misread is what becomes of a signal's numbers at a stage when the reading errors
// that a review found are taken out, on the assumption that they depend on the truth
// alone, not on the decision or on who applied.
type Misread struct {
	// Prevalence is the share that truly has the signal (Rogan–Gladen).
	Prevalence Estimate `json:"prevalence"`
	// Rates of advancing of those who truly have it and of those who don't (matrix method).
	PresentRate    Estimate `json:"present_rate"`
	AbsentRate     Estimate `json:"absent_rate"`
	RiskDifference Estimate `json:"risk_difference"`
	// Effect is the average marginal effect at the accuracy found; its interval is the
	// widest over Grid.
	Effect Estimate `json:"effect"`
	// Lowest and Highest effect over Grid; nil without any.
	Lowest  *float64 `json:"lowest"`
	Highest *float64 `json:"highest"`
	// Grid of the effect over the intervals of sensitivity and specificity.
	Grid []MisreadPoint `json:"grid"`
	// Verdicts that the grid gives, each once, the one at the accuracy found first.
	Verdicts []Verdict `json:"verdicts"`
	// Cut is the share of applications whose like, at the accuracy found, have it read
	// less often than false answers alone would give, or more often than true ones could.
	Cut float64 `json:"cut"`
}

// MisreadPoint is the effect under one accuracy.
type MisreadPoint struct {
	Sensitivity float64  `json:"sensitivity"`
	Specificity float64  `json:"specificity"`
	Effect      Estimate `json:"effect"`
	Verdict     Verdict  `json:"verdict"`
}

// Changes tells whether any accuracy in the range gives another verdict than v.
func (m *Misread) Changes(v Verdict) bool {
	for _, other := range m.Verdicts {
		if other != v {
			return true
		}
	}
	return false
}
