package groups

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/rule"
)

// RuleViews makes the tables that each rule of the plan asks for.
func RuleViews(d *dataset.Dataset, rules []rule.Rule, level float64) []result.RuleView {
	var out []result.RuleView
	for i := range rules {
		out = append(out, ruleView(d, &rules[i], level))
	}
	return out
}

func ruleView(d *dataset.Dataset, r *rule.Rule, level float64) result.RuleView {
	out := result.RuleView{Rule: r.ID, Title: r.Title, Sheet: r.Sheet, Jurisdiction: r.Jurisdiction, Published: r.Published, Applies: r.Applies,
		Checked: r.Checked, Sources: r.Sources, Suppressed: r.Suppressed, PerJob: r.Per == rule.PerJob, Totals: r.Totals,
		Statements: r.Statements, ToState: append([]string{}, r.ToState...), Tables: []result.RuleTable{}, Warnings: []string{}}
	for _, c := range r.Columns {
		out.Columns = append(out.Columns, result.RuleColumn(c))
	}
	sortings, warnings := sortings(d, r)
	out.Warnings = append(out.Warnings, warnings...)
	for _, v := range ruleStages(d, r) {
		for _, s := range sortings {
			out.Tables = append(out.Tables, ruleTables(v, r, s, level)...)
		}
	}
	place := func(t result.RuleTable) int { return slices.Index(d.Spec().Roles, t.Job) }
	slices.SortStableFunc(out.Tables, func(a, b result.RuleTable) int { return place(a) - place(b) })
	return out
}

// ruleStages are the stages that the rule has tables of, the whole process first.
func ruleStages(d *dataset.Dataset, r *rule.Rule) []*dataset.View {
	var out []*dataset.View
	if r.BottomLine && len(d.Spec().Stages) > 1 { // of one stage it is that stage again
		out = append(out, d.BottomLine())
	}
	for i := range d.Spec().Stages {
		out = append(out, d.Enter(i))
	}
	return out
}

// sorting puts self-reported answers into the categories of a rule: of one
// attribute, or of two crossed.
type sorting struct {
	heading    string
	attributes []string
	columns    []*dataset.Labels
	// codes maps an answer's code to its place in names, by attribute; −1 = unknown.
	codes [][]int
	names [][]string
	// named is how many of names are the rule's own; answers are the user's words.
	named   []int
	answers [][][]string
	// swapped: the data have the second attribute before the first.
	swapped bool
}

// sortings finds the rule's attributes in the data, each with its categories, and
// the first two crossed if the rule asks for that.
func sortings(d *dataset.Dataset, r *rule.Rule) (out []sorting, warnings []string) {
	for i := range r.Attributes {
		a := &r.Attributes[i]
		at := slices.IndexFunc(d.Spec().Attributes, a.Is)
		if at < 0 {
			warnings = append(warnings, fmt.Sprintf("No self-reported attribute is recognised as %s, so its table is missing. Name the column %s.", strings.ReplaceAll(a.Name, "_", " "), a.Name))
			continue
		}
		s, unnamed := sortAnswers(d.Groups[at], a)
		s.attributes = []string{d.Spec().Attributes[at]}
		if len(unnamed) > 0 {
			warnings = append(warnings, fmt.Sprintf("%s: %s no category of the rule (%s). If one of these is meant, use its name in the groups file.",
				d.Spec().Attributes[at], answersWords(unnamed), strings.Join(s.names[0][:s.named[0]], "; ")))
		}
		out = append(out, s)
	}
	if r.Intersections != "" && len(out) >= 2 {
		both := cross(out[0], out[1], r.Intersections)
		both.swapped = slices.Index(d.Spec().Attributes, out[0].attributes[0]) > slices.Index(d.Spec().Attributes, out[1].attributes[0])
		out = append(out, both)
	}
	return out, warnings
}

// maxAnswers bounds how many answers a warning names.
const maxAnswers = 5

func answersWords(answers []string) string {
	named := answers[:min(len(answers), maxAnswers)]
	words := "“" + strings.Join(named, "”, “") + "”"
	switch {
	case len(answers) == 1:
		return "the answer " + words + " is"
	case len(answers) > len(named):
		return fmt.Sprintf("the answers %s and %d more are", words, len(answers)-len(named))
	}
	return "the answers " + words + " are"
}

// sortAnswers assigns each answer of one attribute; answers outside the rule follow
// its categories, sorted.
func sortAnswers(column *dataset.Labels, a *rule.Attribute) (sorting, []string) {
	s := sorting{heading: a.Heading, columns: []*dataset.Labels{column}}
	var names, unnamed []string
	for _, c := range a.Categories {
		names = append(names, c.Name)
	}
	for _, answer := range column.Names {
		if answer != "" && a.Category(answer) < 0 {
			unnamed = append(unnamed, answer)
		}
	}
	slices.Sort(unnamed)
	answers, codes := make([][]string, len(names)+len(unnamed)), make([]int, len(column.Names))
	for code, answer := range column.Names {
		codes[code] = -1
		if answer == "" {
			continue
		}
		at := a.Category(answer)
		if at < 0 {
			at = len(names) + slices.Index(unnamed, answer)
		}
		codes[code] = at
		answers[at] = append(answers[at], answer)
	}
	for _, own := range answers {
		slices.Sort(own)
	}
	s.named, s.names = []int{len(names)}, [][]string{append(names, unnamed...)}
	s.codes, s.answers = [][]int{codes}, [][][]string{answers}
	return s, unnamed
}

func cross(a, b sorting, heading string) sorting {
	return sorting{heading: heading, attributes: []string{a.attributes[0], b.attributes[0]}, columns: []*dataset.Labels{a.columns[0], b.columns[0]},
		codes: [][]int{a.codes[0], b.codes[0]}, names: [][]string{a.names[0], b.names[0]},
		named: []int{a.named[0], b.named[0]}, answers: [][][]string{a.answers[0], b.answers[0]}}
}

// size is the number of categories, those outside the rule included.
func (s *sorting) size() int {
	n := 1
	for _, names := range s.names {
		n *= len(names)
	}
	return n
}

// of is the category of a row, −1 if any of its answers is unknown.
func (s *sorting) of(row int) int {
	at := 0
	for k, column := range s.columns {
		c := s.codes[k][column.At(row)]
		if c < 0 {
			return -1
		}
		at = at*len(s.names[k]) + c
	}
	return at
}

// describe is the name of category i, whether the rule has it, and the groups of
// the data in it, named as [Impact] names them.
func (s *sorting) describe(i int) (name string, inRule bool, groups []string) {
	if len(s.names) == 1 {
		return s.names[0][i], i < s.named[0], s.answers[0][i]
	}
	a, b := i/len(s.names[1]), i%len(s.names[1])
	for _, x := range s.answers[0][a] {
		for _, y := range s.answers[1][b] {
			groups = append(groups, strings.Join(s.inOrder(x, y), CrossSign))
		}
	}
	return s.names[0][a] + CrossSign + s.names[1][b], a < s.named[0] && b < s.named[1], groups
}

// inOrder puts two parts of an intersection into the order of the data.
func (s *sorting) inOrder(first, second string) []string {
	switch {
	case len(s.names) == 1:
		return []string{first}
	case s.swapped:
		return []string{second, first}
	}
	return []string{first, second}
}

// otherAnswers is the one row for all intersections with an answer outside the rule.
const otherAnswers = "Other answers"

// CrossSign stands between the parts of an intersection.
const CrossSign = " × "
