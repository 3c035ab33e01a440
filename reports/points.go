package reports

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// auditedSentences say what was audited: period, files, join.
func auditedSentences(d *Draft) []string {
	in := d.Result.Intake
	var out []string
	a := in.Applications
	s := fmt.Sprintf(words.AuditedApplications, words.Grouped(a.Audited), words.Grouped(a.Rows), share(a.Audited, a.Rows))
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		s += fmt.Sprintf(words.AuditedPeriod, in.PeriodFrom, in.PeriodUntil)
	}
	out = append(out, s+".")
	if doc := in.Documents; doc.Found > 0 {
		out = append(out, fmt.Sprintf(words.AuditedDocuments, words.Grouped(doc.Read), words.Grouped(doc.Found), share(doc.Read, doc.Found), words.Grouped(doc.Doubtful), words.Grouped(doc.Unreadable), words.Grouped(doc.Duplicate)))
	}
	if i := d.FirstStage(); i >= 0 {
		st := d.Result.Stages[i]
		stages := len(d.Result.Stages)
		if d.Result.Stages[stages-1].Stage == result.BottomLine {
			stages--
		}
		s := fmt.Sprintf(words.AuditedStages, words.Counted(stages, "stage", "stages"), words.Counted(st.Requisitions, "requisition", "requisitions"))
		if st.Screeners > 0 {
			s += fmt.Sprintf(words.AuditedScreeners, words.Counted(st.Screeners, "screener", "screeners"))
		}
		out = append(out, s+".")
	}
	if s := trendSentence(d); s != "" {
		out = append(out, s)
	}
	return out
}

// share is a percentage in brackets, or nothing where it would rest on fewer than
// smallOutcome cases.
func share(part, whole int) string {
	if whole == 0 || part < disclosure.SmallOutcome || (whole > part && whole-part < disclosure.SmallOutcome) {
		return ""
	}
	return " (" + words.InPercent(float64(part)/float64(whole)) + ")"
}

// alone counts the findings of this period's own audit that are not clear enough
// for the level of its look.
func alone(t *result.Trend) int {
	n := 0
	for i, f := range t.Points[len(t.Points)-1].Findings {
		if f.Verdict == result.Associated && !t.Findings[i].Found {
			n++
		}
	}
	return n
}

// trendSentence is the trend in one line of page 1; "" where there is none.
func trendSentence(d *Draft) string {
	t := d.Result.Trend
	if t == nil {
		return ""
	}
	pool := 0
	for _, drift := range t.Pool {
		if drift.Changed {
			pool++
		}
	}
	if len(t.Points) > 0 && t.Points[len(t.Points)-1].Empty {
		return words.TrendEmptyLine
	}
	if t.Provisional {
		return fmt.Sprintf(words.TrendOpenLine, words.Counted(t.Looks, "closed period", "closed periods"))
	}
	status := map[string]int{}
	for _, f := range t.Findings {
		status[f.Status]++
	}
	changed := words.Counted(pool, "change", "changes")
	if t.PreviousFrom == "" {
		changed = words.WordNotCompared
	}
	s := fmt.Sprintf(words.TrendLine, t.Look, status[result.TrendNew], status[result.TrendPersisting], status[result.TrendResolved], changed)
	if n := status[result.TrendIncomparable]; n > 0 {
		s += fmt.Sprintf(words.TrendMeasure, words.Counted(n, "finding", "findings"))
	}
	if n := alone(t); n > 0 {
		s += fmt.Sprintf(words.TrendAlone, words.Counted(n, "signal is", "signals are"), t.Look, t.Level)
	}
	return s
}
