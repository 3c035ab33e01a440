package reports

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// qualityPage accounts for every document and every row, and says what each
// stage's numbers rest on.
func qualityPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetQuality, 46, 14, 17, 13, 14, 16, 66)
	p.Title(words.SheetQuality)
	p.Note(words.QualityNote)
	p.Add(backLink())
	in := d.res.Intake
	p.Gap()
	if in.Documents.Found > 0 {
		p.Heading(words.QualityDocuments)
		balance(p, words.QualityFound, in.Documents.Found, []result.ReasonCount{
			{Reason: words.QualityRead, Count: in.Documents.Read}, {Reason: words.QualityDoubtful, Count: in.Documents.Doubtful}, {Reason: words.QualityUnreadable, Count: in.Documents.Unreadable},
			{Reason: words.QualityDuplicate, Count: in.Documents.Duplicate}})
	}
	p.Heading(words.QualityApplications)
	balance(p, words.QualityRows, in.Applications.Rows, []result.ReasonCount{
		{Reason: words.QualityAudited, Count: in.Applications.Audited}, {Reason: words.QualityUnmatched, Count: in.Applications.Unmatched},
		{Reason: words.QualityExcluded, Count: in.Applications.Excluded}})
	countTable(p, words.QualityReasons, in.Reasons)
	countTable(p, words.QualityJoin, in.Join)
	if d.book.WorklistFile != "" && len(in.Reasons) > 0 {
		p.Note(fmt.Sprintf(words.WorklistNote, d.book.WorklistFile))
	}
	intakeTables(d, p)
	failureTables(d, p)
	stageQuality(d, p)
	p.Bullets(words.QualityWarnings, warnings(d))
	return p
}

// balance prints a whole and its parts, and a live check that they add up.
func balance(p *sheet.Page, whole string, total int, parts []result.ReasonCount) {
	p.Add(sheet.Text(whole), sheet.Count(total))
	first := p.Next()
	sum := 0
	for _, part := range parts {
		p.Add(sheet.Text(part.Reason), sheet.Count(part.Count))
		sum += part.Count
	}
	verdict := words.QualityBalances
	if sum != total {
		verdict = words.QualityOff
	}
	p.Add(sheet.Text(words.QualityCheck), sheet.Cell{Value: verdict, Look: sheet.Body().Boxed().Strong(),
		Formula: fmt.Sprintf(`IF(%s=SUM(%s),"%s","%s")`, sheet.At(2, first-1), sheet.Area(2, first, 2, p.Next()-1), words.QualityBalances, words.QualityOff)})
	p.Gap()
}

func countTable(p *sheet.Page, title string, counts []result.ReasonCount) {
	if len(counts) == 0 {
		return
	}
	p.Heading(title)
	for _, c := range counts {
		p.Add(sheet.Text(c.Reason), sheet.Count(c.Count))
	}
	p.Gap()
}

// stageQuality is the native table of the sheet: what each stage rests on.
func stageQuality(d *draft, p *sheet.Page) {
	if len(d.res.Stages) == 0 {
		return
	}
	p.Heading(words.QualityStages)
	columns := []sheet.Column{{Head: "Stage", Look: sheet.Body().Wrapped().Boxed()}, {Head: "Entered and decided", Look: sheet.Number(sheet.AsCount)},
		{Head: "Left out: withdrawn, pending, other", Look: sheet.Number(sheet.AsCount)}, {Head: "Skipped the stage", Look: sheet.Number(sheet.AsCount)},
		{Head: "In the adjusted model", Look: sheet.Number(sheet.AsCount)}, {Head: "Requisitions without information", Look: sheet.Number(sheet.AsCount)},
		{Head: "How the model was chosen", Look: sheet.Body().Wrapped().Boxed()}}
	var rows [][]sheet.Cell
	for i, st := range d.res.Stages {
		row := []sheet.Cell{sheet.Text(stageName(st.Stage)), people(d.shown.Stages[i]), sheet.Count(st.Excluded), sheet.Count(st.Skipped)}
		switch {
		case st.Model == nil:
			row = append(row, sheet.HiddenCell(words.NoModel), sheet.EmptyCell(), sheet.EmptyCell())
		case d.shown.Stages[i].Shade() >= disclosure.AllHidden:
			row = append(row, sheet.HiddenCell(words.Withheld), sheet.Count(st.Model.SingleClass), sheet.Text(words.WithheldReason))
		case d.shown.Stages[i].Shade() > disclosure.Open:
			row = append(row, sheet.Count(st.Model.N), sheet.HiddenCell(words.Withheld), sheet.Text(words.WithheldReason))
		default:
			why := st.Model.Rule
			if st.Model.NotEstimable != "" {
				why = words.JoinSentences(why, words.SentenceCase(st.Model.NotEstimable))
			}
			row = append(row, sheet.Count(st.Model.N), sheet.Count(st.Model.SingleClass), sheet.Text(d.inWords(why)))
		}
		rows = append(rows, row)
	}
	p.Grid("", columns, rows)
	p.Gap()
}

