package groups

import (
	"fmt"
	"slices"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/rule"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/proportions"
)

const (
	methodRuleRatio = "rate over the highest rate of the rule's categories, Koopman score interval"
	methodRuleLarge = "rate over the highest rate of the rule's categories that are not small, Koopman score interval"
	methodShare     = "applications of the category over those with a known answer"
)

// ruleCells are the counts of one table.
type ruleCells struct {
	categories     []dataset.Cell
	known, unknown dataset.Cell
}

// ruleTables counts the categories at one stage, by job if the rule asks for that.
// Jobs without an application at the stage have no table.
func ruleTables(v *dataset.View, r *rule.Rule, s sorting, level float64) []result.RuleTable {
	jobs := 1
	if r.Per == rule.PerJob {
		jobs = len(v.Data.Spec().Roles)
	}
	counts := make([]ruleCells, jobs)
	for j := range counts {
		counts[j].categories = make([]dataset.Cell, s.size())
	}
	for pos, row := range v.Rows {
		c := &counts[0]
		if r.Per == rule.PerJob {
			c = &counts[v.Data.Role.At(int(row))]
		}
		at := s.of(int(row))
		if at < 0 {
			c.unknown.Add(v.Advanced[pos], v.Times(pos))
			continue
		}
		c.known.Add(v.Advanced[pos], v.Times(pos))
		c.categories[at].Add(v.Advanced[pos], v.Times(pos))
	}
	var out []result.RuleTable
	for j := range counts {
		if c := &counts[j]; r.Per == rule.PerAudit || c.known.N+c.unknown.N > 0 {
			t := c.table(r, s, level)
			t.Stage = v.Stage
			if r.Per == rule.PerJob {
				t.Job = v.Data.Spec().Roles[j]
			}
			t.Warnings = append(t.Warnings, ruleCrossFoot(v, s, c, r)...)
			out = append(out, t)
		}
	}
	return out
}

// table judges the counts: shares, rates, ratios, and the reading of each category.
func (c *ruleCells) table(r *rule.Rule, s sorting, level float64) result.RuleTable {
	t := result.RuleTable{Attributes: s.inOrder(s.attributes[0], s.attributes[len(s.attributes)-1]), Heading: s.heading, N: c.known.N, Advanced: c.known.Advanced,
		Unknown: result.UnknownGroup{N: c.unknown.N, Advanced: c.unknown.Advanced}, Categories: []result.RuleCategory{}}
	skipAll, skipSmall := make([]bool, s.size()), make([]bool, s.size())
	for i, own := range c.categories {
		_, inRule, _ := s.describe(i)
		skipAll[i] = !inRule
		skipSmall[i] = !inRule || isSmall(own.N, c.known.N, r.Small.Share)
	}
	highestOfAll, highestOfLarge := highest(c.categories, skipAll), highest(c.categories, skipSmall)
	other := result.RuleCategory{Category: otherAnswers, Answers: []string{}, Reading: r.Readings.NoCategory}
	for i, own := range c.categories {
		name, inRule, answers := s.describe(i)
		switch {
		case own.N == 0 && (!inRule || r.Per == rule.PerJob && len(answers) == 0):
			continue // nobody, and by job no category that nobody in the data has either
		case !inRule && len(s.names) > 1:
			other.N, other.Advanced, other.Answers = other.N+own.N, other.Advanced+own.Advanced, append(other.Answers, answers...)
			continue
		}
		row := result.RuleCategory{Category: name, Answers: append([]string{}, answers...), N: own.N, Advanced: own.Advanced, InRule: inRule}
		c.describe(&row, level)
		row.Small = own.N > 0 && inRule && skipSmall[i]
		if i == highestOfAll {
			t.Highest = name
		}
		if i == highestOfLarge {
			t.HighestWithoutSmall = name
		}
		row.ImpactRatio = c.ratio(i, highestOfAll, skipAll, level, methodRuleRatio)
		row.ImpactRatioWithoutSmall = c.ratio(i, highestOfLarge, skipSmall, level, methodRuleLarge)
		if own.N > 0 && !skipSmall[i] {
			c.test(r, i, highestOfLarge, &row)
		}
		row.Reading = ruleReading(r, &row, i == highestOfAll, i == highestOfLarge)
		t.Categories = append(t.Categories, row)
	}
	if other.N > 0 {
		c.describe(&other, level)
		other.ImpactRatio = result.NotEstimable(methodRuleRatio, other.N, noPart)
		other.ImpactRatioWithoutSmall = result.NotEstimable(methodRuleLarge, other.N, noPart)
		t.Categories = append(t.Categories, other)
	}
	slices.SortStableFunc(t.Categories, func(a, b result.RuleCategory) int {
		switch {
		case a.InRule == b.InRule:
			return 0
		case a.InRule:
			return -1
		}
		return 1
	})
	return t
}

