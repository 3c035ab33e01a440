package page

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// Verdicts on a group, as the record has them.
const (
	indicated    = "indicated"
	notIndicated = "not_indicated"
	cannotTell   = "cannot_tell"
)

// comparedGroups is how many indicated groups of one attribute page 1 names.
const comparedGroups = 3

// maxGroup bounds the names of groups on page 1, which has two of them in a row.
const maxGroup = 28

// compare has a line for each attribute at the first stage: the groups indicated, else
// the one with the lowest rate, beside the one that it is compared with.
func compare(m *maker) Block {
	if len(m.res.Stages) == 0 || !m.anyGroups() {
		return &Text{Kind: Body, Text: compareNone}
	}
	t := &Table{Heading: fmt.Sprintf(headCompare, stage(m.res.Stages[0].Stage)), Cut: Cut{Least: 2, Give: 1},
		Columns: []Column{{Head: compareRow, Span: 4}, {Head: compareLow, Span: 5}, {Head: compareWith, Span: 6}, {Head: compareRatio, Span: 5}, {Head: headVerdict, Span: 4}}}
	var found, others [][]Cell
	for a, imp := range m.res.Stages[0].Impact {
		if imp.Intersectional || len(imp.Groups) == 0 {
			continue
		}
		rows, is := compareRows(m, 0, a, imp)
		if is {
			found = append(found, rows...)
		} else {
			others = append(others, rows...)
		}
	}
	t.Rows = append(found, others...)
	return t
}

// compareRows are the rows of one attribute; indicated tells whether they are findings.
func compareRows(m *maker, i, a int, imp result.Impact) (rows [][]Cell, found bool) {
	ref := slices.IndexFunc(imp.Groups, func(g result.GroupResult) bool { return g.Group == imp.ReferenceGroup })
	chosen, found := chosen(m, i, a, imp)
	switch {
	case ref < 0:
		return [][]Cell{{text(clip(attribute(imp.Attribute), maxGroup)), text(compareNoReference), {}, {}, {Text: toneUnknown, Tone: Doubt}}}, false
	case len(chosen) == 0 || !m.open(i, a, ref):
		return [][]Cell{{text(clip(attribute(imp.Attribute), maxGroup)), {Text: compareWithheld, Withheld: true}, {}, {}, {Text: toneUnknown, Tone: Doubt}}}, false
	}
	for _, g := range chosen {
		group := imp.Groups[g]
		row := []Cell{text(clip(attribute(imp.Attribute), maxGroup)), text(clip(group.Group, maxGroup) + " " + rateOf(group)),
			text(clip(imp.ReferenceGroup, maxGroup) + " " + rateOf(imp.Groups[ref]))}
		rows = append(rows, append(row, ratioCell(group.ImpactRatio), groupTone(group)))
	}
	return rows, found
}

// chosen are the open groups of an attribute that page 1 names.
func chosen(m *maker, i, a int, imp result.Impact) (groups []int, found bool) {
	lowest := -1
	for g, group := range imp.Groups {
		v, _, _, ok := group.ImpactRatio.Bounds()
		if group.Group == imp.ReferenceGroup || group.Small || !ok || !m.open(i, a, g) {
			continue
		}
		if group.Verdict == indicated {
			groups = append(groups, g)
		}
		if lowest < 0 || v < *imp.Groups[lowest].ImpactRatio.Value {
			lowest = g
		}
	}
	if len(groups) > 0 {
		return groups[:min(len(groups), comparedGroups)], true
	}
	if lowest >= 0 {
		return []int{lowest}, false
	}
	return nil, false
}

// rateOf is the rate of a group whose counts may be printed.
func rateOf(g result.GroupResult) string {
	_, low, high, _ := g.Rate.Bounds()
	return fmt.Sprintf(rateOfPeople, words.Figure(100*float64(g.Advanced)/float64(max(g.N, 1)), words.Digits(100*low, 100*high)), words.Grouped(g.N))
}

func ratioCell(e result.Estimate) Cell {
	v, low, high, ok := e.Bounds()
	if !ok {
		return Cell{Text: words.NotEstimable, Number: true}
	}
	return number(words.RatioRange(v, low, high))
}

func groupTone(g result.GroupResult) Cell {
	switch {
	case g.Small:
		return Cell{Text: toneSmall}
	case g.Verdict == indicated:
		return Cell{Text: toneIndicated, Tone: Alert}
	case g.Verdict == notIndicated:
		return Cell{Text: toneNotLower, Tone: Calm}
	case g.Verdict == cannotTell:
		return Cell{Text: toneUnknown, Tone: Doubt}
	}
	return Cell{}
}

// hiddenImpact says that a difference is indicated whose counts are withheld, without
// the group, which would say how many of it advanced.
func hiddenImpact(m *maker) string {
	for i := len(m.res.Stages) - 1; i >= 0; i-- {
		for a, imp := range m.res.Stages[i].Impact {
			for g, group := range imp.Groups {
				if group.Verdict == indicated && !imp.Intersectional && m.Shown.Groups[i][a][g].Shade() > disclosure.Open && candidates(m, i, a) > 1 {
					return fmt.Sprintf(compareHidden, words.SentenceCase(stage(m.res.Stages[i].Stage)), m.attributeInside(imp.Attribute), counselFile)
				}
			}
		}
	}
	return ""
}

// candidates counts the groups of an attribute whose outcome is withheld.
func candidates(m *maker, i, a int) int {
	n := 0
	for _, t := range m.Shown.Groups[i][a] {
		if t.Shade() > disclosure.Open {
			n++
		}
	}
	return n
}
