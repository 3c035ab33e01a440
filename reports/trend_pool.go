package reports

import (
	"fmt"
	"math"

	"weaksignal/audit/result"
)

// trendPool holds the pool of this period against the one before: a change of the
// decisions may come from other applicants, or from documents read less well.
func (d *draft) trendPool(p *page) {
	t := d.res.Trend
	if len(t.Pool) == 0 {
		return
	}
	p.heading(headPool)
	p.note(poolNote)
	p.head([]column{{head: "Changed beyond chance"}, {head: "What"}, {head: "This period"}, {head: "Period before"}, {head: "Change (points)"}, {head: "Range from"}, {head: "Range to"}, {head: "Adjusted p"}})
	for _, drift := range t.Pool {
		p.add(d.driftRow(drift)...)
	}
	p.gap()
}

func (d *draft) driftRow(drift result.Drift) []cell {
	changed := wordNo
	if drift.Changed {
		changed = wordYes
	}
	row := []cell{text(changed), text(d.driftName(drift))}
	signal := drift.Kind == "prevalence"
	switch {
	case signal && d.trendHidden(result.TrendFinding{Stage: d.res.Stages[0].Stage, Signal: drift.Signal}):
		return append([]cell{hiddenCell(withheld), row[1]}, withheldCells(6)...)
	case !signal && (smallShare(drift.Now) || smallShare(drift.Previous)):
		return append(row, withheldCells(6)...)
	}
	row = append(row, estimate(drift.Now, 1, asPercent)[0], estimate(drift.Previous, 1, asPercent)[0])
	row = append(row, estimate(drift.Difference, 100, asPoints)...)
	return append(row, probability(drift.PAdjusted))
}

func (d *draft) driftName(drift result.Drift) string {
	switch drift.Kind {
	case "unreadable":
		return driftUnread
	case "unmatched":
		return driftUnmatched
	}
	return fmt.Sprintf(driftPrevalence, d.label(drift.Signal))
}

// smallShare tells whether a percentage would rest on too few cases.
func smallShare(e result.Estimate) bool {
	if e.Value == nil {
		return false // nothing is printed
	}
	n := int(math.Round(*e.Value * float64(e.N)))
	return n < smallPeople || e.N-n < smallPeople
}

// alone counts the findings of this period's own audit that are not clear enough
// for the level of its look.
func alone(t *result.Trend) int {
	n := 0
	for i, f := range t.Points[len(t.Points)-1].Findings {
		if f.Verdict == result.ReliedOn && t.Findings[i].Status == result.TrendNone {
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
		return fmt.Sprintf(trendOpenLine, counted(t.Looks, "closed period", "closed periods"))
	}
	status := map[string]int{}
	for _, f := range t.Findings {
		status[f.Status]++
	}
	changed := counted(pool, "change", "changes")
	if t.PreviousFrom == "" {
		changed = wordNotCompared
	}
	s := fmt.Sprintf(trendLine, t.Look, status[result.TrendNew], status[result.TrendPersisting], status[result.TrendResolved], changed)
	if n := alone(t); n > 0 {
		s += fmt.Sprintf(trendAlone, counted(n, "signal is", "signals are"), t.Look, t.Level)
	}
	return s
}
