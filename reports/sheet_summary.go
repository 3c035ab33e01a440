package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

const (
	summaryColumns = 6
	// The Summary is one printed page: what does not fit is a link away.
	maxHeadlines  = 6
	maxFindings   = 12
	maxOpenPoints = 4
)

// summaryPage is page 1: one printed page, in plain words.
func summaryPage(d *draft) *sheet.Page {
	p := sheet.New(words.SheetSummary, 25, 30, 20, 20, 38, 14)
	p.OnePage = true
	p.Title(summaryTitle(d))
	p.Note(summaryOrigin(d))
	p.Heading(words.HeadAudited)
	for _, s := range auditedSentences(d) {
		p.Paragraph("• "+s, sheet.Body())
	}
	p.Heading(words.HeadFound)
	for _, s := range headlines(d) {
		l := sheet.Body()
		l.Bold = isFinding(s)
		p.Paragraph("• "+s.Text, l)
	}
	summaryFindings(d, p)
	p.Bullets(words.HeadOpen, openPoints(d))
	p.Bullets(words.HeadNext, nextSteps(d))
	contents(d, p)
	return p
}

func summaryTitle(d *draft) string {
	if d.book.Organisation != "" {
		return words.DocTitle + " · " + d.book.Organisation
	}
	return words.DocTitle
}

func summaryOrigin(d *draft) string {
	run := d.res.Run
	parts := []string{words.WordRun + " " + run.ID}
	if !run.FinishedAt.IsZero() {
		parts = append(parts, run.FinishedAt.UTC().Format("2 January 2006, 15:04 UTC"))
	}
	if run.Version != "" {
		parts = append(parts, words.ProductName+" "+run.Version)
	}
	return strings.Join(append(parts, sheet.Frame{Confidentiality: d.book.Confidentiality}.Note()), " · ")
}

// summaryFindings is the small table: the weak signals at the first stage.
func summaryFindings(d *draft, p *sheet.Page) {
	i := d.firstStage()
	if i < 0 {
		return
	}
	st := d.res.Stages[i]
	p.Heading(fmt.Sprintf(words.HeadTable, stageName(st.Stage)))
	first := p.Head([]sheet.Column{{Head: "Verdict"}, {Head: "Signal"}, {Head: "Advanced with it"}, {Head: "Advanced without it"},
		{Head: "Difference, others being equal"}, {Head: "Details"}}) + 1
	order := byVerdict(st.Signals)
	for _, j := range order[:min(len(order), maxFindings)] {
		p.Add(summaryRow(d, i, j, st, st.Signals[j])...)
	}
	sheet.MarkVerdicts(p, 1, first, p.Next()-1)
	p.Note(words.VerdictLegend)
}

// byVerdict lists the weak signals by index: those relied on, then those without
// material reliance, then those that can't be told, each in the result's order.
func byVerdict(signals []result.SignalResult) []int {
	var order []int
	for _, v := range []result.Verdict{result.Associated, result.NoMaterialAssociation, result.CannotTell} {
		for j, s := range signals {
			if s.Block == result.Weak && s.Verdict == v {
				order = append(order, j)
			}
		}
	}
	return order
}

func summaryRow(d *draft, i, j int, st result.StageResult, s result.SignalResult) []sheet.Cell {
	sh := d.shown.Signal(i, j)
	link := sheet.Cell{Value: words.DetailsLink, Link: d.anchors[findingKey(st.Stage, s)], Look: sheet.Look{Ink: sheet.InkLink, Size: 10, Top: true, Border: true}}
	row := []sheet.Cell{sheet.Plain(verdictWord(s.Verdict), sheet.Body().Boxed().Strong()), sheet.Text(d.signalText(st, s))}
	if sh > disclosure.Open {
		row = append(row, sheet.HiddenCell(words.Withheld), sheet.HiddenCell(words.Withheld))
	} else {
		row = append(row, sheet.Text(rateOf(s.Present)), sheet.Text(rateOf(s.Absent)))
	}
	if sh >= disclosure.AllHidden {
		return append(row, sheet.HiddenCell(words.Withheld), link)
	}
	return append(row, sheet.Text(comparative(disclosure.Guarded(s.Adjusted.AverageMarginalEffect, st, sh))), link)
}

func rateOf(c result.Count) string {
	if c.N == 0 {
		return words.WordNobody
	}
	return fmt.Sprintf("%s of %s", words.InPercent(float64(c.Advanced)/float64(c.N)), words.Grouped(c.N))
}

// comparative says a difference in words: "14.3 points more often (9.1 to 19.5)".
func comparative(e result.Estimate) string {
	if !e.Estimable() {
		return words.NotEstimable + ": " + e.NotEstimable
	}
	direction := words.PointsMore
	x := *e.Value
	if x < 0 {
		direction, x = words.PointsFewer, -x
	}
	s := strings.TrimPrefix(words.Signed(x*100), "+") + direction
	if e.Low == nil || e.High == nil {
		return s
	}
	return fmt.Sprintf("%s (%s to %s)", s, words.Signed(*e.Low*100), words.Signed(*e.High*100))
}

// contents links to the sheets and names those left out.
func contents(d *draft, p *sheet.Page) {
	p.Heading(words.HeadContents)
	var links []sheet.Cell
	for _, s := range tabs(d.res.Rules) {
		if to, ok := d.anchors[s.name]; ok && s.name != words.SheetSummary {
			links = append(links, sheet.Cell{Value: s.name, Link: to, Look: sheet.Look{Ink: sheet.InkLink, Size: 10}})
		}
	}
	for part := range slices.Chunk(links, summaryColumns) {
		p.Add(part...)
	}
	if len(d.omitted) > 0 {
		var reasons, parts []string
		names := map[string][]string{}
		for _, o := range d.omitted {
			if names[o.reason] == nil {
				reasons = append(reasons, o.reason)
			}
			names[o.reason] = append(names[o.reason], o.name)
		}
		for _, r := range reasons {
			parts = append(parts, strings.Join(names[r], ", ")+" ("+r+")")
		}
		p.Note(words.LeftOut + strings.Join(parts, "; ") + ".")
	}
	p.Note(suppressionWords(d))
}

// suppressionWords say what is withheld, and which view withholds nothing.
func suppressionWords(d *draft) string {
	var names []string
	for _, v := range d.res.Rules {
		if !v.Suppressed {
			names = append(names, sheet.SheetName(v.Sheet))
		}
	}
	if len(names) == 0 {
		return words.SuppressionNote
	}
	return words.SuppressionNote + fmt.Sprintf(words.ExceptRules, strings.Join(names, ", "))
}
