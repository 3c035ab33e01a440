package reports

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
)

const (
	summaryColumns = 6
	// The Summary is one printed page: what does not fit is a link away.
	maxHeadlines  = 6
	maxFindings   = 12
	maxOpenPoints = 4
)

// summaryPage is page 1: one printed page, in plain words.
func (d *draft) summaryPage() *page {
	p := newPage(sheetSummary, 25, 30, 20, 20, 38, 14)
	p.onePage = true
	p.title(d.summaryTitle())
	p.note(d.summaryOrigin())
	p.heading(headAudited)
	for _, s := range d.auditedSentences() {
		p.paragraph("• "+s, body())
	}
	p.heading(headFound)
	for _, s := range d.headlines() {
		l := body()
		l.bold = isFinding(s)
		p.paragraph("• "+s.Text, l)
	}
	d.summaryFindings(p)
	p.bullets(headOpen, d.openPoints())
	p.bullets(headNext, d.nextSteps())
	d.contents(p)
	return p
}

func (d *draft) summaryTitle() string {
	if d.book.Organisation != "" {
		return docTitle + " · " + d.book.Organisation
	}
	return docTitle
}

func (d *draft) summaryOrigin() string {
	run := d.res.Run
	parts := []string{wordRun + " " + run.ID}
	if !run.FinishedAt.IsZero() {
		parts = append(parts, run.FinishedAt.UTC().Format("2 January 2006, 15:04 UTC"))
	}
	if run.Version != "" {
		parts = append(parts, productName+" "+run.Version)
	}
	return strings.Join(append(parts, d.book.confidentiality()), " · ")
}

// firstStage is the index of the first stage with signals, -1 if there is none.
func (d *draft) firstStage() int {
	return slices.IndexFunc(d.res.Stages, func(st result.StageResult) bool { return len(st.Signals) > 0 })
}

// summaryFindings is the small table: the weak signals at the first stage.
func (d *draft) summaryFindings(p *page) {
	i := d.firstStage()
	if i < 0 {
		return
	}
	st := d.res.Stages[i]
	p.heading(fmt.Sprintf(headTable, stageName(st.Stage)))
	first := p.head([]column{{head: "Verdict"}, {head: "Signal"}, {head: "Advanced with it"}, {head: "Advanced without it"},
		{head: "Difference, others being equal"}, {head: "Details"}}) + 1
	order := byVerdict(st.Signals)
	for _, j := range order[:min(len(order), maxFindings)] {
		p.add(d.summaryRow(i, j, st, st.Signals[j])...)
	}
	markVerdicts(p, 1, first, p.next()-1)
	p.note(verdictLegend)
}

// byVerdict lists the weak signals by index: those relied on, then those without
// material reliance, then those that can't be told, each in the result's order.
func byVerdict(signals []result.SignalResult) []int {
	var order []int
	for _, v := range []result.Verdict{result.ReliedOn, result.NoMaterialReliance, result.CannotTell} {
		for j, s := range signals {
			if s.Block == result.Weak && s.Verdict == v {
				order = append(order, j)
			}
		}
	}
	return order
}

func (d *draft) summaryRow(i, j int, st result.StageResult, s result.SignalResult) []cell {
	sh := d.shown.signal(i, j)
	link := cell{value: detailsLink, link: d.anchors[findingKey(st.Stage, s)], look: look{ink: inkLink, size: 10, top: true, border: true}}
	row := []cell{plain(verdictWord(s.Verdict), body().boxed().strong()), text(d.signalText(st, s))}
	if sh > open {
		row = append(row, hiddenCell(withheld), hiddenCell(withheld))
	} else {
		row = append(row, text(rateOf(s.Present)), text(rateOf(s.Absent)))
	}
	if sh >= allHidden {
		return append(row, hiddenCell(withheld), link)
	}
	return append(row, text(comparative(guarded(s.Adjusted.AverageMarginalEffect, st, sh))), link)
}

func rateOf(c result.Count) string {
	if c.N == 0 {
		return wordNobody
	}
	return fmt.Sprintf("%s of %s", inPercent(float64(c.Advanced)/float64(c.N)), grouped(c.N))
}

// comparative says a difference in words: "14.3 points more often (9.1 to 19.5)".
func comparative(e result.Estimate) string {
	if !e.Estimable() {
		return notEstimable + ": " + e.NotEstimable
	}
	direction := pointsMore
	x := *e.Value
	if x < 0 {
		direction, x = pointsFewer, -x
	}
	s := strings.TrimPrefix(signed(x*100), "+") + direction
	if e.Low == nil || e.High == nil {
		return s
	}
	return fmt.Sprintf("%s (%s to %s)", s, signed(*e.Low*100), signed(*e.High*100))
}

// contents links to the sheets and names those left out.
func (d *draft) contents(p *page) {
	p.heading(headContents)
	var links []cell
	for _, s := range sheets(d.res.Rules) {
		if to, ok := d.anchors[s.name]; ok && s.name != sheetSummary {
			links = append(links, cell{value: s.name, link: to, look: look{ink: inkLink, size: 10}})
		}
	}
	for part := range slices.Chunk(links, summaryColumns) {
		p.add(part...)
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
		p.note(leftOut + strings.Join(parts, "; ") + ".")
	}
	p.note(d.suppressionWords())
}
