package reports

import (
	"fmt"

	"weaksignal/audit"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// qualityPage accounts for every document and every row, and says what each
// stage's numbers rest on.
func (d *draft) qualityPage() *page {
	p := newPage(words.SheetQuality, 46, 14, 17, 13, 14, 16, 66)
	p.title(words.SheetQuality)
	p.note(words.QualityNote)
	p.add(backLink())
	in := d.res.Intake
	p.gap()
	if in.Documents.Found > 0 {
		p.heading(words.QualityDocuments)
		p.balance(words.QualityFound, in.Documents.Found, []audit.ReasonCount{
			{Reason: words.QualityRead, Count: in.Documents.Read}, {Reason: words.QualityUnreadable, Count: in.Documents.Unreadable},
			{Reason: words.QualityDuplicate, Count: in.Documents.Duplicate}})
	}
	p.heading(words.QualityApplications)
	p.balance(words.QualityRows, in.Applications.Rows, []audit.ReasonCount{
		{Reason: words.QualityAudited, Count: in.Applications.Audited}, {Reason: words.QualityUnmatched, Count: in.Applications.Unmatched},
		{Reason: words.QualityExcluded, Count: in.Applications.Excluded}})
	p.countTable(words.QualityReasons, in.Reasons)
	p.countTable(words.QualityJoin, in.Join)
	if d.book.WorklistFile != "" && len(in.Reasons) > 0 {
		p.note(fmt.Sprintf(words.WorklistNote, d.book.WorklistFile))
	}
	d.failures(p)
	d.stageQuality(p)
	p.bullets(words.QualityWarnings, d.warnings())
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
	verdict := words.QualityBalances
	if sum != total {
		verdict = words.QualityOff
	}
	p.add(text(words.QualityCheck), cell{value: verdict, look: body().boxed().strong(),
		formula: fmt.Sprintf(`IF(%s=SUM(%s),"%s","%s")`, at(2, first-1), area(2, first, 2, p.next()-1), words.QualityBalances, words.QualityOff)})
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
	p.heading(words.QualityStages)
	columns := []column{{"Stage", body().wrapped().boxed()}, {"Entered and decided", number(asCount)},
		{"Left out: withdrawn, pending, other", number(asCount)}, {"Skipped the stage", number(asCount)},
		{"In the adjusted model", number(asCount)}, {"Requisitions without information", number(asCount)},
		{"How the model was chosen", body().wrapped().boxed()}}
	var rows [][]cell
	for i, st := range d.res.Stages {
		row := []cell{text(stageName(st.Stage)), people(d.shown.Stages[i]), count(st.Excluded), count(st.Skipped)}
		switch {
		case st.Model == nil:
			row = append(row, hiddenCell(words.NoModel), emptyCell(), emptyCell())
		case d.shown.Stages[i].Shade() >= disclosure.AllHidden:
			row = append(row, hiddenCell(words.Withheld), count(st.Model.SingleClass), text(words.WithheldReason))
		case d.shown.Stages[i].Shade() > disclosure.Open:
			row = append(row, count(st.Model.N), hiddenCell(words.Withheld), text(words.WithheldReason))
		default:
			why := st.Model.Rule
			if st.Model.NotEstimable != "" {
				why = words.JoinSentences(why, words.SentenceCase(st.Model.NotEstimable))
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
