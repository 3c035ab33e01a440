package disclosure

import (
	"slices"
	"strings"

	"weaksignal/audit/result"
)

// place of a table among those that add up with it.
type rulePlace struct{ stage, attribute, job string }

func placeOf(t result.RuleTable) rulePlace {
	return rulePlace{t.Stage, strings.Join(t.Attributes, CrossSign), t.Job}
}

// enterJobs enters tables by job, and states each way to add them up: categories to
// their job, jobs to the group, requisitions to their job, stage after stage.
func (s *Shown) enterJobs(l *ledger, b Source, v result.RuleView, tables []RuleTally) {
	totals := map[rulePlace]*Tally{}
	for i, t := range v.Tables {
		job := rulePlace{stage: t.Stage, job: t.Job}
		if totals[job] == nil {
			totals[job] = l.add(t.N+t.Unknown.N, t.Advanced+t.Unknown.Advanced, tierPart)
		}
		tables[i] = RuleTally{Unknown: l.addUnstated(t.Unknown.N, t.Unknown.Advanced), Total: totals[job]}
		for _, c := range t.Categories {
			rank := tierPart
			if c.Category == t.HighestWithoutSmall {
				rank = tierGroup // what the others of the job are compared with
			}
			tables[i].Rows = append(tables[i].Rows, l.add(c.N, c.Advanced, rank))
		}
		l.addUp(totals[job], append(slices.Clip(tables[i].Rows), tables[i].Unknown))
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
func (s *Shown) jobsOfStage(l *ledger, b Source, i int, st result.StageResult, totals map[rulePlace]*Tally) {
	var jobs []*Tally
	for _, place := range sortedPlaces(totals) {
		if place.stage != st.Stage {
			continue
		}
		jobs = append(jobs, totals[place])
		var parts []*Tally
		for j, r := range b.Requisitions {
			if r.Stage == st.Stage && r.Role == place.job && s.Requisitions[j] != nil {
				parts = append(parts, s.Requisitions[j])
			}
		}
		l.addUp(totals[place], parts)
	}
	l.addUp(s.Stages[i], jobs)
}

// jobsOfGroups: a category's rows over the jobs are the groups that it was counted from.
func (s *Shown) jobsOfGroups(l *ledger, i, a int, imp result.Impact, v result.RuleView, tables []RuleTally) {
	byAnswer, answers := map[string][]*Tally{}, map[string][]string{}
	var names []string
	var unknown []*Tally
	for k, t := range v.Tables {
		if p := placeOf(t); p.stage != s.stageNames[i] || p.attribute != imp.Attribute {
			continue
		}
		unknown = append(unknown, tables[k].Unknown)
		for r, c := range t.Categories {
			if byAnswer[c.Category] == nil {
				names = append(names, c.Category)
			}
			byAnswer[c.Category], answers[c.Category] = append(byAnswer[c.Category], tables[k].Rows[r]), c.Answers
		}
	}
	if len(unknown) == 0 {
		return
	}
	l.addUp(s.Unknown[i][a], unknown)
	for _, name := range names {
		groups := groupsNamed(imp, s.Groups[i][a], answers[name])
		switch len(groups) {
		case 0:
		case 1:
			l.addUp(groups[0], byAnswer[name])
		default: // several answers in one category: their sum stands for it
			whole := l.add(sumOf(groups))
			whole.unprinted = true
			l.addUp(whole, groups)
			l.addUp(whole, byAnswer[name])
		}
	}
}

func sumOf(rows []*Tally) (people, advanced int, rank tier) {
	for _, t := range rows {
		people += t.people.value
		advanced += t.advanced.value
	}
	return people, advanced, tierGroup
}

// chainJobs: those of a job and category who advanced are those in its next stage,
// and the whole process begins and ends with the stages.
func chainJobs(l *ledger, stages []result.StageResult, v result.RuleView, tables []RuleTally) {
	at := map[rulePlace]int{}
	for k, t := range v.Tables {
		at[placeOf(t)] = k
	}
	pair := func(from, to string, whole, do func(a, b *Tally)) {
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
			whole(tables[k].Total, tables[other].Total)
			for r, c := range t.Categories {
				for q, d := range v.Tables[other].Categories {
					if c.Category == d.Category {
						do(tables[k].Rows[r], tables[other].Rows[q])
					}
				}
			}
		}
	}
	first, last := "", ""
	for _, st := range stages {
		switch {
		case st.Stage == result.BottomLine:
			people := func(a, b *Tally) { l.same(&a.people, &b.people) }
			advanced := func(a, b *Tally) { l.same(&a.advanced, &b.advanced) }
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
func together(a, b *Tally) {
	a.advanced.twins, b.people.twins = append(a.advanced.twins, &b.people), append(b.people.twins, &a.advanced)
}

func sortedPlaces(m map[rulePlace]*Tally) []rulePlace {
	var out []rulePlace
	for p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b rulePlace) int { return strings.Compare(a.stage+"\x00"+a.job, b.stage+"\x00"+b.job) })
	return out
}
