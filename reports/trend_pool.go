package reports

import (
	"fmt"
	"math"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// trendPool holds the pool of this period against the one before: a change of the
// decisions may come from other applicants, or from documents read less well.
func (d *draft) trendPool(p *page) {
	t := d.res.Trend
	if len(t.Pool) == 0 {
		return
	}
	p.heading(words.HeadPool)
	p.note(words.PoolNote)
	p.head([]column{{head: "Changed beyond chance"}, {head: "What"}, {head: "This period"}, {head: "Period before"}, {head: "Change (points)"}, {head: "Range from"}, {head: "Range to"}, {head: "Adjusted p"}})
	for _, drift := range t.Pool {
		p.add(d.driftRow(drift)...)
	}
	p.gap()
}

func (d *draft) driftRow(drift audit.Drift) []cell {
	changed := words.WordNo
	if drift.Changed {
		changed = words.WordYes
	}
	row := []cell{text(changed), text(d.driftName(drift))}
	signal := drift.Kind == "prevalence"
	switch {
	case signal && d.trendHidden(audit.TrendFinding{Stage: d.res.Stages[0].Stage, Signal: drift.Signal}):
		return append([]cell{hiddenCell(words.Withheld), row[1]}, withheldCells(6)...)
	case !signal && (smallShare(drift.Now) || smallShare(drift.Previous)):
		return append(row, withheldCells(6)...)
	}
	row = append(row, estimate(drift.Now, 1, asPercent)[0], estimate(drift.Previous, 1, asPercent)[0])
	row = append(row, estimate(drift.Difference, 100, asPoints)...)
	return append(row, probability(drift.PAdjusted))
}

func (d *draft) driftName(drift audit.Drift) string {
	switch drift.Kind {
	case "unreadable":
		return words.DriftUnread
	case "unmatched":
		return words.DriftUnmatched
	}
	return fmt.Sprintf(words.DriftPrevalence, d.label(drift.Signal))
}

// smallShare tells whether a percentage would rest on too few cases.
func smallShare(e audit.Estimate) bool {
	if e.Value == nil {
		return false // nothing is printed
	}
	n := int(math.Round(*e.Value * float64(e.N)))
	return n < disclosure.SmallPeople || e.N-n < disclosure.SmallPeople
}

// alone counts the findings of this period's own audit that are not clear enough
// for the level of its look.
func alone(t *audit.Trend) int {
	n := 0
	for i, f := range t.Points[len(t.Points)-1].Findings {
		if f.Verdict == audit.ReliedOn && t.Findings[i].Status == audit.TrendNone {
			n++
		}
	}
	return n
}

// trendSentence is the trend in one line of page 1; "" where there is none.
func (d *draft) trendSentence() string {
	t := d.res.Trend
	if t == nil {
		return ""
	}
	pool := 0
	for _, drift := range t.Pool {
		if drift.Changed {
			pool++
		}
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
	s := fmt.Sprintf(words.TrendLine, t.Look, status[audit.TrendNew], status[audit.TrendPersisting], status[audit.TrendResolved], changed)
	if n := alone(t); n > 0 {
		s += fmt.Sprintf(words.TrendAlone, words.Counted(n, "signal is", "signals are"), t.Look, t.Level)
	}
	return s
}