// warnings collects the warnings of the run, once each, with the stage they
// belong to.
func warnings(d *draft) []string {
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

// failures are the tables on Data quality of whose résumés could not be read, by
// format and by group.
func failureTables(d *draft, p *sheet.Page) {
	f := d.res.ReadFailures
	if f == nil {
		return
	}
	p.Heading(words.HeadFailures)
	if !anyFailure(f) {
		p.Note(words.FailuresNone)
		p.Gap()
		return
	}
	p.Note(words.FailuresNote)
	p.Head([]sheet.Column{{Head: words.HeadFailWho}, {Head: words.HeadFailPeople}, {Head: words.HeadFailNot}, {Head: words.HeadFailShare}, {Head: words.HeadFailRatio}, {Head: words.HeadFailP}, {Head: words.HeadFailDifferent}})
	for i, x := range f.Formats {
		formatRow(p, fmt.Sprintf(words.FailFormat, x.Format), d.shown.Formats[i], x.FisherP)
	}
	evenRow(p, words.FailFormats, f.FormatP, !slices.ContainsFunc(d.shown.Formats, func(t *disclosure.Tally) bool { return t.Shade() > disclosure.Open }))
	for k := range f.Attributes {
		a := &f.Attributes[k]
		name := attributeName(a.Attribute)
		people, outcome := d.shown.Failures(d.res, a)
		for _, x := range append(slices.Clip(a.Groups), a.Unknown) {
			group := x.Group
			if group == "" {
				group = words.GroupNotStated
			}
			groupFailureRow(p, fmt.Sprintf(words.FailGroup, name, group), x, people, outcome)
		}
		evenRow(p, fmt.Sprintf(words.FailGroups, name), a.OmnibusP, outcome)
	}
	p.Gap()
}

// anyFailure tells whether any file was not read, or any applicant is without one.
func anyFailure(f *result.ReadFailures) bool {
	for _, x := range f.Formats {
		if x.Unreadable > 0 {
			return true
		}
	}
	for _, a := range f.Attributes {
		for _, g := range append(slices.Clip(a.Groups), a.Unknown) {
			if g.Unreadable+g.Unmatched > 0 {
				return true
			}
		}
	}
	return false
}

// formatRow holds one format; what a test says of withheld counts is withheld with them.
func formatRow(p *sheet.Page, name string, t *disclosure.Tally, fisher *float64) {
	row := p.Next()
	test := sheet.Probability(fisher)
	if t.Shade() > disclosure.Open {
		test = sheet.HiddenCell(words.Withheld)
	}
	p.Add(sheet.Text(name), people(t), advanced(t), rate(t, sheet.At(2, row), sheet.At(3, row)), sheet.EmptyCell(), test, sheet.EmptyCell())
}

// groupFailureRow holds one group, as far as it may be counted out.
func groupFailureRow(p *sheet.Page, name string, g result.GroupFailure, people, outcome bool) {
	row, bad := p.Next(), g.Unreadable+g.Unmatched
	cells := []sheet.Cell{sheet.Text(name), sheet.HiddenCell(words.Withheld)}
	if people {
		cells[1] = sheet.Count(g.Applicants)
	}
	switch {
	case people && g.Applicants == 0:
		p.Add(append(cells, slices.Repeat([]sheet.Cell{sheet.EmptyCell()}, 5)...)...)
	case outcome && (g.Group != "" || bad >= disclosure.SmallOutcome && g.Applicants-bad >= disclosure.SmallOutcome):
		share := sheet.Cell{Look: sheet.Number(sheet.AsPercent), Value: float64(bad) / float64(g.Applicants), Formula: fmt.Sprintf("%s/%s", sheet.At(3, row), sheet.At(2, row))}
		ratio := sheet.EmptyCell()
		if g.Ratio.Estimable() {
			ratio = sheet.Value(g.Ratio.Value, 1, sheet.AsRatio)
		}
		p.Add(append(cells, sheet.Count(bad), share, ratio, sheet.Probability(g.FisherP), sheet.EmptyCell())...)
	default:
		p.Add(append(append(cells, withheldCells(4)...), sheet.EmptyCell())...)
	}
}

// evenRow says whether rows as a whole differ; its p stays out where one of them is
// withheld, its answer does not.
func evenRow(p *sheet.Page, name string, even *float64, shown bool) {
	word := words.FailEven
	switch {
	case even == nil:
		word = words.FailUntested
	case *even < failAlpha:
		word = words.FailUneven
	}
	test := sheet.Probability(even)
	if !shown && even != nil {
		test = sheet.HiddenCell(words.Withheld)
	}
	strong := sheet.Body().Strong().Boxed()
	row := p.Add(sheet.Plain(name, strong), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell(), sheet.EmptyCell(), test, sheet.Plain(word, strong))
	sheet.MarkVerdicts(p, 7, row, row)
}

// failAlpha is the level below which failures are said to differ: the audit's own for
// groups as a whole.
const failAlpha = 0.05
