package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

const (
	// What is said first is short: what does not fit stands elsewhere.
	maxHeadlines  = 6
	maxOpenPoints = 4
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

// openPoints say what could not be told, and why.
func openPoints(d *Draft) []string {
	var out []string
	if roles := d.Result.Intake.UndeclaredRoles; len(roles) > 0 {
		out = append(out, fmt.Sprintf(words.OpenUndeclared, words.List(roleNames(roles))))
	}
	out = append(out, unstated(d)...)
	out = append(out, doubtful(d)...)
	if len(d.Result.Intake.Warnings) > 0 {
		out = append(out, d.Result.Intake.Warnings...)
	}
	if len(out) > maxOpenPoints {
		out = append(out[:maxOpenPoints], words.OpenMore)
	}
	return out
}

func roleNames(roles []string) []string {
	out := slices.Clone(roles)
	for i, r := range out {
		if r == "" {
			out[i] = words.UnnamedRole
		}
	}
	return out
}

// unstated names the attributes that most applicants of the first stage did not state.
func unstated(d *Draft) []string {
	var out []string
	if len(d.Result.Stages) == 0 {
		return out
	}
	for _, imp := range d.Result.Stages[0].Impact {
		known := 0
		for _, g := range imp.Groups {
			known += g.N
		}
		switch name := strings.ToLower(AttributeName(imp.Attribute)); {
		case imp.Intersectional:
		case known == 0:
			out = append(out, fmt.Sprintf(words.OpenNobodyStated, name))
		case imp.Unknown.N > known:
			out = append(out, fmt.Sprintf(words.OpenFewStated, name))
		}
	}
	return out
}

// doubtful gathers the weak signals of the first stage without an answer, by reason.
func doubtful(d *Draft) []string {
	i := d.FirstStage()
	if i < 0 {
		return nil
	}
	byReason := map[string][]string{}
	var order []string
	for j, s := range d.Result.Stages[i].Signals {
		if s.Block != result.Weak || s.Verdict != result.CannotTell {
			continue
		}
		reason := brief(d.Why(s, d.Shown.Signal(i, j)))
		if byReason[reason] == nil {
			order = append(order, reason)
		}
		byReason[reason] = append(byReason[reason], d.Label(s.Signal))
	}
	var out []string
	for _, r := range order {
		out = append(out, words.List(byReason[r])+": "+r)
	}
	return out
}

// brief drops what stands in brackets and repeats of a reason, so that signals with
// the same reason are named together. The figures stand on Findings.
func brief(reason string) string {
	var out strings.Builder
	depth := 0
	for _, r := range reason {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return strings.NewReplacer("  ", " ", " .", ".", " ,", ",").Replace(out.String())
}

// nextSteps follow from what was found, most urgent first.
func nextSteps(d *Draft) []string {
	var out []string
	if relied := d.Relied(); len(relied) > 0 {
		out = append(out, fmt.Sprintf(words.NextRelied, words.List(relied)))
	}
	if d.AnyIndicated() {
		out = append(out, words.NextGroups)
	}
	in := d.Result.Intake
	if lost := in.Documents.Unreadable + in.Documents.Doubtful + in.Applications.Unmatched; lost > 0 && d.Book.WorklistFile != "" {
		out = append(out, fmt.Sprintf(words.NextWorklist, d.Book.WorklistFile))
	}
	if len(in.UndeclaredRoles) > 0 {
		out = append(out, words.NextDeclare)
	}
	if len(doubtful(d)) > 0 {
		out = append(out, words.NextMore)
	}
	if !d.AnyGroups() {
		out = append(out, words.NextDemographics)
	}
	return append(out, words.NextCounsel)
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
