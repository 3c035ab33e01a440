package join

import (
	"strings"

	"weaksignal/audit/result"

	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/decision/ids"
	"weaksignal/reports"
)

// groupIndex finds a candidate's self-reported labels.
type groupIndex struct {
	groups  *demographics.Groups
	byID    notedIndex
	byBare  notedIndex // ids with leading zeros by what stands behind them
	byEmail notedIndex
	used    []bool
	empty   []string
}

func newGroupIndex(g *demographics.Groups, in *indexes) *groupIndex {
	x := &groupIndex{groups: g}
	if g == nil {
		return x
	}
	x.byID, x.byBare, x.byEmail = in.new(), in.new(), in.new()
	x.used = make([]bool, len(g.Rows))
	x.empty = make([]string, len(g.Attributes))
	for i, row := range g.Rows {
		if row.CandidateID != "" {
			x.byID.add(keyOf(row.CandidateID), i, 0)
			if bare := ids.WithoutZeros(row.CandidateID); bare != row.CandidateID {
				x.byBare.add(keyOf(bare), i, 0)
			}
		} else if row.Email != "" {
			x.byEmail.add(keyOf(strings.ToLower(row.Email)), i, 0)
		}
	}
	x.byID.seal(0)
	x.byBare.seal(2)
	x.byEmail.seal(0)
	return x
}

func (x *groupIndex) attributes() []string {
	if x.groups == nil {
		return nil
	}
	return x.groups.Attributes
}

// labels of an application's candidate; all unknown where the file has no row.
func (x *groupIndex) labels(a decision.Application) []string {
	if x.groups == nil {
		return nil
	}
	i, ok := last(x.byID, a.CandidateID)
	if !ok && a.CandidateID != "" {
		i, ok = x.withoutZeros(ids.WithoutZeros(a.CandidateID))
	}
	if !ok || a.CandidateID == "" {
		i, ok = last(x.byEmail, strings.ToLower(a.Email))
	}
	if !ok || a.CandidateID == "" && a.Email == "" {
		return x.empty
	}
	x.used[i] = true
	return x.groups.Rows[i].Labels
}

// withoutZeros is the only row whose id is this one but for leading zeros.
func (x *groupIndex) withoutZeros(bare string) (row int32, ok bool) {
	whole, plain := last(x.byID, bare)
	rows := x.byBare.get(keyOf(bare))
	switch {
	case plain && len(rows) > 0, len(rows) > 1:
		return 0, false
	case plain:
		return whole, true
	case len(rows) == 1:
		return rows[0].A, true
	}
	return 0, false
}

// last is the last row of a text: a file may hold somebody twice.
func last(x notedIndex, text string) (row int32, ok bool) {
	rows := x.get(keyOf(text))
	if len(rows) == 0 {
		return 0, false
	}
	return rows[len(rows)-1].A, true
}

// account puts the file's problems and unused rows on the worklist.
func (x *groupIndex) account(a *account) {
	if x.groups == nil {
		return
	}
	for _, name := range x.groups.Inferred {
		a.intake.Warnings = append(a.intake.Warnings, "the group "+name+" looks inferred, not self-reported; it was accepted by configuration")
	}
	a.intake.Warnings = append(a.intake.Warnings, x.groups.Notes...)
	a.problems("group", x.groups.Problems)
	a.intake.Groups = &result.GroupCounts{Rows: len(x.groups.Rows)}
	for i, used := range x.used {
		if used {
			a.intake.Groups.Joined++
		} else {
			a.note(reports.WorkItem{Kind: "group", File: x.groups.File, Row: x.groups.Rows[i].Row,
				Reason: "no application of this candidate", Remedy: "nothing to do if the candidate applied in another period; else check the candidate id"})
		}
	}
}
