package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"weaksignal/audit/result"

	"github.com/xuri/excelize/v2"
)

// sheet is one worksheet of audit.xlsx: its name, why it would be left out ("" =
// it has something to say), and the function that fills it.
type sheet struct {
	name   string
	absent func(*draft) string
	fill   func(*draft) *page
}

// sheets lists the worksheets in the order of their tabs. The Summary is filled
// last, because it links to the others.
func sheets(views []result.RuleView) []sheet {
	return slices.Concat([]sheet{
		{sheetSummary, always, (*draft).summaryPage},
		{sheetFindings, (*draft).noSignals, (*draft).findingsPage},
		{sheetEffects, (*draft).noSignals, (*draft).effectsPage},
		{sheetTests, (*draft).noSignals, (*draft).testsPage},
		{sheetReliance, (*draft).noReliance, (*draft).reliancePage},
		{sheetGroups, (*draft).noGroups, (*draft).groupsPage},
		{sheetAttributes, (*draft).noGroups, (*draft).attributesPage},
		{sheetGroupTests, (*draft).noOpenGroups, (*draft).groupTestsPage},
		{sheetPrevalence, (*draft).noPrevalence, (*draft).prevalencePage},
	}, ruleSheets(views), []sheet{
		{sheetBridge, (*draft).noBridge, (*draft).bridgePage},
		{sheetWhatIf, (*draft).noWhatIf, (*draft).whatIfPage},
		{sheetFunnel, (*draft).noStages, (*draft).funnelPage},
		{sheetStageRates, (*draft).noStageRates, (*draft).ratesPage},
		{sheetRoutes, (*draft).noRoutes, (*draft).routesPage},
		{sheetRequisitions, (*draft).noRequisitions, (*draft).requisitionsPage},
		{sheetScreeners, (*draft).noScreeners, (*draft).screenersPage},
		{sheetScreenerTests, (*draft).noScreeners, (*draft).screenerTestsPage},
		{sheetTraining, (*draft).noTraining, (*draft).trainingPage},
		{sheetTrend, (*draft).noTrend, (*draft).trendPage},
		{sheetTruth, (*draft).noTruth, (*draft).truthPage},
		{sheetAccuracy, (*draft).noReading, (*draft).accuracyPage},
		{sheetReading, (*draft).noReading, (*draft).readingPage},
		{sheetQuality, always, (*draft).qualityPage},
		{sheetSettings, always, (*draft).settingsPage},
		{sheetMethods, always, (*draft).methodsPage},
		{sheetDictionary, always, (*draft).dictionaryPage},
	})
}

func always(*draft) string { return "" }

// WriteWorkbook writes audit.xlsx: suppressed, sanitised, with native tables,
// formulas and charts. Equal books give equal cells. The caller creates the file
// with mode 0600 and removes it on an error.
func WriteWorkbook(ctx context.Context, w io.Writer, b *Book) error {
	if b == nil || b.Result == nil {
		return errors.New("write the workbook: there is no result")
	}
	pages := newDraft(b).pages()
	f := excelize.NewFile()
	defer f.Close()
	if err := writePages(ctx, f, b, pages); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// pages fills the sheets that have something to say; the Summary is first in the
// book and filled last.
func (d *draft) pages() []*page {
	var chosen []sheet
	for _, s := range sheets(d.res.Rules) {
		if reason := s.absent(d); reason != "" {
			d.omitted = append(d.omitted, omission{s.name, reason})
			continue
		}
		d.anchors[s.name] = place(s.name, 1)
		chosen = append(chosen, s)
	}
	pages := make([]*page, len(chosen))
	for i := len(chosen) - 1; i >= 0; i-- {
		pages[i] = chosen[i].fill(d)
	}
	return pages
}

func writePages(ctx context.Context, f *excelize.File, b *Book, pages []*page) error {
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", pages[0].name); err != nil {
		return err
	}
	for _, p := range pages[1:] {
		if _, err := f.NewSheet(p.name); err != nil {
			return fmt.Errorf("sheet %q: %w", p.name, err)
		}
	}
	if err := properties(f, b); err != nil {
		return err
	}
	st := newStyles(f)
	fr := frame{runID: b.Result.Run.ID, confidentiality: b.confidentiality()}
	for _, p := range pages {
		if err := p.render(ctx, f, st, fr); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) confidentiality() string {
	if b.Confidentiality != "" {
		return b.Confidentiality
	}
	return confidentialDefault
}

// properties sets what a file manager shows, and asks for a recalculation on
// opening: cached values are there for readers that don't calculate.
func properties(f *excelize.File, b *Book) error {
	full := true
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}); err != nil {
		return err
	}
	run := b.Result.Run
	stamp := run.FinishedAt.UTC().Format(time.RFC3339)
	return f.SetDocProps(&excelize.DocProperties{
		Title: printable(docTitle, 200), Subject: printable(wordRun+" "+run.ID, 200), Creator: productName,
		LastModifiedBy: productName, Category: printable(b.confidentiality(), 200), Description: docDescription,
		Identifier: printable(run.ID, 200), Version: printable(run.Version, 50), Created: stamp, Modified: stamp,
		Language: "en",
	})
}
