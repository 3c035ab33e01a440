package appendix

import (
	"fmt"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/cell"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// qualityPage accounts for every document and every row, and says what each
// stage's numbers rest on.
func qualityPage(d *draft) *sheet.Page {
	p := d.page(words.SheetQuality, words.QualityNote, stageQualityColumns())
	p.KeyColumns = 1
	in := d.Result.Intake
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
	if d.Book.WorklistFile != "" && len(in.Reasons) > 0 {
		p.Note(fmt.Sprintf(words.WorklistNote, d.Book.WorklistFile))
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

func stageQualityColumns() []sheet.Column {
	return []sheet.Column{{Head: "Stage", Width: 46, Unit: words.UnitWords, Meaning: words.MeaningStage, Look: sheet.Body().Wrapped().Boxed()}, {Head: "Entered and decided", Width: 14, Unit: words.UnitPeople, Meaning: words.MeaningEntered},
		{Head: "Left out: withdrawn, pending, other", Width: 17, Unit: words.UnitPeople, Meaning: words.MeaningLeftOut}, {Head: "Skipped the stage", Width: 13, Unit: words.UnitPeople, Meaning: words.MeaningSkipped},
		{Head: "In the adjusted model", Width: 14, Unit: words.UnitPeople, Meaning: words.MeaningInModel}, {Head: "Requisitions without information", Width: 16, Unit: words.UnitRequisitions, Meaning: words.MeaningNoInformation},
		{Head: "How the model was chosen", Width: 66, Unit: words.UnitWords, Meaning: words.MeaningModel, Look: sheet.Body().Wrapped().Boxed()}}
}

// stageQuality is the native table of the sheet: what each stage rests on.
func stageQuality(d *draft, p *sheet.Page) {
	if len(d.Result.Stages) == 0 {
		return
	}
	p.Heading(words.QualityStages)
	var rows [][]sheet.Cell
	for _, i := range d.stages() {
		st := d.Result.Stages[i]
		row := []sheet.Cell{sheet.Text(reports.StageName(st.Stage)), cell.People(d.Shown.Stages[i]), sheet.Count(st.Excluded), sheet.Count(st.Skipped)}
		switch {
		case st.Model == nil:
			row = append(row, sheet.HiddenCell(words.NoModel), sheet.EmptyCell(), sheet.EmptyCell())
		case d.Shown.Stages[i].Shade() >= disclosure.AllHidden:
			row = append(row, sheet.HiddenCell(words.Withheld), sheet.Count(st.Model.SingleClass), sheet.Text(words.WithheldReason))
		case d.Shown.Stages[i].Shade() > disclosure.Open:
			row = append(row, sheet.Count(st.Model.N), sheet.HiddenCell(words.Withheld), sheet.Text(words.WithheldReason))
		default:
			why := st.Model.Rule
			if st.Model.NotEstimable != "" {
				why = words.JoinSentences(why, words.SentenceCase(st.Model.NotEstimable))
			}
			row = append(row, sheet.Count(st.Model.N), sheet.Count(st.Model.SingleClass), sheet.Text(d.InWords(why)))
		}
		rows = append(rows, row)
	}
	p.Grid("", stageQualityColumns(), rows)
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
	for _, w := range d.Result.Intake.Warnings {
		add(w)
	}
	for i, st := range d.Result.Stages {
		for _, w := range st.Warnings {
			add(reports.StageName(st.Stage) + ": " + d.MaskedIn(i, w))
		}
		if st.Model != nil {
			for _, w := range st.Model.Warnings {
				add(reports.StageName(st.Stage) + ": " + d.MaskedIn(i, w))
			}
		}
	}
	return out
}

// failures are the tables on Data quality of whose résumés could not be read, by
// format and by group.
func failureTables(d *draft, p *sheet.Page) {
	f := d.Result.ReadFailures
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
	p.Head([]sheet.Column{text(words.HeadFailWho, 0, words.MeaningFailWho), number(words.HeadFailPeople, words.UnitPeople, words.MeaningFailPeople), number(words.HeadFailNot, words.UnitPeople, words.MeaningFailNot), number(words.HeadFailShare, words.UnitPercent, words.MeaningFailShare),
		number(words.HeadFailRatio, words.UnitRatio, words.MeaningFailRatio), probability(words.HeadFailP, words.MeaningFisher), text(words.HeadFailDifferent, 0, words.MeaningFailDifferent)})
	for i, x := range f.Formats {
		formatRow(p, fmt.Sprintf(words.FailFormat, x.Format), d.Shown.Formats[i], x.FisherP)
	}
	evenRow(p, words.FailFormats, f.FormatP, !slices.ContainsFunc(d.Shown.Formats, func(t *disclosure.Tally) bool { return t.Shade() > disclosure.Open }))
	for k := range f.Attributes {
		a := &f.Attributes[k]
		name := reports.AttributeName(a.Attribute)
		people, outcome := d.Shown.Failures(d.Result, a)
		for _, x := range append(slices.Clip(a.Groups), a.Unknown) {
			group := x.Group
			if group == "" {
				group = words.GroupNotStated
			}
			groupFailureRow(p, fmt.Sprintf(words.FailGroup, name, group), x, people, outcome, d.open)
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
	p.Add(sheet.Text(name), cell.People(t), cell.Advanced(t), cell.Rate(t, sheet.At(2, row), sheet.At(3, row)), sheet.EmptyCell(), test, sheet.EmptyCell())
}

// groupFailureRow holds one group, as far as it may be counted out.
func groupFailureRow(p *sheet.Page, name string, g result.GroupFailure, people, outcome, everything bool) {
	row, bad := p.Next(), g.Unreadable+g.Unmatched
	cells := []sheet.Cell{sheet.Text(name), sheet.HiddenCell(words.Withheld)}
	if people {
		cells[1] = sheet.Count(g.Applicants)
	}
	switch {
	case people && g.Applicants == 0:
		p.Add(append(cells, slices.Repeat([]sheet.Cell{sheet.EmptyCell()}, 5)...)...)
	case g.Applicants > 0 && (everything || outcome && (g.Group != "" || bad >= disclosure.SmallOutcome && g.Applicants-bad >= disclosure.SmallOutcome)):
		share := sheet.Cell{Look: sheet.Number(sheet.AsPercent), Value: float64(bad) / float64(g.Applicants), Formula: fmt.Sprintf("%s/%s", sheet.At(3, row), sheet.At(2, row))}
		ratio := sheet.EmptyCell()
		if g.Ratio.Estimable() {
			ratio = sheet.Value(g.Ratio.Value, 1, sheet.AsRatio)
		}
		p.Add(append(cells, sheet.Count(bad), share, ratio, sheet.Probability(g.FisherP), sheet.EmptyCell())...)
	default:
		p.Add(append(append(cells, cell.Withheld(4)...), sheet.EmptyCell())...)
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
