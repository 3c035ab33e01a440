package appendix

import (
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// moderatorTable lists what each effect may differ by, level by level. Its effects rest on
// parts of the pool whose counts stand nowhere: they are in whole points.
func moderatorTable(d *draft, p *sheet.Page) {
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		for _, j := range byVerdict(st.Signals) {
			if d.Shown.Signal(i, j) > disclosure.Open {
				continue // said in the table above
			}
			for _, m := range st.Signals[j].DiffersBy {
				rows = append(rows, moderatorRows(d, i, st.Signals[j], m)...)
			}
		}
	}
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadDiffers)
	p.Note(words.DiffersNote)
	p.Grid("", append([]sheet.Column{stageColumn(), signalColumn(), text("Differs by: level", 0, words.MeaningLevel), text("Method", 0, words.MeaningMethod)},
		append(interval("Effect there (points)", words.UnitPoints, words.MeaningEffectThere, "There from", "There to"),
			probability("All alike p", words.MeaningAlike), probability("Adjusted p of all", words.MeaningAlikeAdjusted))...), rows)
}

func moderatorRows(d *draft, i int, s result.SignalResult, m result.Moderation) (rows [][]sheet.Cell) {
	st := d.Result.Stages[i]
	lead := func(level string) []sheet.Cell {
		what := moderatorName(m)
		if level != "" {
			what += ": " + level
		}
		return []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(effectName(d, s)), sheet.Text(what), sheet.EmptyCell()}
	}
	hide := m.By == result.ByGroup && hidesAttribute(d, i, m.Attribute)
	tests := []sheet.Cell{levelWord(m.P, hide), levelWord(m.PAdjusted, hide)}
	if len(m.Levels) == 0 {
		cells := append(lead(""), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell())
		cells[3] = sheet.Text(m.Method)
		return [][]sheet.Cell{append(cells, tests...)}
	}
	var hidden withheldRows
	for _, level := range m.Levels {
		if !levelShown(d, i, m, level) {
			hidden.add(level.Level)
			continue
		}
		cells := append(lead(level.Level), cell.Estimate(disclosure.Guarded(level.Estimate, st, disclosure.NoOutcome), 100, sheet.AsPoints)...)
		cells[3] = sheet.Text(m.Method)
		rows = append(rows, append(cells, tests...))
	}
	return append(rows, hidden.row(9, 4, lead("")[:2]...)...)
}

// levelShown tells whether an effect at one level may be printed: of a group or a
// screener whose counts are withheld it may not.
func levelShown(d *draft, i int, m result.Moderation, l result.LevelEstimate) bool {
	if d.open {
		return true
	}
	switch m.By {
	case result.ByGroup:
		t := d.Shown.Group(d.Result.Stages, i, m.Attribute, l.Level)
		return t != nil && t.Shade() == disclosure.Open
	case result.ByScreener:
		if c := d.Result.Stages[i].Consistency; c != nil {
			for k, s := range c.Screeners {
				if s.Screener == l.Level {
					return d.Shown.Screeners[i][k].Shade() == disclosure.Open
				}
			}
		}
		return false
	}
	return l.Estimate.N >= disclosure.SmallPeople
}

func hidesAttribute(d *draft, i int, attribute string) bool {
	for a, imp := range d.Result.Stages[i].Impact {
		if imp.Attribute == attribute {
			return d.Shown.Hides(i, a)
		}
	}
	return !d.open
}

func moderatorName(m result.Moderation) string {
	name := words.Moderators()[string(m.By)]
	if m.Attribute != "" {
		return reports.AttributeName(m.Attribute)
	}
	return name
}

// moderatorP is the adjusted p in a sentence.
func moderatorP(d *draft, i int, m result.Moderation) string {
	if m.By == result.ByGroup && hidesAttribute(d, i, m.Attribute) {
		return words.BelowAlpha
	}
	return words.PValue(*m.PAdjusted)
}

// criteriaTable is each effect with and without the job-related criteria, one by one.
func criteriaTable(d *draft, p *sheet.Page) {
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		for _, j := range byVerdict(st.Signals) {
			s := st.Signals[j]
			if d.Shown.Signal(i, j) > disclosure.Open {
				continue
			}
			for _, c := range s.Criteria {
				cells := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), sheet.Text(effectName(d, s)), sheet.Text(criterionName(d, c.Without)), sheet.Plain(reports.VerdictWord(c.Verdict), sheet.Body().Boxed().Wrapped())}
				rows = append(rows, append(cells, cell.Estimate(c.Effect, 100, sheet.AsPoints)...))
			}
		}
	}
	if len(rows) == 0 {
		return
	}
	p.Gap()
	p.Heading(words.HeadCriteria)
	p.Note(words.CriteriaNote)
	p.Grid("", append([]sheet.Column{stageColumn(), signalColumn(), text("Criteria", 0, words.MeaningCriteria), text("Verdict then", 0, words.MeaningVerdictThen)},
		interval("Effect then (points)", words.UnitPoints, words.MeaningEffectThen, "Then from", "Then to")...), rows)
}

func criterionName(d *draft, without string) string {
	switch without {
	case criteriaAll:
		return words.CriteriaNone
	case criteriaNone:
		return words.CriteriaAll
	}
	return words.CriteriaBut + d.Label(without)
}
