package result

// RuleView is the impact tables as one rule asks for them; the rule's file gives
// the words, so that a sheet can be made from the record alone.
type RuleView struct {
	Rule         string `json:"rule"`
	Title        string `json:"title"`
	Sheet        string `json:"sheet"`
	Jurisdiction string `json:"jurisdiction"`
	// Published is the date of the rule's text, Applies since when it is applied, Checked
	// when its file was last held against it: "2023-04-06".
	Published string   `json:"published"`
	Applies   string   `json:"applies"`
	Checked   string   `json:"checked"`
	Sources   []string `json:"sources"`
	// Independent is false: the employer audits itself.
	Independent bool `json:"independent"`
	// Suppressed: the workbook withholds small counts of this view as of all others.
	Suppressed bool `json:"suppressed"`
	// PerJob: the tables are by job, else over all jobs.
	PerJob     bool         `json:"per_job"`
	Totals     bool         `json:"totals"`
	Columns    []RuleColumn `json:"columns"`
	Statements []string     `json:"statements"`
	// ToState lists what the rule asks for and the audit does not know.
	ToState  []string    `json:"to_state"`
	Tables   []RuleTable `json:"tables"`
	Warnings []string    `json:"warnings"`
}

// RuleColumn is one column of the rule's tables: a field of [RuleCategory], its head
// in the rule's words, and its meaning.
type RuleColumn struct {
	Field   string `json:"field"`
	Head    string `json:"head"`
	Meaning string `json:"meaning"`
}

// RuleTable is one table of the rule: the categories of one attribute, or of two
// crossed, at one stage, of one job or of all.
type RuleTable struct {
	Stage string `json:"stage"`
	Job   string `json:"job,omitempty"`
	// Attributes are those of the data that the table counts, in the data's order: one,
	// or two crossed.
	Attributes []string `json:"attributes"`
	Heading    string   `json:"heading"`
	// N and Advanced count those with a known answer.
	N        int `json:"n"`
	Advanced int `json:"advanced"`
	// Highest is the category with the highest rate, that ImpactRatio compares with;
	// HighestWithoutSmall leaves out small ones. "" where nobody was selected.
	Highest             string         `json:"highest"`
	HighestWithoutSmall string         `json:"highest_without_small"`
	Categories          []RuleCategory `json:"categories"`
	Unknown             UnknownGroup   `json:"unknown"`
	Warnings            []string       `json:"warnings,omitempty"`
}

// RuleCategory is one row. The rule's own categories come first, in its order and
// even if nobody is in them, then other answers.
type RuleCategory struct {
	Category string `json:"category"`
	// Answers are the groups of the data that were counted here, as in [Impact].
	Answers  []string `json:"answers"`
	N        int      `json:"n"`
	Advanced int      `json:"advanced"`
	Share    Estimate `json:"share"` // of those with a known answer
	Rate     Estimate `json:"rate"`  // Wilson
	// Both ratios have Koopman's interval.
	ImpactRatio             Estimate `json:"impact_ratio"`
	ImpactRatioWithoutSmall Estimate `json:"impact_ratio_without_small"`
	// InRule is false for an answer that is no category of the rule.
	InRule bool `json:"in_rule"`
	Small  bool `json:"small"`
	// What follows is against HighestWithoutSmall, and null for it, for small
	// categories and for other answers.
	FourFifths *bool    `json:"four_fifths"` // true = reaches the rule's threshold
	Flips      *bool    `json:"flips"`       // of those below it
	FisherP    *float64 `json:"fisher_p"`
	Z          *float64 `json:"z"`
	Shortfall  *float64 `json:"shortfall"`
	Reading    string   `json:"reading"`
}
