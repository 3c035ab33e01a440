package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit"
)

// auditedSentences say what was audited: period, files, join.
func (d *draft) auditedSentences() []string {
	in := d.res.Intake
	var out []string
	a := in.Applications
	s := fmt.Sprintf(auditedApplications, grouped(a.Audited), grouped(a.Rows), share(a.Audited, a.Rows))
	if in.PeriodFrom != "" && in.PeriodUntil != "" {
		s += fmt.Sprintf(auditedPeriod, in.PeriodFrom, in.PeriodUntil)
	}
	out = append(out, s+".")
	if doc := in.Documents; doc.Found > 0 {
		out = append(out, fmt.Sprintf(auditedDocuments, grouped(doc.Read), grouped(doc.Found), share(doc.Read, doc.Found), grouped(doc.Doubtful), grouped(doc.Unreadable), grouped(doc.Duplicate)))
	}
	if i := d.firstStage(); i >= 0 {
		st := d.res.Stages[i]
		stages := len(d.res.Stages)
		if d.res.Stages[stages-1].Stage == audit.BottomLine {
			stages--
		}
		s := fmt.Sprintf(auditedStages, counted(stages, "stage", "stages"), counted(st.Requisitions, "requisition", "requisitions"))
		if st.Screeners > 0 {
			s += fmt.Sprintf(auditedScreeners, counted(st.Screeners, "screener", "screeners"))
		}
		out = append(out, s+".")
	}
	if s := d.trendSentence(); s != "" {
		out = append(out, s)
	}
	return out
}

// share is a percentage in brackets, or nothing where it would rest on fewer than
// smallOutcome cases.
func share(part, whole int) string {
	if whole == 0 || part < smallOutcome || (whole > part && whole-part < smallOutcome) {
		return ""
	}
	return " (" + inPercent(float64(part)/float64(whole)) + ")"
}

// openPoints say what could not be told, and why.
func (d *draft) openPoints() []string {
	var out []string
	if roles := d.res.Intake.UndeclaredRoles; len(roles) > 0 {
		out = append(out, fmt.Sprintf(openUndeclared, list(roleNames(roles))))
	}
	out = append(out, d.unstated()...)
	out = append(out, d.doubtful()...)
	if len(d.res.Intake.Warnings) > 0 {
		out = append(out, d.res.Intake.Warnings...)
	}
	if len(out) > maxOpenPoints {
		out = append(out[:maxOpenPoints], openMore)
	}
	return out
}

func roleNames(roles []string) []string {
	out := slices.Clone(roles)
	for i, r := range out {
		if r == "" {
			out[i] = unnamedRole
		}
	}
	return out
}

// unstated names the attributes that most applicants of the first stage did not state.
func (d *draft) unstated() []string {
	var out []string
	if len(d.res.Stages) == 0 {
		return out
	}
	for _, imp := range d.res.Stages[0].Impact {
		known := 0
		for _, g := range imp.Groups {
			known += g.N
		}
		switch name := strings.ToLower(attributeName(imp.Attribute)); {
		case imp.Intersectional:
		case known == 0:
			out = append(out, fmt.Sprintf(openNobodyStated, name))
		case imp.Unknown.N > known:
			out = append(out, fmt.Sprintf(openFewStated, name))
		}
	}
	return out
}

// doubtful gathers the weak signals of the first stage without an answer, by reason.
func (d *draft) doubtful() []string {
	i := d.firstStage()
	if i < 0 {
		return nil
	}
	byReason := map[string][]string{}
	var order []string
	for j, s := range d.res.Stages[i].Signals {
		if s.Block != audit.Weak || s.Verdict != audit.CannotTell {
			continue
		}
		reason := brief(d.why(s, d.shown.signal(i, j)))
		if byReason[reason] == nil {
			order = append(order, reason)
		}
		byReason[reason] = append(byReason[reason], d.label(s.Signal))
	}
	var out []string
	for _, r := range order {
		out = append(out, list(byReason[r])+": "+r)
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
func (d *draft) nextSteps() []string {
	var out []string
	if relied := d.relied(); len(relied) > 0 {
		out = append(out, fmt.Sprintf(nextRelied, list(relied)))
	}
	if d.anyIndicated() {
		out = append(out, nextGroups)
	}
	in := d.res.Intake
	if lost := in.Documents.Unreadable + in.Documents.Doubtful + in.Applications.Unmatched; lost > 0 && d.book.WorklistFile != "" {
		out = append(out, fmt.Sprintf(nextWorklist, d.book.WorklistFile))
	}
	if len(in.UndeclaredRoles) > 0 {
		out = append(out, nextDeclare)
	}
	if len(d.doubtful()) > 0 {
		out = append(out, nextMore)
	}
	if !d.anyGroups() {
		out = append(out, nextDemographics)
	}
	return append(out, nextCounsel)
}

// relied are the weak signals with the verdict "relied on", at any stage.
func (d *draft) relied() []string {
	var out []string
	for _, st := range d.res.Stages {
		for _, s := range st.Signals {
			if s.Block == audit.Weak && s.Verdict == audit.ReliedOn && !slices.Contains(out, d.label(s.Signal)) {
				out = append(out, d.label(s.Signal))
			}
		}
	}
	return out
}

func (d *draft) anyGroups() bool {
	return slices.ContainsFunc(d.res.Stages, func(st audit.StageResult) bool { return len(st.Impact) > 0 })
}

func (d *draft) anyIndicated() bool {
	for _, st := range d.res.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				if g.Verdict == "indicated" {
					return true
				}
			}
		}
	}
	return false
}

func (d *draft) noSignals() string {
	if d.firstStage() < 0 {
		return absentSignals
	}
	return ""
}
