package page

import (
	"fmt"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// alpha is the corrected level of a finding beside the verdicts (Moderation, Return).
const alpha = .05

// maxListed bounds what one sentence lists, in characters.
const maxListed = 130

// also lists what else the typed fields hold, one sentence a kind, the weightiest first.
func also(m *maker) []string {
	var out []string
	for _, s := range []string{openPeriod(m), returns(m), differs(m), criteria(m), reading(m), laterImpact(m), hiddenImpact(m), later(m), uneven(m), undeclared(m), against(m), changed(m)} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// listed joins parts as far as a sentence goes, and counts the others; "" for none.
func listed(format string, parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(format, words.List(upTo(parts, maxListed)))
}

// upTo are the parts that so many characters hold, one at least, and how many more
// there are.
func upTo(parts []string, limit int) []string {
	used, n := 0, 0
	for n < len(parts) {
		used += len([]rune(parts[n])) + 2
		if n > 0 && used > limit {
			break
		}
		n++
	}
	if n == len(parts) {
		return parts
	}
	return append(parts[:n:n], words.Grouped(len(parts)-n)+" more")
}

func openPeriod(m *maker) string {
	if m.res.Trend != nil && m.res.Trend.Provisional {
		return alsoOpen
	}
	return ""
}

// reading says what people found of the program's readings, and whether its errors could
// turn a verdict of the first stage.
func reading(m *maker) string {
	e, i := m.res.ExtractionError, m.first()
	if e == nil || i < 0 {
		return ""
	}
	var turned []string
	corrected := 0
	for _, s := range m.res.Stages[i].Signals {
		if s.Block != result.Weak || s.Misread == nil || !s.Misread.Effect.Estimable() {
			continue
		}
		corrected++
		if s.Misread.Changes(s.Verdict) {
			turned = append(turned, m.name(s.Signal))
		}
	}
	said := alsoReadingFew
	switch {
	case len(turned) > 0:
		said = listed(alsoReadingTurn, turned)
	case corrected > 0:
		said = fmt.Sprintf(alsoReadingSame, words.Counted(corrected, "signal", "signals"))
	}
	return fmt.Sprintf(alsoReading, words.Grouped(e.Answered)) + said
}

// laterImpact names the group indicated after the first stage, whose counts are shown;
// over all stages if it is there.
func laterImpact(m *maker) string {
	said, more := "", 0
	for i := len(m.res.Stages) - 1; i > 0; i-- {
		st := m.res.Stages[i]
		for a, imp := range st.Impact {
			for g, group := range imp.Groups {
				v, low, high, ok := group.ImpactRatio.Bounds()
				if !ok || group.Verdict != indicated || imp.Intersectional || !m.open(i, a, g) || !m.openNamed(i, imp.Attribute, imp.ReferenceGroup) {
					continue
				}
				if said != "" {
					more++
					continue
				}
				said = fmt.Sprintf(alsoImpact, words.SentenceCase(stage(st.Stage)), clip(group.Group, maxName), words.Figure(v, 2), clip(imp.ReferenceGroup, maxName), ratioRange(low, high))
			}
		}
	}
	if more > 0 {
		said += fmt.Sprintf(alsoImpactMore, words.Counted(more, "further difference", "further differences"))
	}
	return said
}

func ratioRange(low, high float64) string {
	_, r, _ := strings.Cut(words.RatioRange(0, low, high), "(")
	return strings.TrimSuffix(r, ")")
}

// returns names signals that go further in one group than in another.
func returns(m *maker) string {
	var parts []string
	for _, st := range m.res.Stages[:min(1, len(m.res.Stages))] {
		for _, imp := range st.Impact {
			for _, r := range imp.Returns {
				if r.P != nil && *r.P < alpha {
					parts = append(parts, fmt.Sprintf(alsoReturn, m.name(r.Signal), m.attributeInside(imp.Attribute)))
				}
			}
		}
	}
	return listed(alsoReturns, parts)
}

// differs names what the effects of the first stage differ by.
func differs(m *maker) string {
	i := m.first()
	if i < 0 {
		return ""
	}
	var parts []string
	for _, s := range m.res.Stages[i].Signals {
		var by []string
		for _, d := range s.DiffersBy {
			if s.Block == result.Weak && d.PAdjusted != nil && *d.PAdjusted < alpha {
				by = append(by, clip(moderatorWord(string(d.By), d.Attribute), maxName))
			}
		}
		if len(by) > 0 {
			parts = append(parts, fmt.Sprintf(alsoDiffer, m.name(s.Signal), words.List(by)))
		}
	}
	return listed(alsoDiffers, parts)
}

// criteria names the job-related criteria without which a verdict would be another.
func criteria(m *maker) string {
	i := m.first()
	if i < 0 {
		return ""
	}
	var parts []string
	for _, s := range m.res.Stages[i].Signals {
		if s.Block != result.Weak {
			continue
		}
		for _, c := range s.Criteria {
			if c.Without == "none" || c.Verdict == "" || c.Verdict == s.Verdict {
				continue
			}
			without := alsoNoCriterion
			if c.Without != "all" {
				without = m.name(c.Without)
			}
			_, verdict := verdictTone(c.Verdict)
			parts = append(parts, fmt.Sprintf(alsoCriterion, without, m.name(s.Signal), strings.TrimLeft(verdict, "▲○? ")))
		}
	}
	return listed(alsoCriteria, parts)
}

// later names signals found after the first stage, each with the stages.
func later(m *maker) string {
	first := m.first()
	if first < 0 || m.repeats() {
		return ""
	}
	at, order := map[string][]string{}, []string{}
	for i := first + 1; i < len(m.res.Stages); i++ {
		for _, j := range m.verdicts(i, result.Associated) {
			id := m.res.Stages[i].Signals[j].Signal
			if at[id] == nil {
				order = append(order, id)
			}
			at[id] = append(at[id], words.LowerFirst(stageLabel(m.res.Stages[i].Stage)))
		}
	}
	var parts []string
	for _, id := range order {
		parts = append(parts, fmt.Sprintf(alsoLaterOne, m.name(id), words.List(upTo(at[id], maxListed/2))))
	}
	return listed(alsoLater, parts)
}

// repeats tells whether all stages together are the one stage again.
func (m *maker) repeats() bool {
	s := m.res.Stages
	return len(s) == 2 && s[1].Stage == result.BottomLine && s[0].N == s[1].N
}

// uneven names attributes whose groups' résumés could be read unequally often.
func uneven(m *maker) string {
	var parts []string
	if f := m.res.ReadFailures; f != nil {
		for a := range f.Attributes {
			if f.Attributes[a].Uneven() {
				parts = append(parts, m.attributeInside(f.Attributes[a].Attribute))
			}
		}
	}
	return listed(alsoUneven, parts)
}

func undeclared(m *maker) string {
	var parts []string
	for _, r := range m.res.Intake.UndeclaredRoles {
		if r != "" && m.among() == amongComparable {
			parts = append(parts, clip(r, maxName))
		}
	}
	return listed(alsoUndeclared, parts)
}

// against says what is new, and what is gone, since the period before; and what this
// period's own audit finds without being clear enough for one look of many.
func against(m *maker) string {
	t := m.res.Trend
	if t == nil || t.Provisional || t.PreviousFrom == "" {
		return ""
	}
	var fresh, gone, alone []string
	seen := map[string]bool{}
	for _, f := range t.Findings {
		if seen[f.Signal] || m.repeats() && f.Stage == result.BottomLine {
			continue
		}
		add := func(to *[]string) { *to, seen[f.Signal] = append(*to, m.name(f.Signal)), true }
		look := findingOf(t.Points[len(t.Points)-1], f)
		switch {
		case f.Status == result.TrendNew:
			add(&fresh)
		case look != nil && look.Verdict == result.Associated && !f.Found:
			add(&alone)
		case f.Status == result.TrendResolved:
			add(&gone)
		}
	}
	var parts []string
	for _, part := range []string{listed(alsoTrendNew, fresh), listed(alsoTrendGone, gone), listed(alsoTrendAlone, alone)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(alsoTrend, strings.Join(parts, "; "))
}

// changed says how many places somebody else would get, where that is more than
// without any association.
func changed(m *maker) string {
	i := m.first()
	if i < 0 || m.res.Stages[i].Reliance == nil || m.Shown.Stages[i].Shade() > disclosure.Open {
		return ""
	}
	c := m.res.Stages[i].Reliance.ChangedSelections
	v, low, high, ok := c.Estimate.Bounds()
	null, _, _, also := c.UnderNoEffect.Bounds()
	if !ok || !also || low <= null {
		return ""
	}
	return fmt.Sprintf(alsoChanged, words.PercentRange(v, low, high), words.Figure(100*null, words.Digits(100*low, 100*high)))
}
