package reports

import (
	"fmt"

	"weaksignal/audit"
)

// qualityPage accounts for every document and every row, and says what each
// stage's numbers rest on.
func (d *draft) qualityPage() *page {
	p := newPage(sheetQuality, 46, 14, 17, 13, 14, 16, 66)
	p.title(sheetQuality)
	p.note(qualityNote)
	p.add(backLink())
	in := d.res.Intake
	p.gap()
	if in.Documents.Found > 0 {
		p.heading(qualityDocuments)
		p.balance(qualityFound, in.Documents.Found, []audit.ReasonCount{
			{Reason: qualityRead, Count: in.Documents.Read}, {Reason: qualityDoubtful, Count: in.Documents.Doubtful}, {Reason: qualityUnreadable, Count: in.Documents.Unreadable},
			{Reason: qualityDuplicate, Count: in.Documents.Duplicate}})
	}
	p.heading(qualityApplications)
	p.balance(qualityRows, in.Applications.Rows, []audit.ReasonCount{
		{Reason: qualityAudited, Count: in.Applications.Audited}, {Reason: qualityUnmatched, Count: in.Applications.Unmatched},
		{Reason: qualityExcluded, Count: in.Applications.Excluded}})
	p.countTable(qualityReasons, in.Reasons)
	p.countTable(qualityJoin, in.Join)
	if d.book.WorklistFile != "" && len(in.Reasons) > 0 {
		p.note(fmt.Sprintf(worklistNote, d.book.WorklistFile))
	}
	d.failures(p)
	d.stageQuality(p)
	p.bullets(qualityWarnings, d.warnings())
	return p
}

// balance prints a whole and its parts, and a live check that they add up.
func (p *page) balance(whole string, total int, parts []audit.ReasonCount) {
	p.add(text(whole), count(total))
	first := p.next()
	sum := 0
	for _, part := range parts {
		p.add(text(part.Reason), count(part.Count))
		sum += part.Count
	}
	verdict := qualityBalances
	if sum != total {
		verdict = qualityOff
	}
	p.add(text(qualityCheck), cell{value: verdict, look: body().boxed().strong(),
		formula: fmt.Sprintf(`IF(%s=SUM(%s),"%s","%s")`, at(2, first-1), area(2, first, 2, p.next()-1), qualityBalances, qualityOff)})
	p.gap()
}

func (p *page) countTable(title string, counts []audit.ReasonCount) {
	if len(counts) == 0 {
		return
	}
	p.heading(title)
	for _, c := range counts {
		p.add(text(c.Reason), count(c.Count))
	}
	p.gap()
}

func (p *page) bullets(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.heading(title)
	for _, s := range lines {
		p.paragraph("• "+s, body())
	}
	p.gap()
}

// stageQuality is the native table of the sheet: what each stage rests on.
func (d *draft) stageQuality(p *page) {
	if len(d.res.Stages) == 0 {
		return
	}
	p.heading(qualityStages)
	columns := []column{{"Stage", body().wrapped().boxed()}, {"Entered and decided", number(asCount)},
		{"Left out: withdrawn, pending, other", number(asCount)}, {"Skipped the stage", number(asCount)},
		{"In the adjusted model", number(asCount)}, {"Requisitions without information", number(asCount)},
		{"How the model was chosen", body().wrapped().boxed()}}
	var rows [][]cell
	for i, st := range d.res.Stages {
		row := []cell{text(stageName(st.Stage)), people(d.shown.stages[i]), count(st.Excluded), count(st.Skipped)}
		switch {
		case st.Model == nil:
			row = append(row, hiddenCell(noModel), emptyCell(), emptyCell())
		case d.shown.stages[i].shade() >= allHidden:
			row = append(row, hiddenCell(withheld), count(st.Model.SingleClass), text(withheldReason))
		case d.shown.stages[i].shade() > open:
			row = append(row, count(st.Model.N), hiddenCell(withheld), text(withheldReason))
		default:
			why := st.Model.Rule
			if st.Model.NotEstimable != "" {
				why = joinSentences(why, sentenceCase(st.Model.NotEstimable))
			}
			row = append(row, count(st.Model.N), count(st.Model.SingleClass), text(d.inWords(why)))
		}
		rows = append(rows, row)
	}
	p.grid("", columns, rows)
	p.gap()
}

// warnings collects the warnings of the run, once each, with the stage they
// belong to.
func (d *draft) warnings() []string {
	seen := map[string]bool{}
	var out []string
	add := func(s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, w := range d.res.Intake.Warnings {
		add(w)
	}
	for i, st := range d.res.Stages {
		for _, w := range st.Warnings {
			add(stageName(st.Stage) + ": " + d.maskedIn(i, w))
		}
		if st.Model != nil {
			for _, w := range st.Model.Warnings {
				add(stageName(st.Stage) + ": " + d.maskedIn(i, w))
			}
		}
	}
	return out
}
