package join

import (
	"fmt"

	"weaksignal/audit/result"
	"weaksignal/extract/decision"
)

// texts keeps what each text and title of the export was taken for.
func (a *account) texts(e *decision.Export, roles []Role) {
	m, in := e.Mapping, &a.intake
	a.outcomes(m.OutcomeTexts)
	for _, t := range m.SourceTexts {
		in.Sources = append(in.Sources, result.TextSource(t))
	}
	for _, t := range m.ReferrerTexts {
		in.Referrers = append(in.Referrers, result.TextReferrer{Text: t.Text, CountsAs: t.CountAs, Rows: t.Rows})
	}
	for _, t := range m.Stages {
		in.Stages = append(in.Stages, result.TextStage{Text: t.From, Stage: t.To, Rows: t.Rows})
	}
	titles := RolesOf(roles, m.Titles)
	for _, r := range titles {
		in.Roles = append(in.Roles, result.TitleRole{Title: r.Title, Role: r.Role, Rows: r.Rows})
	}
	for _, name := range Unused(roles, titles) {
		in.Warnings = append(in.Warnings, fmt.Sprintf("The role %q matches no title of the export: what it declares job-related is not used. Correct its patterns under roles[].match, or leave it out", name))
	}
}

func (a *account) outcomes(texts []decision.TextOutcome) {
	for _, t := range texts {
		a.intake.Outcomes = append(a.intake.Outcomes, result.TextOutcome{Column: t.Column, Text: t.Text, Outcome: t.Outcome, Rows: t.Rows})
	}
}
