package disclosure

import (
	"slices"

	"weaksignal/audit/result"
)

// RuleTally is what of one table of a rule may be printed.
type RuleTally struct {
	Rows           []*Tally
	Unknown, Total *Tally
}

// enterRules enters the tables of every rule's view. Those of a view that withholds
// nothing are known to every reader; the others add up, over their jobs, to the
// groups and stages of the other sheets.
func (s *Shown) enterRules(l *ledger, b Source) {
	for _, v := range b.Result.Rules {
		tables := make([]RuleTally, len(v.Tables))
		if !v.Suppressed {
			for i, t := range v.Tables {
				tables[i] = fixedRule(t)
			}
		} else {
			s.enterJobs(l, b, v, tables)
		}
		s.Rules = append(s.Rules, tables)
	}
}

func fixedRule(t result.RuleTable) RuleTally {
	out := RuleTally{Unknown: fixedTally(t.Unknown.N, t.Unknown.Advanced), Total: fixedTally(t.N+t.Unknown.N, t.Advanced+t.Unknown.Advanced)}
	for _, c := range t.Categories {
		out.Rows = append(out.Rows, fixedTally(c.N, c.Advanced))
	}
	return out
}

// reveal marks what a view that withholds nothing prints as known to a reader,
// whatever the other sheets withhold of it, and tells whether there is such a view.
func (s *Shown) reveal(l *ledger, r *result.Result) bool {
	any := false
	for _, v := range r.Rules {
		if v.Suppressed {
			continue
		}
		for _, t := range v.Tables {
			i := slices.Index(s.stageNames, t.Stage)
			for a, imp := range r.Stages[i].Impact {
				if imp.Attribute != placeOf(t).attribute {
					continue
				}
				any = true
				s.Unknown[i][a].people.reveal()
				for _, c := range t.Categories {
					l.revealRow(c, groupsNamed(imp, s.Groups[i][a], c.Answers))
				}
			}
		}
	}
	return any
}

// revealRow makes known what one row of such a view prints: a group's counts, or the
// sum of several.
func (l *ledger) revealRow(c result.RuleCategory, groups []*Tally) {
	if len(groups) == 1 {
		groups[0].people.reveal()
		groups[0].advanced.reveal()
		return
	}
	l.addUp(fixedTally(c.N, c.Advanced), groups)
}

// groupsNamed are the rows of the groups with these names.
func groupsNamed(imp result.Impact, rows []*Tally, names []string) []*Tally {
	var out []*Tally
	for g, group := range imp.Groups {
		if slices.Contains(names, group.Group) {
			out = append(out, rows[g])
		}
	}
	return out
}

// reveal makes a count known, with all that one subtraction turns into it.
func (v *variable) reveal() {
	if v.fixed {
		return
	}
	v.fixed = true
	for _, twin := range v.twins {
		twin.reveal()
	}
}
