package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

const (
	privilegeSignals  = 3 // signals that the page follows
	privilegeEvidence = 2 // findings of others on each
	maxClaim          = 220
	gapSignals        = 4 // weak signals that a gap is split into, the largest
)

// privilegePage says why the signals found follow privilege: how common they are in
// each group here, what others found, and what a clear gap goes with.
func privilegePage(m *maker) Page {
	p := Page{Name: pagePrivilege, Title: titlePrivilege}
	i := m.first()
	if i < 0 {
		return p
	}
	if len(m.verdicts(i, result.Associated)) == 0 {
		p.Title = titleWho
	}
	p.Blocks = append(p.Blocks, &Text{Note, privilegeNote})
	gap, room := gap(m), privilegeSignals
	if len(gap) > 1 {
		room-- // for the picture of the gap
	}
	followed := followed(m, i)
	for _, id := range followed[:min(len(followed), room)] {
		plot := prevalence(m, id)
		if len(plot.Rows) > 0 {
			p.Blocks = append(p.Blocks, plot.described(privilegeAlt))
		} else {
			p.Blocks = append(p.Blocks, &Heading{m.label(id)})
		}
		p.Blocks = append(p.Blocks, &List{Items: evidence(m, id), Cut: Cut{Least: 1, Give: 3}})
	}
	if !m.anyGroups() {
		p.Blocks = append(p.Blocks, &Text{Body, noPrevalence})
		return p
	}
	p.Blocks = append(p.Blocks, gap...)
	return p
}

// followed are the signals found; where none was, those that groups differ in most.
func followed(m *maker, i int) []string {
	var out []string
	for _, j := range m.verdicts(i, result.Associated) {
		out = append(out, m.res.Stages[i].Signals[j].Signal)
	}
	if len(out) == 0 {
		out = weakIDs(m, i)
		slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(spread(m, b), spread(m, a)) })
	}
	return out
}

// spread is the largest difference between two groups' shares with a signal.
func spread(m *maker, id string) float64 {
	widest := 0.0
	for k, prev := range m.res.Stages[0].Prevalence {
		if prev.Signal != id || prev.Block != result.Weak {
			continue
		}
		low, high := math.Inf(1), math.Inf(-1)
		for g := range prev.Groups {
			if t := m.Shown.Prevalence[k][g]; t.Shade() == disclosure.Open {
				share := float64(t.Selected()) / float64(t.N())
				low, high = min(low, share), max(high, share)
			}
		}
		widest = max(widest, high-low)
	}
	return widest
}

// prevalence draws how common a signal is in each group.
func prevalence(m *maker, id string) *Plot {
	p := &Plot{Kind: Bars, Heading: fmt.Sprintf(privilegeHere, m.label(id)), Axis: axisPrevalence, Label: Column{Head: headGroup, Span: 7}, Span: 9,
		Columns: []Column{{Head: headShare, Span: 8}}, Cut: Cut{Least: 4, Give: 1, Whole: true}}
	for k, prev := range m.res.Stages[0].Prevalence {
		if prev.Signal != id || prev.Block != result.Weak {
			continue
		}
		p.Rows = append(p.Rows, Row{Part: true, Label: attribute(prev.Attribute)})
		for g, group := range prev.Groups {
			t := m.Shown.Prevalence[k][g]
			row := tallyRow(clip(group.Group, maxLabel), t, group.Rate, 0)
			if v, low, high, ok := group.Rate.Bounds(); ok && row.Value != nil {
				row.Cells[0] = number(words.PercentRange(v, low, high) + " of " + words.Grouped(t.N()))
				row.Alt = row.Label + ": " + row.Cells[0].Text
			}
			p.Rows = append(p.Rows, row)
		}
	}
	return p
}

// evidence are findings of others on a signal, from its catalogue file.
func evidence(m *maker, id string) []string {
	var out []string
	for _, c := range m.Signals[id].Evidence {
		if len(out) < privilegeEvidence {
			out = append(out, fmt.Sprintf(published, trimStop(clip(c.Claim, maxClaim)), clip(c.Source, maxClaim/2)))
		}
	}
	if len(out) == 0 {
		out = append(out, fmt.Sprintf(publishedNone, m.name(id)))
	}
	return out
}

func trimStop(s string) string {
	if n := len(s); n > 0 && s[n-1] == '.' {
		return s[:n-1]
	}
	return s
}

// gap splits the widest gap that is clear, at the first stage or over all.
func gap(m *maker) []Block {
	best, at := (*result.GapDecomposition)(nil), 0
	last := len(m.res.Stages) - 1
	for _, i := range []int{0, last} {
		for k := range m.res.Stages[i].GapDecomposition {
			g := &m.res.Stages[i].GapDecomposition[k]
			if !result.ExcludesZero(g.Gap) || !m.openNamed(i, g.Attribute, g.Group) || !m.openNamed(i, g.Attribute, g.ReferenceGroup) {
				continue
			}
			if best == nil || math.Abs(*g.Gap.Value) > math.Abs(*best.Gap.Value) {
				best, at = g, i
			}
		}
	}
	if best == nil {
		return []Block{&Text{Body, gapNone}}
	}
	return []Block{gapPlot(m, best, at).described(gapAlt), &Text{Note, gapNote}}
}

// Parts of a gap that are no single signal.
const (
	partRelated = result.PartJobRelated
	partWeak    = result.PartWeak
	partRest    = result.PartUnexplained
)

func gapPlot(m *maker, g *result.GapDecomposition, i int) *Plot {
	p := &Plot{Kind: Forest, Heading: fmt.Sprintf(headGap, clip(g.Group, maxLabel), clip(g.ReferenceGroup, maxLabel), stage(m.res.Stages[i].Stage)), Axis: axisGap,
		Label: Column{Head: gapPart, Span: 9}, Span: 9, Columns: []Column{{Head: headPoints, Span: 6}}, Guides: []Guide{{0, words.GuideZero, false}}, Cut: Cut{Least: 4, Give: 2}}
	var single []result.GapPart
	named := map[string]result.Estimate{}
	for _, part := range g.Parts {
		switch part.Part {
		case partRelated, partWeak, partRest:
			named[part.Part] = part.Estimate
		default:
			single = append(single, part)
		}
	}
	slices.SortStableFunc(single, func(a, b result.GapPart) int { return cmp.Compare(size(b.Estimate), size(a.Estimate)) })
	add := func(label string, e result.Estimate, tone Tone) { p.Rows = append(p.Rows, effectRow(label, e, tone)) }
	add(gapWhole, g.Gap, Alert)
	add(gapRelated, named[partRelated], Plain)
	add(gapWeak, named[partWeak], Plain)
	add(gapRest, named[partRest], Plain)
	for _, part := range single[:min(len(single), gapSignals)] {
		add(gapOfWhich+m.label(part.Part), part.Estimate, Plain)
	}
	return p
}

func size(e result.Estimate) float64 {
	if e.Value == nil {
		return -1
	}
	return math.Abs(*e.Value)
}
