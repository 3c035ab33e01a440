package rule

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Rule is one jurisdiction's view of the impact tables.
type Rule struct {
	// ID is the name in the configuration and of the file.
	ID string `yaml:"id"`
	// Title heads the sheet, and Sheet is its name (31 characters at most).
	Title        string `yaml:"title"`
	Sheet        string `yaml:"sheet"`
	Jurisdiction string `yaml:"jurisdiction"`
	// Published is the date of the text, Applies since when it is applied, Checked the
	// day on which this file was last held against it: "2023-04-06".
	Published string   `yaml:"published"`
	Applies   string   `yaml:"applies"`
	Checked   string   `yaml:"checked"`
	Sources   []string `yaml:"sources"`
	// Per: one set of tables for the audit, or for each job.
	Per Per `yaml:"per"`
	// BottomLine also makes tables from entering the first stage to being hired.
	BottomLine bool        `yaml:"bottom_line"`
	Attributes []Attribute `yaml:"attributes"`
	// Intersections also crosses the first two attributes, under this heading; "" = no.
	Intersections string `yaml:"intersections"`
	Small         Small  `yaml:"small"`
	// Threshold of the impact ratio; nil where the text draws no line.
	Threshold *Ratio `yaml:"threshold"`
	// Suppressed withholds small counts on the rule's sheet as on all others. Where the
	// text asks for every count it is false, and Statements say so.
	Suppressed bool `yaml:"suppressed"`
	// Totals adds a row with everybody.
	Totals   bool     `yaml:"totals"`
	Columns  []Column `yaml:"columns"`
	Readings Readings `yaml:"readings"`
	// Statements stand on the sheet, before the tables.
	Statements []string `yaml:"statements"`
	// ToState are the things that the text asks for and no program knows.
	ToState []string `yaml:"to_state"`
}

// Per says what one set of tables covers.
type Per string

const (
	PerAudit Per = "audit"
	PerJob   Per = "job"
)

// Attribute is one self-reported attribute of the rule. It is recognised in the
// user's data by any of Names, its categories by theirs, whatever case, punctuation
// and brackets.
type Attribute struct {
	Name       string     `yaml:"name"`
	Heading    string     `yaml:"heading"`
	Names      []string   `yaml:"names"`
	Categories []Category `yaml:"categories"`
}

// Category is one group that the rule names.
type Category struct {
	Name  string   `yaml:"name"`
	Names []string `yaml:"names"`
}

// Small is the share of those with a known category under which a category may be
// left out of impact ratios; 0 = none may.
type Small struct {
	Share float64 `yaml:"share"`
}

// Column is one column of the rule's tables: what it holds (one of [Fields]), its
// head in the words of the text, and its meaning.
type Column struct {
	Field   string `yaml:"field"`
	Head    string `yaml:"head"`
	Meaning string `yaml:"meaning"`
}

// Fields are what a column may hold.
func Fields() []string {
	return []string{"category", "n", "share", "advanced", "rate", "impact_ratio", "impact_ratio_without_small",
		"four_fifths", "flips", "fisher_p", "z", "shortfall", "reading"}
}

// Readings are the words on a category, by how it stands. Only the first five are
// used where the rule has no threshold.
type Readings struct {
	Highest string `yaml:"highest"`
	// HighestWithoutSmall is for the highest of the others where a small one is higher.
	HighestWithoutSmall string `yaml:"highest_without_small"`

	Small      string `yaml:"small"`
	NoCategory string `yaml:"no_category"`
	Nobody     string `yaml:"nobody"`
	// Below the threshold: clear of chance, not clear of it, or turned by one person.
	BelowClear   string `yaml:"below_clear"`
	BelowUnclear string `yaml:"below_unclear"`
	BelowOne     string `yaml:"below_one"`
	// Reached: not clear of chance, or a smaller difference that is clear of it.
	Reached      string `yaml:"reached"`
	ReachedClear string `yaml:"reached_clear"`
}

// Ratio is a fraction of whole numbers, "4/5", so that a ratio of exactly that
// passes whatever its last binary digit.
type Ratio struct{ Num, Den int64 }

// UnmarshalYAML reads "4/5".
func (r *Ratio) UnmarshalYAML(n *yaml.Node) error {
	if _, err := fmt.Sscanf(n.Value, "%d/%d", &r.Num, &r.Den); err != nil || r.Num < 1 || r.Den < r.Num || r.String() != n.Value {
		return fmt.Errorf("line %d: %q is no fraction of 1 at most such as 4/5", n.Line, n.Value)
	}
	return nil
}

func (r Ratio) String() string { return fmt.Sprintf("%d/%d", r.Num, r.Den) }

// Is tells whether a user's attribute is this one.
func (a *Attribute) Is(name string) bool { return named(a.Name, a.Names, name) }

// Category is the index of the category that a self-reported answer belongs to, -1
// if the rule names none.
func (a *Attribute) Category(answer string) int {
	for i, c := range a.Categories {
		if named(c.Name, c.Names, answer) {
			return i
		}
	}
	return -1
}

func named(name string, others []string, got string) bool {
	got = plain(got)
	if got == plain(name) {
		return true
	}
	for _, o := range others {
		if got == plain(o) {
			return true
		}
	}
	return false
}

// plain lowers case, drops what stands in brackets ("White (Not Hispanic or
// Latino)") and joins words by one space.
func plain(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range strings.ToLower(s) {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth > 0:
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
