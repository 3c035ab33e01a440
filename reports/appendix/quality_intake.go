package appendix

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// textsShown bounds each list of texts: the longest picklists of applicant tracking
// systems have some forty entries, and what is longer is free text.
const textsShown = 60

// textLength bounds a text in characters: a longer one is free text, of which its
// beginning is enough to find it in the export.
const textLength = 80

// reading is a text or title of the export, what it was taken for, and its rows.
type reading struct {
	text, as string
	rows     int
}

// intakeTables say what each text of the export was taken for: a text that was
// misread would mislead everything else in the report.
func intakeTables(d *draft, p *sheet.Page) {
	in, exact := d.Result.Intake, exactness{stagesOpen(d), d.open}
	if len(in.Outcomes)+len(in.Stages)+len(in.Sources)+len(in.Referrers)+len(in.Roles) > 0 {
		p.Heading(words.QualityTexts)
		p.Note(words.QualityTextsNote)
		if !exact.exact {
			p.Note(fmt.Sprintf(words.QualityTens, roundedTo))
		}
	}
	for _, column := range columnsOf(in.Outcomes) {
		var list []reading
		for _, t := range in.Outcomes {
			if t.Column == column {
				list = append(list, reading{t.Text, outcomeWord(t.Outcome), t.Rows})
			}
		}
		readingTable(p, fmt.Sprintf(words.QualityColumn, column), exact, list)
	}
	var stages, sources, referrers, roles []reading
	for _, t := range in.Stages {
		as := words.QualityNoStage
		if t.Stage != "" {
			as = reports.StageName(t.Stage)
		}
		stages = append(stages, reading{t.Text, as, t.Rows})
	}
	for _, t := range in.Sources {
		sources = append(sources, reading{t.Text, sourceWord(t.Source), t.Rows})
	}
	for _, t := range in.Referrers {
		referrers = append(referrers, reading{t.Text, sourceWord(t.CountsAs), t.Rows})
	}
	for _, t := range in.Roles {
		roles = append(roles, reading{cmp.Or(t.Title, words.UnnamedRole), cmp.Or(t.Role, words.UnnamedRole), t.Rows})
	}
	readingTable(p, words.QualityStageTexts, exact, stages)
	sameStage(p, in.Stages)
	readingTable(p, words.QualitySources, exact, sources)
	readingTable(p, words.QualityReferrers, exact, referrers)
	readingTable(p, words.QualityTitles, exact, roles)
	sheetsTable(p, in.Sheets)
	groupsJoined(p, in.Groups, d.open)
}

// stagesOpen: no stage withholds a count, so that the rows of a text give none away.
func stagesOpen(d *draft) bool {
	for i := range d.Result.Stages {
		if d.Shown.Stages[i].Shade() > disclosure.Open {
			return false
		}
	}
	return true
}

func columnsOf(texts []result.TextOutcome) (out []string) {
	for _, t := range texts {
		if !slices.Contains(out, t.Column) {
			out = append(out, t.Column)
		}
	}
	return out
}

func outcomeWord(outcome string) string {
	if w, ok := words.Outcomes()[outcome]; ok {
		return w
	}
	return outcome
}

func sourceWord(source string) string {
	if w, ok := words.Sources()[source]; ok {
		return w
	}
	return source
}

// readingTable prints one list, the most frequent first.
func readingTable(p *sheet.Page, title string, how exactness, list []reading) {
	if len(list) == 0 {
		return
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b reading) int { return cmp.Compare(b.rows, a.rows) })
	open := rowsShown(list)
	p.Head([]sheet.Column{text(title, 0, words.MeaningText), number(words.QualityTextRows, words.UnitRows, words.MeaningRows), text(words.QualityCountsAs, 0, words.MeaningTakenFor)})
	for i, r := range list[:min(len(list), textsShown)] {
		p.Add(sheet.Text(shorten(r.text)), how.cell(r.rows, open[i]), sheet.Text(r.as))
	}
	if more := len(list) - textsShown; more > 0 {
		p.Note(fmt.Sprintf(words.QualityMoreTexts, words.Counted(more, "text", "texts")))
	}
	p.Gap()
}

