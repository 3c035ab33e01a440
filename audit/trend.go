package audit

import (
	"cmp"
	"math"
	"slices"

	"weaksignal/audit/stats"
)

// Look is one run as history keeps it: aggregates, no applicants.
type Look struct {
	// RunID of the run; From and Until its period, "2026-10-01" to "2026-10-31".
	RunID string `json:"run_id"`
	From  string `json:"from"`
	Until string `json:"until"`
	// Closed periods are looks; a run inside an open one is provisional.
	Closed bool `json:"closed"`
	// Number of the look, from 1, given when its period is looked at first and kept
	// in reruns; 0 = provisional.
	Number     int           `json:"number"`
	Level      float64       `json:"level"`
	Stages     []LookStage   `json:"stages"`
	Found      int           `json:"found"`
	Unreadable int           `json:"unreadable"`
	Rows       int           `json:"rows"`
	Unmatched  int           `json:"unmatched"`
	Audited    int           `json:"audited"`
	Unread     int           `json:"unread"`
	Findings   []LookFinding `json:"findings"`
}

// LookStage is one stage's size and reliance.
type LookStage struct {
	Stage     string   `json:"stage"`
	N         int      `json:"n"`
	Advanced  int      `json:"advanced"`
	Explained Estimate `json:"explained"`
	WeakShare Estimate `json:"weak_share"`
}

// LookFinding is one weak signal at one stage.
type LookFinding struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	Family string `json:"family"`
	// Present of Known applications have the signal.
	Present int      `json:"present"`
	Known   int      `json:"known"`
	Effect  Estimate `json:"effect"` // average marginal effect
	DF      float64  `json:"df"`     // of its standard error; 0 = normal
	PAdj    *float64 `json:"p_adjusted"`
	Margin  float64  `json:"margin"`
	Verdict Verdict  `json:"verdict"`
	// Withheld: the report of that look withholds the counts of the signal.
	Withheld bool `json:"withheld,omitempty"`
}

// LookOf keeps what history needs of a result.
func LookOf(r *Result, from, until string, closed bool, level float64) Look {
	l := Look{RunID: r.Run.ID, From: from, Until: until, Closed: closed, Level: level,
		Found: r.Intake.Documents.Found, Unreadable: r.Intake.Documents.Unreadable,
		Rows: r.Intake.Applications.Rows, Unmatched: r.Intake.Applications.Unmatched, Audited: r.Intake.Applications.Audited,
		Unread: r.Intake.Applications.Unread}
	for _, s := range r.Stages {
		l.Stages = append(l.Stages, lookStage(s))
		df := 0.0
		if s.Model != nil && s.Model.Clusters > 1 {
			df = float64(s.Model.Clusters - 1)
		}
		for _, g := range s.Signals {
			if g.Block != Weak {
				continue
			}
			_, adjusted := g.Adjusted.DecisiveP()
			l.Findings = append(l.Findings, LookFinding{Stage: s.Stage, Signal: g.Signal, Family: g.Adjusted.Family,
				Present: g.Present.N, Known: g.Present.N + g.Absent.N, Effect: g.Adjusted.AverageMarginalEffect, DF: df,
				PAdj: adjusted, Margin: s.Margin, Verdict: g.Verdict})
		}
	}
	return l
}

func lookStage(s StageResult) LookStage {
	const none = "no reliance was computed"
	out := LookStage{Stage: s.Stage, N: s.N, Advanced: s.Advanced,
		Explained: NotEstimable(none, s.N, none), WeakShare: NotEstimable(none, s.N, none)}
	if s.Reliance == nil {
		return out
	}
	out.Explained = s.Reliance.Explained
	for _, b := range s.Reliance.Blocks {
		if b.Block == Weak {
			out.WeakShare = b.Share
		}
	}
	return out
}

// Trend holds this period against the ones before.
type Trend struct {
	// Looks counts closed periods, this one included if it is closed.
	Looks int `json:"looks"`
	// Look is the number k of this look; of a provisional run the number that its
	// period would get. Level is its significance level, α·6/(π²k²).
	Look        int     `json:"look"`
	Level       float64 `json:"level"`
	Provisional bool    `json:"provisional"`
	// The period compared with is the latest closed one that ended before this one began; "" = none.
	PreviousFrom  string         `json:"previous_from,omitempty"`
	PreviousUntil string         `json:"previous_until,omitempty"`
	Findings      []TrendFinding `json:"findings"`
	Pool          []Drift        `json:"pool"`
	// Points are all looks in order of period, this one last.
	Points []Look `json:"points"`
}

// Statuses of a finding over time.
const (
	TrendNew         = "new"
	TrendPersisting  = "persisting"
	TrendResolved    = "resolved"
	TrendNone        = "none"
	TrendProvisional = "provisional"
)

