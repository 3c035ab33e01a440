package trend

import (
	"cmp"
	"math"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/audit/stats"
)

// LookOf keeps what history needs of a result.
func LookOf(r *result.Result, from, until string, closed bool, level float64) result.Look {
	l := result.Look{RunID: r.Run.ID, From: from, Until: until, Closed: closed, Level: level, Measure: result.MeasureDecisive,
		Found: r.Intake.Documents.Found, Unreadable: r.Intake.Documents.Unreadable,
		Rows: r.Intake.Applications.Rows, Unmatched: r.Intake.Applications.Unmatched, Audited: r.Intake.Applications.Audited,
		Unread: r.Intake.Applications.Unread}
	if l.Empty = l.Decided() == 0; l.Empty {
		l.Closed = false // it consumes no look
	}
	for _, s := range r.Stages {
		l.Stages = append(l.Stages, lookStage(s))
		for _, g := range s.Signals {
			if g.Block != result.Weak {
				continue
			}
			l.Findings = append(l.Findings, result.LookFinding{Stage: s.Stage, Signal: g.Signal, Family: g.Adjusted.Family,
				Present: g.Present.N, Known: g.Present.N + g.Absent.N, Effect: g.Effect.Estimate, DF: g.Effect.DF,
				PAdj: g.Effect.PAdjusted, Margin: s.Margin, Verdict: g.Verdict})
		}
	}
	return l
}

func lookStage(s result.StageResult) result.LookStage {
	const none = "no reliance was computed"
	out := result.LookStage{Stage: s.Stage, N: s.N, Advanced: s.Advanced,
		Explained: result.NotEstimable(none, s.N, none), WeakShare: result.NotEstimable(none, s.N, none)}
	if s.Reliance == nil {
		return out
	}
	out.Explained = s.Reliance.Explained
	for _, b := range s.Reliance.Blocks {
		if b.Block == result.Weak {
			out.WeakShare = b.Share
		}
	}
	return out
}

// Compare makes the trend of this run against earlier ones. A finding of look k is
// tested at α·6/(π²k²) ([stats.LookLevel]), so that years of looks flag nothing by
// chance with more than α. Earlier looks of the same period are replaced by this
// one; open ones are left out. Effects are compared with those of the same measure only;
// the pool is compared whatever the measure was.
func Compare(earlier []result.Look, now result.Look) *result.Trend {
	points := closedBefore(earlier, now)
	t := &result.Trend{Provisional: !now.Closed, Looks: len(points), Look: number(earlier, now)}
	if now.Closed {
		t.Looks++
		now.Number = t.Look
	}
	if level, err := stats.LookLevel(1-now.Level, t.Look); err == nil {
		t.Level = level
	}
	// last ended before this period does, and may overlap it; previous is disjoint.
	var last, previous *result.Look
	for i := range points {
		if points[i].Until < now.Until {
			last = &points[i]
		}
		if points[i].Until < now.From {
			previous = &points[i]
			t.PreviousFrom, t.PreviousUntil = previous.From, previous.Until
		}
	}
	held := heldAt(last, 1-now.Level)
	for _, f := range now.Findings {
		out := trendFinding(f, previous, now.Measure, t, now.Level)
		before := held[findingKey(f)]
		out.Status = status(out.Found, before, t.Provisional)
		if last != nil && last.Measure != now.Measure && !t.Provisional && (out.Found || before) {
			out.Status = result.TrendIncomparable
		}
		t.Findings = append(t.Findings, out)
	}
	t.MeasureChanged = slices.ContainsFunc(points, func(l result.Look) bool { return l.Measure != now.Measure })
	adjustFindings(t)
	t.Pool = drifts(previous, now, t.Level)
	t.Points = append(points, now)
	t.Pooled = pooled(t.Points, now.Level)
	return t
}

// number of this look: the one that its period has already, else the next. It is
// kept and not counted anew, because a rerun of an old period is no further look,
// and forgetting old runs must not lower the bar.
func number(earlier []result.Look, now result.Look) int {
	highest := 0
	for _, l := range earlier {
		if l.Closed && now.Closed && samePeriod(l, now) {
			return l.Number
		}
		highest = max(highest, l.Number)
	}
	return highest + 1
}