const noPart = "the category takes no part in this ratio"

// describe fills the rate and the share of a row with counts.
func (c *ruleCells) describe(row *result.RuleCategory, level float64) {
	row.Rate = rates.Count(dataset.Cell{N: row.N, Advanced: row.Advanced}, level).Rate
	row.Share = result.NotEstimable(methodShare, 0, "nobody has a known answer")
	if c.known.N > 0 {
		row.Share = result.Point(float64(row.N)/float64(c.known.N), methodShare, c.known.N)
	}
}

// isSmall tells whether n is under the share of all. The quotient is rounded
// correctly, so exactly 2 % is not under 0.02.
func isSmall(n, all int, share float64) bool {
	return all > 0 && float64(n)/float64(all) < share
}

func (c *ruleCells) ratio(i, reference int, skip []bool, level float64, method string) result.Estimate {
	own := c.categories[i]
	switch {
	case own.N == 0:
		return result.NotEstimable(method, 0, "nobody is in this category")
	case skip[i]:
		return result.NotEstimable(method, own.N, noPart)
	case reference < 0:
		return result.NotEstimable(method, own.N, "nobody was selected in any category that counts")
	case i == reference:
		return result.Point(1, "1 by definition: the highest rate", own.N)
	}
	t := rates.Table(own, c.categories[reference])
	iv, err := proportions.Koopman(t, level)
	return rates.Interval(iv, err, level, method, t.N1+t.N2)
}

// test holds a category that is not small against the highest one.
func (c *ruleCells) test(r *rule.Rule, i, reference int, row *result.RuleCategory) {
	own := c.categories[i]
	if s, err := stats.Shortfall(own.Advanced, own.N, c.known.Advanced, c.known.N); err == nil {
		row.Shortfall = result.Finite(s)
	}
	if reference < 0 || i == reference {
		return
	}
	t := rates.Table(own, c.categories[reference])
	row.FisherP, _, row.Z = rates.ExactTests(t)
	if r.Threshold == nil {
		return
	}
	if reaches, err := stats.RatioReaches(t, r.Threshold.Num, r.Threshold.Den); err == nil {
		row.FourFifths = &reaches
	}
	if flips, err := stats.Flips(t); err == nil && row.FourFifths != nil && !*row.FourFifths {
		row.Flips = &flips
	}
}

// ruleAlpha divides clear of chance from not clear in a reading: the usual .05 of the
// Questions and Answers, question 24.
const ruleAlpha = 0.05

// ruleReading is the rule's word on one category.
func ruleReading(r *rule.Rule, row *result.RuleCategory, highestOfAll, highestOfLarge bool) string {
	w := &r.Readings
	unlikely := row.FisherP != nil && *row.FisherP < ruleAlpha
	switch {
	case row.N == 0:
		return w.Nobody
	case !row.InRule:
		return w.NoCategory
	case row.Small && highestOfAll:
		return w.Highest + " " + w.Small
	case row.Small:
		return w.Small
	case highestOfAll:
		return w.Highest
	case highestOfLarge:
		return w.HighestWithoutSmall
	case row.FourFifths == nil:
		return ""
	case *row.FourFifths && unlikely && *row.ImpactRatioWithoutSmall.Value < 1:
		return w.ReachedClear
	case *row.FourFifths:
		return w.Reached
	case row.Flips != nil && *row.Flips:
		return w.BelowOne
	case unlikely:
		return w.BelowClear
	}
	return w.BelowUnclear
}

// ruleCrossFoot says where an intersection holds fewer people than one of its
// attributes, because some answered only one of the two questions.
func ruleCrossFoot(v *dataset.View, s sorting, c *ruleCells, r *rule.Rule) []string {
	if len(s.columns) < 2 || r.Per == rule.PerJob {
		return nil
	}
	var out []string
	for k := range s.columns {
		single := sorting{columns: s.columns[k : k+1], codes: s.codes[k : k+1], names: s.names[k : k+1]}
		n := 0
		for _, row := range v.Rows {
			if single.of(int(row)) >= 0 {
				n += v.Data.Times(int(row))
			}
		}
		if n != c.known.N {
			out = append(out, fmt.Sprintf("Cross-foot: this table has %d applicants, that of %s %d, because %d answered only one of the two questions.", c.known.N, s.attributes[k], n, n-c.known.N))
		}
	}
	return out
}
