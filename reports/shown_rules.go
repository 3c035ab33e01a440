package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit"
)

// ruleTally is what of one table of a rule may be printed.
type ruleTally struct {
	rows           []*tally
	unknown, total *tally
}

// enterRules enters the tables of every rule's view. Those of a view that withholds
// nothing are known to every reader; the others add up, over their jobs, to the
// groups and stages of the other sheets.
func (s *shown) enterRules(l *ledger, b *Book) {
	for _, v := range b.Result.Rules {
		tables := make([]ruleTally, len(v.Tables))
		if !v.Suppressed {
			for i, t := range v.Tables {
				tables[i] = fixedRule(t)
			}
		} else {
			s.enterJobs(l, b, v, tables)
		}
		s.rules = append(s.rules, tables)
	}
}

func fixedRule(t audit.RuleTable) ruleTally {
	out := ruleTally{unknown: fixedTally(t.Unknown.N, t.Unknown.Advanced), total: fixedTally(t.N+t.Unknown.N, t.Advanced+t.Unknown.Advanced)}
	for _, c := range t.Categories {
		out.rows = append(out.rows, fixedTally(c.N, c.Advanced))
	}
	return out
}

// place of a table among those that add up with it.
type rulePlace struct{ stage, attribute, job string }

func placeOf(t audit.RuleTable) rulePlace {
	return rulePlace{t.Stage, strings.Join(t.Attributes, crossSign), t.Job}
}

// enterJobs enters tables by job, and states each way to add them up: categories to
// their job, jobs to the group, requisitions to their job, stage after stage.
func (s *shown) enterJobs(l *ledger, b *Book, v audit.RuleView, tables []ruleTally) {
	totals := map[rulePlace]*tally{}
	for i, t := range v.Tables {
		job := rulePlace{stage: t.Stage, job: t.Job}
		if totals[job] == nil {
			totals[job] = l.add(t.N+t.Unknown.N, t.Advanced+t.Unknown.Advanced, tierPart)
		}
		tables[i] = ruleTally{unknown: l.addUnstated(t.Unknown.N, t.Unknown.Advanced), total: totals[job]}
		for _, c := range t.Categories {
			rank := tierPart
			if c.Category == t.HighestWithoutSmall {
				rank = tierGroup // what the others of the job are compared with
			}
			tables[i].rows = append(tables[i].rows, l.add(c.N, c.Advanced, rank))
		}
		l.addUp(totals[job], append(slices.Clip(tables[i].rows), tables[i].unknown))
	}
	for i, st := range b.Result.Stages {
		s.jobsOfStage(l, b, i, st, totals)
		for a, imp := range st.Impact {
			s.jobsOfGroups(l, i, a, imp, v, tables)
		}
	}
	chainJobs(l, b.Result.Stages, v, tables)
}

// jobsOfStage: the jobs add up to the stage, and the requisitions of a job to it.
func (s *shown) jobsOfStage(l *ledger, b *Book, i int, st audit.StageResult, totals map[rulePlace]*tally) {
	var jobs []*tally
	for _, place := range sortedPlaces(totals) {
		if place.stage != st.Stage {
			continue
		}
		jobs = append(jobs, totals[place])
		var parts []*tally
		for j, r := range b.Requisitions {
			if r.Stage == st.Stage && r.Role == place.job && s.requisitions[j] != nil {
				parts = append(parts, s.requisitions[j])
			}
		}
		l.addUp(totals[place], parts)
	}
	l.addUp(s.stages[i], jobs)
}

// jobsOfGroups: a category's rows over the jobs are the groups that it was counted from.
func (s *shown) jobsOfGroups(l *ledger, i, a int, imp audit.Impact, v audit.RuleView, tables []ruleTally) {
	byAnswer, answers := map[string][]*tally{}, map[string][]string{}
	var names []string
	var unknown []*tally
	for k, t := range v.Tables {
		if p := placeOf(t); p.stage != s.stageNames[i] || p.attribute != imp.Attribute {
			continue
		}
		unknown = append(unknown, tables[k].unknown)
		for r, c := range t.Categories {
			if byAnswer[c.Category] == nil {
				names = append(names, c.Category)
			}
			byAnswer[c.Category], answers[c.Category] = append(byAnswer[c.Category], tables[k].rows[r]), c.Answers
		}
	}
	if len(unknown) == 0 {
		return
	}
	l.addUp(s.unknown[i][a], unknown)
	for _, name := range names {
		groups := groupsNamed(imp, s.groups[i][a], answers[name])
		switch len(groups) {
		case 0:
		case 1:
			l.addUp(groups[0], byAnswer[name])
		default: // several answers in one category: their sum stands for it
			whole := l.add(sumOf(groups))
			l.addUp(whole, groups)
			l.addUp(whole, byAnswer[name])
		}
	}
}

func sumOf(rows []*tally) (people, advanced int, rank tier) {
	for _, t := range rows {
		people += t.people.value
		advanced += t.advanced.value
	}
	return people, advanced, tierGroup
}