func samePeriod(a, b result.Look) bool { return a.From == b.From && a.Until == b.Until }

// closedBefore are the closed looks of other periods, in order of period.
func closedBefore(earlier []result.Look, now result.Look) []result.Look {
	var points []result.Look
	for _, l := range earlier {
		if l.Closed && !samePeriod(l, now) {
			points = append(points, l)
		}
	}
	slices.SortStableFunc(points, func(a, b result.Look) int {
		return cmp.Or(cmp.Compare(a.Until, b.Until), cmp.Compare(a.From, b.From))
	})
	return points
}

func findingKey(f result.LookFinding) [2]string { return [2]string{f.Stage, f.Signal} }

// holds tells whether a finding holds at a look's level and margin. The verdict
// alone knows the guards of its run, such as against crowded stages; the level is
// stricter than the verdict's.
func holds(f result.LookFinding, level float64) bool {
	value, _, _, ok := f.Effect.Bounds()
	return ok && f.Verdict == result.Associated && f.PAdj != nil && *f.PAdj < level && math.Abs(value) >= f.Margin
}

// heldAt tells for each finding whether it held at a look, at that look's own
// level; nil = there was none.
func heldAt(last *result.Look, alpha float64) map[[2]string]bool {
	held := map[[2]string]bool{}
	if last == nil {
		return held
	}
	level, err := stats.LookLevel(alpha, last.Number)
	if err != nil {
		return held // it has no number: it was no look
	}
	for _, f := range last.Findings {
		held[findingKey(f)] = holds(f, level)
	}
	return held
}

func trendFinding(f result.LookFinding, previous *result.Look, measure result.Measure, t *result.Trend, level float64) result.TrendFinding {
	const method = "difference of the effects of two disjoint periods, Welch–Satterthwaite t interval"
	const none = "there is no earlier closed period that is disjoint from this one"
	const changed = "not comparable: the measure of the effect changed between the two periods"
	why := none
	if previous != nil && previous.Measure != measure {
		previous, why = nil, changed
	}
	out := result.TrendFinding{Stage: f.Stage, Signal: f.Signal, Found: !t.Provisional && holds(f, t.Level), Now: f.Effect,
		Previous: result.NotEstimable(f.Effect.Method, 0, why), Difference: result.NotEstimable(method, 0, why)}
	if previous == nil {
		return out
	}
	i := slices.IndexFunc(previous.Findings, func(p result.LookFinding) bool { return findingKey(p) == findingKey(f) })
	if i < 0 {
		return out
	}
	p := previous.Findings[i]
	n := f.Effect.N + p.Effect.N
	out.Previous = p.Effect
	d, pValue, err := stats.EffectDifference(independent(f), independent(p), level)
	if err != nil {
		out.Difference = result.NotEstimable(method, n, err.Error())
		return out
	}
	out.Difference = result.Interval(d.Value, d.Low, d.High, level, method, n)
	out.P = &pValue
	return out
}

func status(now, before, provisional bool) string {
	switch {
	case provisional:
		return result.TrendProvisional
	case now && before:
		return result.TrendPersisting
	case now:
		return result.TrendNew
	case before:
		return result.TrendResolved
	}
	return result.TrendNone
}

func independent(f result.LookFinding) stats.Independent {
	e := stats.Independent{DF: math.Inf(1)}
	if f.DF > 0 {
		e.DF = f.DF
	}
	if f.Effect.Value != nil && f.Effect.SE != nil {
		e.Value, e.SE = *f.Effect.Value, *f.Effect.SE
	}
	return e
}

func adjustFindings(t *result.Trend) {
	p := make([]*float64, len(t.Findings))
	for i := range t.Findings {
		p[i] = t.Findings[i].P
	}
	for i, q := range stats.Holm(p) {
		t.Findings[i].PAdjusted = q
		t.Findings[i].Changed = !t.Provisional && q != nil && *q < t.Level
	}
}
