package result

// StatementKind says what a sentence of the headline states.
type StatementKind string

const (
	StatesPool         StatementKind = "pool"               // how many were decided and advanced at the first stage
	StatesUndeclared   StatementKind = "undeclared"         // a role with nothing declared job-related
	StatesSignal       StatementKind = "signal"             // the finding on a weak signal
	StatesDifference   StatementKind = "differs"            // a signal whose effect is not the same for everybody
	StatesCriterion    StatementKind = "criterion"          // a criterion that alone decides a verdict
	StatesReading      StatementKind = "reading"            // what a review of the readings could turn
	StatesReliance     StatementKind = "reliance"           // the weak signals' share of what is explained
	StatesChanged      StatementKind = "changed_selections" // places that somebody else would get
	StatesImpact       StatementKind = "impact"             // a group indicated as lower
	StatesGap          StatementKind = "bridge"             // what the widest clear gap runs through
	StatesWhatIf       StatementKind = "what_if"            // that group without the weak signals
	StatesReadFailures StatementKind = "read_failures"      // groups whose résumés were read unequally often
	StatesCaution      StatementKind = "caution"            // what the numbers are not
)

// Sentence is one statement of the headline: its kind and what it is about. Its numbers
// are Estimate and those of the part of the record that it points to, so that it can't say
// another thing than the tables do.
type Sentence struct {
	ID string `json:"id"`
	// Kind is "" in records of before there were kinds: Text is then all there is.
	Kind StatementKind `json:"kind,omitempty"`
	// Stage, Signal in its Block, Attribute with its Group, Criterion and By are what the
	// statement is about; "" where they don't belong to its kind.
	Stage     string        `json:"stage,omitempty"`
	Signal    string        `json:"signal,omitempty"`
	Block     Block         `json:"block,omitempty"`
	Attribute string        `json:"attribute,omitempty"`
	Group     string        `json:"group,omitempty"`
	Criterion string        `json:"criterion,omitempty"`
	By        ModeratorKind `json:"by,omitempty"`
	// Roles that it holds for, where these are not all.
	Roles []string `json:"roles,omitempty"`
	// Signals that it names: those through which a gap runs, widest first, or whose verdict
	// reading errors could turn.
	Signals []string `json:"signals,omitempty"`
	// Unadjusted: nothing is declared job-related for any role.
	Unadjusted bool `json:"unadjusted,omitempty"`
	// Corrected counts the signals whose effect a review of the readings could correct.
	Corrected int `json:"corrected,omitempty"`
	// Text is written with the record, by who words it.
	Text     string   `json:"text"`
	Estimate Estimate `json:"estimate"`
}

// Find is the signal of the stage in the block; nil = it has none.
func (s *StageResult) Find(signal string, block Block) *SignalResult {
	for i := range s.Signals {
		if g := &s.Signals[i]; g.Signal == signal && g.Block == block {
			return g
		}
	}
	return nil
}

// StageNamed is the stage of that name; nil = there is none.
func (r *Result) StageNamed(name string) *StageResult {
	for i := range r.Stages {
		if r.Stages[i].Stage == name {
			return &r.Stages[i]
		}
	}
	return nil
}
