package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// tab is one worksheet of appendix.xlsx: its name, why it would be left out ("" =
// it has something to say), and the function that fills it.
type tab struct {
	name   string
	absent func(*draft) string
	fill   func(*draft) *sheet.Page
}

// tabs lists the worksheets in the order of their tabs. The Summary is filled
// last, because it links to the others.
func tabs(views []result.RuleView) []tab {
	return slices.Concat([]tab{
		{words.SheetSummary, always, summaryPage},
		{words.SheetFindings, noSignals, findingsPage},
		{words.SheetEffects, noSignals, effectsPage},
		{words.SheetTests, noSignals, testsPage},
		{words.SheetReliance, noReliance, reliancePage},
		{words.SheetGroups, noGroups, groupsPage},
		{words.SheetAttributes, noGroups, attributesPage},
		{words.SheetGroupTests, noOpenGroups, groupTestsPage},
		{words.SheetReturns, noReturns, returnsPage},
		{words.SheetPrevalence, noPrevalence, prevalencePage},
	}, ruleTabs(views), []tab{
		{words.SheetBridge, noBridge, bridgePage},
		{words.SheetWhatIf, noWhatIf, whatIfPage},
		{words.SheetFunnel, noStages, funnelPage},
		{words.SheetStageRates, noStageRates, ratesPage},
		{words.SheetRoutes, noRoutes, routesPage},
		{words.SheetRequisitions, noRequisitions, requisitionsPage},
		{words.SheetScreeners, noScreeners, screenersPage},
		{words.SheetScreenerTests, noScreeners, screenerTestsPage},
		{words.SheetTraining, noTraining, trainingPage},
		{words.SheetTrend, noTrend, trendPage},
		{sheetTruth, noTruth, truthPage},
		{words.SheetAccuracy, noReading, accuracyPage},
		{words.SheetReading, noReading, readingPage},
		{words.SheetQuality, always, qualityPage},
		{words.SheetSettings, always, settingsPage},
		{words.SheetMethods, always, methodsPage},
		{words.SheetDictionary, always, dictionaryPage},
	})
}

func always(*draft) string { return "" }

// WriteWorkbook writes appendix.xlsx: suppressed, sanitised, with native tables,
// formulas and charts. Equal books give equal cells. The caller creates the file
// with mode 0600 and removes it on an error.
func WriteWorkbook(ctx context.Context, w io.Writer, b *Book) error {
	if b == nil || b.Result == nil {
		return errors.New("write the workbook: there is no result")
	}
	run := b.Result.Run
	doc := sheet.Document{Pages: newDraft(b).pages(), Frame: sheet.Frame{RunID: run.ID, Confidentiality: b.Confidentiality}, Title: words.DocTitle, Description: words.DocDescription,
		Version: run.Version, Finished: run.FinishedAt, Recalculate: true}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// pages fills the sheets that have something to say; the Summary is first in the
// book and filled last.
func (d *draft) pages() []*sheet.Page {
	var chosen []tab
	for _, s := range tabs(d.res.Rules) {
		if reason := s.absent(d); reason != "" {
			d.omitted = append(d.omitted, omission{s.name, reason})
			continue
		}
		d.anchors[s.name] = sheet.Place(s.name, 1)
		chosen = append(chosen, s)
	}
	pages := make([]*sheet.Page, len(chosen))
	for i := len(chosen) - 1; i >= 0; i-- {
		pages[i] = chosen[i].fill(d)
	}
	return pages
}