// chainJobs: those of a job and category who advanced are those in its next stage,
// and the whole process begins and ends with the stages.
func chainJobs(l *ledger, stages []audit.StageResult, v audit.RuleView, tables []ruleTally) {
	at := map[rulePlace]int{}
	for k, t := range v.Tables {
		at[placeOf(t)] = k
	}
	pair := func(from, to string, whole, do func(a, b *tally)) {
		for k, t := range v.Tables {
			p := placeOf(t)
			if p.stage != from {
				continue
			}
			p.stage = to
			other, ok := at[p]
			if !ok {
				continue
			}
			whole(tables[k].total, tables[other].total)
			for r, c := range t.Categories {
				for q, d := range v.Tables[other].Categories {
					if c.Category == d.Category {
						do(tables[k].rows[r], tables[other].rows[q])
					}
				}
			}
		}
	}
	first, last := "", ""
	for _, st := range stages {
		switch {
		case st.Stage == audit.BottomLine:
			people := func(a, b *tally) { l.same(&a.people, &b.people) }
			advanced := func(a, b *tally) { l.same(&a.advanced, &b.advanced) }
			pair(first, st.Stage, people, people)
			pair(last, st.Stage, advanced, advanced)
			continue
		case last == "":
			first = st.Stage
		default:
			pair(last, st.Stage, together, l.follow)
		}
		last = st.Stage
	}
}

// together withholds the selections of a whole job with the people of its next stage.
// That they are equal is not stated: it holds of the job's requisitions too, where
// [ledger.follow] passes over those that are small.
func together(a, b *tally) {
	a.advanced.twins, b.people.twins = append(a.advanced.twins, &b.people), append(b.people.twins, &a.advanced)
}

func sortedPlaces(m map[rulePlace]*tally) []rulePlace {
	var out []rulePlace
	for p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b rulePlace) int { return strings.Compare(a.stage+"\x00"+a.job, b.stage+"\x00"+b.job) })
	return out
}

// reveal marks what a view that withholds nothing prints as known to a reader,
// whatever the other sheets withhold of it, and tells whether there is such a view.
func (s *shown) reveal(l *ledger, r *audit.Result) bool {
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
				s.unknown[i][a].people.reveal()
				for _, c := range t.Categories {
					l.revealRow(c, groupsNamed(imp, s.groups[i][a], c.Answers))
				}
			}
		}
	}
	return any
}

// revealRow makes known what one row of such a view prints: a group's counts, or the
// sum of several.
func (l *ledger) revealRow(c audit.RuleCategory, groups []*tally) {
	if len(groups) == 1 {
		groups[0].people.reveal()
		groups[0].advanced.reveal()
		return
	}
	l.addUp(fixedTally(c.N, c.Advanced), groups)
}

// groupsNamed are the rows of the groups with these names.
func groupsNamed(imp audit.Impact, rows []*tally, names []string) []*tally {
	var out []*tally
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

// keep prints for good what is printed so far.
func (l *ledger) keep() {
	for _, t := range l.rows {
		t.people.kept, t.advanced.kept = !t.people.hidden, !t.advanced.hidden
	}
}

// exposures are the primary counts that a reader can narrow too far, in order.
func (l *ledger) exposures() []*variable {
	l.infer()
	var out []*variable
	for _, t := range l.rows {
		for _, v := range []*variable{&t.people, &t.advanced} {
			if v.exposed() {
				out = append(out, v)
			}
		}
	}
	return out
}

// protectLast protects all counts by hiding only rows from the given one on: those
// before it are kept. Counts that were exposed before stay so.
func (l *ledger) protectLast(first int, before []*variable) {
	for _, t := range l.rows[first:] {
		for _, v := range []*variable{&t.people, &t.advanced} {
			if slices.ContainsFunc(v.twins, func(twin *variable) bool { return twin.hidden }) {
				v.hide()
			}
		}
	}
	for again := len(l.rows) > first; again; {
		l.protect()
		again = false
		exposed := l.exposures()
		for _, k := range l.determined() {
			exposed = append(exposed, k.count)
		}
		for _, v := range exposed {
			if slices.Contains(before, v) {
				continue
			}
			if cover := l.nearest(v); cover != nil {
				cover.hide()
				again = true
			}
		}
	}
}

// nearest is the cheapest count that may still be withheld in the sums of v, or in
// the sums of their counts, and so on; nil if there is none.
func (l *ledger) nearest(v *variable) *variable {
	reached, used := map[*variable]bool{v: true}, make([]bool, len(l.sums))
	for grown := true; grown; {
		grown = false
		var best *variable
		var found []*variable
		for i, s := range l.sums {
			members := s.members()
			if used[i] || !slices.ContainsFunc(members, func(m *variable) bool { return reached[m] }) {
				continue
			}
			used[i], grown = true, true
			for _, m := range members {
				if m.hidden || m.free() {
					found = append(found, m)
				}
				if m.free() && (best == nil || cheaper(m, best)) {
					best = m
				}
			}
		}
		if best != nil {
			return best
		}
		for _, m := range found {
			reached[m] = true
		}
	}
	return nil
}

// suppressionWords say what is withheld, and which view withholds nothing.
func (d *draft) suppressionWords() string {
	var names []string
	for _, v := range d.res.Rules {
		if !v.Suppressed {
			names = append(names, sheetName(v.Sheet))
		}
	}
	if len(names) == 0 {
		return suppressionNote
	}
	return suppressionNote + fmt.Sprintf(exceptRules, strings.Join(names, ", "))
}