// rowsShown tells which counts of a list may stand, the largest first: none under
// [disclosure.SmallPeople], and where one alone would follow from the sum of the list,
// not the next one either.
func rowsShown(list []reading) []bool {
	open, hidden, small := make([]bool, len(list)), 0, 0
	for i, r := range list {
		if open[i] = r.rows >= disclosure.SmallPeople; !open[i] {
			hidden++
			small += r.rows
		}
	}
	if last := len(list) - hidden - 1; hidden > 0 && last >= 0 && (hidden == 1 || small < disclosure.SmallPeople) {
		open[last] = false
	}
	return open
}

// roundedTo is the base of counts that may not stand exactly.
const roundedTo = 10

// exactness says how counts of rows may stand: exactly, or rounded where an exact one
// could be taken from another table; small ones only for who may see everything.
type exactness struct{ exact, everything bool }

func (e exactness) cell(n int, open bool) sheet.Cell {
	switch {
	case e.everything:
		return sheet.Count(n)
	case n < disclosure.SmallPeople:
		return sheet.HiddenCell(words.QualityFew)
	case !open:
		return sheet.HiddenCell(words.Withheld)
	case e.exact:
		return sheet.Count(n)
	}
	return sheet.Plain(fmt.Sprintf(words.QualityAbout, words.Grouped((n+roundedTo/2)/roundedTo*roundedTo)), sheet.Body().Boxed().Muted())
}

func shorten(s string) string {
	r := []rune(s)
	if len(r) <= textLength {
		return s
	}
	return string(r[:textLength]) + "…"
}

// sheetsTable says which files and sheets were read, and which were left out.
func sheetsTable(p *sheet.Page, sheets []result.SheetCount) {
	if len(sheets) == 0 {
		return
	}
	p.Head([]sheet.Column{text(words.QualitySheets, 0, words.MeaningSheet), number(words.QualityTextRows, words.UnitRows, words.MeaningRows), text(words.QualitySheetRead, 0, words.MeaningSheetRead)})
	for _, s := range sheets[:min(len(sheets), textsShown)] {
		name, read := s.File, words.QualityRead
		if s.Sheet != "" {
			name += ", " + s.Sheet
		}
		if !s.Read {
			read = words.QualityLeftOut
		}
		p.Add(sheet.Text(shorten(name)), sheet.Count(s.Rows), sheet.Text(read))
	}
	if more := len(sheets) - textsShown; more > 0 {
		p.Note(fmt.Sprintf(words.QualityMoreTexts, words.Counted(more, "sheet", "sheets")))
	}
	p.Gap()
}

// groupsJoined says how many rows of the groups file belong to an application.
func groupsJoined(p *sheet.Page, g *result.GroupCounts, everything bool) {
	if g == nil {
		return
	}
	p.Heading(words.QualityGroups)
	p.Add(sheet.Text(words.QualityGroupRows), sheet.Count(g.Rows))
	p.Add(sheet.Text(words.QualityGroupsJoined), joinedCell(g, everything))
	p.Gap()
}

func joinedCell(g *result.GroupCounts, everything bool) sheet.Cell {
	if everything {
		return sheet.Count(g.Joined)
	}
	if rest := g.Rows - g.Joined; rest > 0 && rest < disclosure.SmallOutcome || g.Joined > 0 && g.Joined < disclosure.SmallPeople {
		return sheet.HiddenCell(words.Withheld)
	}
	return sheet.Count(g.Joined)
}

// sameStage says which stages of the export are audited as one.
func sameStage(p *sheet.Page, stages []result.TextStage) {
	by := map[string][]string{}
	for _, s := range stages {
		if s.Stage != "" {
			by[s.Stage] = append(by[s.Stage], "“"+shorten(s.Text)+"”")
		}
	}
	for _, stage := range slices.Sorted(maps.Keys(by)) {
		if texts := by[stage]; len(texts) > 1 {
			p.Note(fmt.Sprintf(words.QualitySameStage, words.List(texts[:min(len(texts), textsShown)]), reports.StageName(stage)))
		}
	}
}
