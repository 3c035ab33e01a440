package result

import "encoding/json"

// Drift of the pool, apart from drift of the decisions.
type Drift struct {
	// Kind: prevalence | unreadable | unmatched; Signal for prevalence.
	Kind       string   `json:"kind"`
	Signal     string   `json:"signal,omitempty"`
	Now        Estimate `json:"now"`
	Previous   Estimate `json:"previous"`
	Difference Estimate `json:"difference"` // Newcombe
	PAdjusted  *float64 `json:"p_adjusted"` // Fisher, Holm over the drifts of this look
	Changed    bool     `json:"changed"`
}

// Decided counts the period's applications that were decided, with a résumé or without.
func (l Look) Decided() int { return l.Audited + l.Unmatched }

// Look is one run as history keeps it: aggregates, no applicants.
type Look struct {
	// RunID of the run; From and Until its period, "2026-10-01" to "2026-10-31".
	RunID string `json:"run_id"`
	From  string `json:"from"`
	Until string `json:"until"`
	// Closed periods are looks; a run inside an open one is provisional.
	Closed bool `json:"closed"`
	// Empty periods have no decision at all: they are no looks, closed or not.
	Empty bool `json:"empty,omitempty"`
	// Number of the look, from 1, given when its period is looked at first and kept
	// in reruns; 0 = provisional.
	Number int `json:"number"`
	// Measure of the effects of Findings; effects of two measures are never compared.
	Measure    Measure       `json:"measure"`
	Level      float64       `json:"level"`
	Stages     []LookStage   `json:"stages"`
	Found      int           `json:"found"`
	Unreadable int           `json:"unreadable"`
	Rows       int           `json:"rows"`
	Unmatched  int           `json:"unmatched"`
	Audited    int           `json:"audited"`
	Unread     int           `json:"unread"`
	Findings   []LookFinding `json:"findings"`
}

// Measure says what a look's effects estimate. It rises when the estimand changes.
type Measure int

const (
	// MeasureMarginal is that of records of schema weaksignal.audit/1, and of looks that
	// name none: the average marginal effect with the interval clustered as configured,
	// of one standard deviation of a numeric signal, over requisitions with a choice.
	MeasureMarginal Measure = 1
	// MeasureDecisive is [SignalResult.Effect].
	MeasureDecisive Measure = 2
)

// UnmarshalJSON reads a look of any version: those of before measures were told apart
// are of the first.
func (l *Look) UnmarshalJSON(text []byte) error {
	type plain Look
	read := plain{Measure: MeasureMarginal}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	*l = Look(read)
	return nil
}

// LookStage is one stage's size and reliance.
type LookStage struct {
	Stage     string   `json:"stage"`
	N         int      `json:"n"`
	Advanced  int      `json:"advanced"`
	Explained Estimate `json:"explained"`
	WeakShare Estimate `json:"weak_share"`
}

// LookFinding is one weak signal at one stage.
type LookFinding struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	Family string `json:"family"`
	// Present of Known applications have the signal.
	Present int      `json:"present"`
	Known   int      `json:"known"`
	Effect  Estimate `json:"effect"` // by the look's measure
	DF      float64  `json:"df"`     // of its standard error; 0 = normal
	PAdj    *float64 `json:"p_adjusted"`
	Margin  float64  `json:"margin"`
	Verdict Verdict  `json:"verdict"`
	// Withheld: the report of that look withholds the counts of the signal.
	Withheld bool `json:"withheld,omitempty"`
}

// Trend holds this period against the ones before.
type Trend struct {
	// Looks counts closed periods, this one included if it is closed.
	Looks int `json:"looks"`
	// Look is the number k of this look; of a provisional run the number that its
	// period would get. Level is its significance level, α·6/(π²k²).
	Look        int     `json:"look"`
	Level       float64 `json:"level"`
	Provisional bool    `json:"provisional"`
	// The period compared with is the latest closed one that ended before this one began; "" = none.
	PreviousFrom  string `json:"previous_from,omitempty"`
	PreviousUntil string `json:"previous_until,omitempty"`
	// MeasureChanged: earlier looks are of another measure, and left out of the
	// comparison; their effects stand among Points with their own.
	MeasureChanged bool           `json:"measure_changed"`
	Findings       []TrendFinding `json:"findings"`
	Pool           []Drift        `json:"pool"`
	// Points are all looks in order of period, this one last.
	Points []Look `json:"points"`
	// Pooled are the findings over all closed periods together, this one included if it
	// is closed.
	Pooled []PooledFinding `json:"pooled"`
}

// PooledFinding is one weak signal at one stage over the closed periods together.
type PooledFinding struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	// Looks with an effect, of disjoint periods; Present of their applications have the signal.
	Looks   int      `json:"looks"`
	Present int      `json:"present"`
	Effect  Estimate `json:"effect"`
	// P tests that the periods' effects are alike (Cochran's Q).
	P *float64 `json:"p"`
}

// Statuses of a finding over time.
const (
	TrendNew         = "new"
	TrendPersisting  = "persisting"
	TrendResolved    = "resolved"
	TrendNone        = "none"
	TrendProvisional = "provisional"
	// TrendIncomparable: a finding now or at the look before, which had another measure.
	TrendIncomparable = "not_comparable"
)

// TrendFinding is one weak signal at one stage over time.
type TrendFinding struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	// Status: new | persisting | resolved | none | provisional | not_comparable.
	Status string `json:"status"`
	// Found: it holds at this look's level, whatever was before.
	Found    bool     `json:"found"`
	Now      Estimate `json:"now"`
	Previous Estimate `json:"previous"`
	// Difference is now − previous, of disjoint periods only.
	Difference Estimate `json:"difference"`
	P          *float64 `json:"p"`
	PAdjusted  *float64 `json:"p_adjusted"` // Holm over the findings of this look
	// Changed: the difference is beyond chance at this look's level.
	Changed bool `json:"changed"`
}
