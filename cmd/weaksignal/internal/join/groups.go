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
	byID    map[string]int32
	byBare  map[string]int32 // ids with leading zeros by what stands behind them; -1 = several
	byEmail map[string]int32
	used    []bool
	empty   []string
}

func newGroupIndex(g *demographics.Groups) *groupIndex {
	x := &groupIndex{groups: g, byID: map[string]int32{}, byBare: map[string]int32{}, byEmail: map[string]int32{}}
	if g == nil {
		return x
	}
	x.used = make([]bool, len(g.Rows))
	x.empty = make([]string, len(g.Attributes))
	for i, row := range g.Rows {
		if row.CandidateID != "" {
			x.byID[row.CandidateID] = int32(i)
			if bare := ids.WithoutZeros(row.CandidateID); bare != row.CandidateID {
				if _, twice := x.byBare[bare]; twice {
					i = -1
				}
				x.byBare[bare] = int32(i)
			}
		} else if row.Email != "" {
			x.byEmail[strings.ToLower(row.Email)] = int32(i)
		}
	}
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
	i, ok := x.byID[a.CandidateID]
	if !ok && a.CandidateID != "" {
		i, ok = x.withoutZeros(ids.WithoutZeros(a.CandidateID))
	}
	if !ok || a.CandidateID == "" {
		i, ok = x.byEmail[strings.ToLower(a.Email)]
	}
	if !ok || a.CandidateID == "" && a.Email == "" {
		return x.empty
	}
	x.used[i] = true
	return x.groups.Rows[i].Labels
}

// withoutZeros is the only row whose id is this one but for leading zeros.
func (x *groupIndex) withoutZeros(bare string) (row int32, ok bool) {
	whole, plain := x.byID[bare]
	row, zeros := x.byBare[bare]
	switch {
	case plain && zeros, zeros && row < 0:
		return 0, false
	case plain:
		return whole, true
	}
	return row, zeros
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