// TrendFinding is one weak signal at one stage over time.
type TrendFinding struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	// Status: new | persisting | resolved | none | provisional.
	Status   string   `json:"status"`
	Now      Estimate `json:"now"`
	Previous Estimate `json:"previous"`
	// Difference is now − previous, of disjoint periods only.
	Difference Estimate `json:"difference"`
	P          *float64 `json:"p"`
	PAdjusted  *float64 `json:"p_adjusted"` // Holm over the findings of this look
	// Changed: the difference is beyond chance at this look's level.
	Changed bool `json:"changed"`
}

// Compare makes the trend of this run against earlier ones. A finding of look k is
// tested at α·6/(π²k²) ([stats.LookLevel]), so that years of looks flag nothing by
// chance with more than α. Earlier looks of the same period are replaced by this
// one; open ones are left out.
func Compare(earlier []Look, now Look) *Trend {
	points := closedBefore(earlier, now)
	t := &Trend{Provisional: !now.Closed, Looks: len(points), Look: number(earlier, now)}
	if now.Closed {
		t.Looks++
		now.Number = t.Look
	}
	if level, err := stats.LookLevel(1-now.Level, t.Look); err == nil {
		t.Level = level
	}
	// last ended before this period does, and may overlap it; previous is disjoint.
	var last, previous *Look
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
		t.Findings = append(t.Findings, trendFinding(f, previous, held[findingKey(f)], t, now.Level))
	}
	adjustFindings(t)
	t.Pool = drifts(previous, now, t.Level)
	t.Points = append(points, now)
	return t
}

// number of this look: the one that its period has already, else the next. It is
// kept and not counted anew, because a rerun of an old period is no further look,
// and forgetting old runs must not lower the bar.
func number(earlier []Look, now Look) int {
	highest := 0
	for _, l := range earlier {
		if l.Closed && now.Closed && samePeriod(l, now) {
			return l.Number
		}
		highest = max(highest, l.Number)
	}
	return highest + 1
}

func samePeriod(a, b Look) bool { return a.From == b.From && a.Until == b.Until }

// closedBefore are the closed looks of other periods, in order of period.
func closedBefore(earlier []Look, now Look) []Look {
	var points []Look
	for _, l := range earlier {
		if l.Closed && !samePeriod(l, now) {
			points = append(points, l)
		}
	}
	slices.SortStableFunc(points, func(a, b Look) int {
		return cmp.Or(cmp.Compare(a.Until, b.Until), cmp.Compare(a.From, b.From))
	})
	return points
}

func findingKey(f LookFinding) [2]string { return [2]string{f.Stage, f.Signal} }

// holds tells whether a finding holds at a look's level and margin. The verdict
// alone knows the guards of its run, such as against crowded stages; the level is
// stricter than the verdict's.
func holds(f LookFinding, level float64) bool {
	value, _, _, ok := f.Effect.Bounds()
	return ok && f.Verdict == ReliedOn && f.PAdj != nil && *f.PAdj < level && math.Abs(value) >= f.Margin
}

// heldAt tells for each finding whether it held at a look, at that look's own
// level; nil = there was none.
func heldAt(last *Look, alpha float64) map[[2]string]bool {
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

func trendFinding(f LookFinding, previous *Look, before bool, t *Trend, level float64) TrendFinding {
	const method = "difference of average marginal effects of two disjoint periods, Welch–Satterthwaite t interval"
	const none = "there is no earlier closed period that is disjoint from this one"
	out := TrendFinding{Stage: f.Stage, Signal: f.Signal, Status: status(holds(f, t.Level), before, t.Provisional), Now: f.Effect,
		Previous: NotEstimable(f.Effect.Method, 0, none), Difference: NotEstimable(method, 0, none)}
	if previous == nil {
		return out
	}
	i := slices.IndexFunc(previous.Findings, func(p LookFinding) bool { return findingKey(p) == findingKey(f) })
	if i < 0 {
		return out
	}
	p := previous.Findings[i]
	n := f.Effect.N + p.Effect.N
	out.Previous = p.Effect
	d, pValue, err := stats.EffectDifference(independent(f), independent(p), level)
	if err != nil {
		out.Difference = NotEstimable(method, n, err.Error())
		return out
	}
	out.Difference = Interval(d.Value, d.Low, d.High, level, method, n)
	out.P = &pValue
	return out
}

func status(now, before, provisional bool) string {
	switch {
	case provisional:
		return TrendProvisional
	case now && before:
		return TrendPersisting
	case now:
		return TrendNew
	case before:
		return TrendResolved
	}
	return TrendNone
}

func independent(f LookFinding) stats.Independent {
	e := stats.Independent{DF: math.Inf(1)}
	if f.DF > 0 {
		e.DF = f.DF
	}
	if f.Effect.Value != nil && f.Effect.SE != nil {
		e.Value, e.SE = *f.Effect.Value, *f.Effect.SE
	}
	return e
}

func adjustFindings(t *Trend) {
	p := make([]*float64, len(t.Findings))
	for i := range t.Findings {
		p[i] = t.Findings[i].P
	}
	for i, q := range stats.Holm(p) {
		t.Findings[i].PAdjusted = q
		t.Findings[i].Changed = !t.Provisional && q != nil && *q < t.Level
	}
}
