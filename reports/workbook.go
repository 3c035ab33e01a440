package reports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"weaksignal/audit"
	"weaksignal/reports/words"
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
func sheets(views []audit.RuleView) []sheet {
	return slices.Concat([]sheet{
		{words.SheetSummary, always, (*draft).summaryPage},
		{words.SheetFindings, (*draft).noSignals, (*draft).findingsPage},
		{words.SheetEffects, (*draft).noSignals, (*draft).effectsPage},
		{words.SheetTests, (*draft).noSignals, (*draft).testsPage},
		{words.SheetReliance, (*draft).noReliance, (*draft).reliancePage},
		{words.SheetGroups, (*draft).noGroups, (*draft).groupsPage},
		{words.SheetAttributes, (*draft).noGroups, (*draft).attributesPage},
		{words.SheetGroupTests, (*draft).noOpenGroups, (*draft).groupTestsPage},
		{words.SheetPrevalence, (*draft).noPrevalence, (*draft).prevalencePage},
	}, ruleSheets(views), []sheet{
		{words.SheetBridge, (*draft).noBridge, (*draft).bridgePage},
		{words.SheetWhatIf, (*draft).noWhatIf, (*draft).whatIfPage},
		{words.SheetFunnel, (*draft).noStages, (*draft).funnelPage},
		{words.SheetStageRates, (*draft).noStageRates, (*draft).ratesPage},
		{words.SheetRoutes, (*draft).noRoutes, (*draft).routesPage},
		{words.SheetRequisitions, (*draft).noRequisitions, (*draft).requisitionsPage},
		{words.SheetScreeners, (*draft).noScreeners, (*draft).screenersPage},
		{words.SheetScreenerTests, (*draft).noScreeners, (*draft).screenerTestsPage},
		{words.SheetTraining, (*draft).noTraining, (*draft).trainingPage},
		{words.SheetTrend, (*draft).noTrend, (*draft).trendPage},
		{sheetTruth, (*draft).noTruth, (*draft).truthPage},
		{words.SheetAccuracy, (*draft).noReading, (*draft).accuracyPage},
		{words.SheetReading, (*draft).noReading, (*draft).readingPage},
		{words.SheetQuality, always, (*draft).qualityPage},
		{words.SheetSettings, always, (*draft).settingsPage},
		{words.SheetMethods, always, (*draft).methodsPage},
		{words.SheetDictionary, always, (*draft).dictionaryPage},
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
	return words.ConfidentialDefault
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
		Title: printable(words.DocTitle, 200), Subject: printable(words.WordRun+" "+run.ID, 200), Creator: words.ProductName,
		LastModifiedBy: words.ProductName, Category: printable(b.confidentiality(), 200), Description: words.DocDescription,
		Identifier: printable(run.ID, 200), Version: printable(run.Version, 50), Created: stamp, Modified: stamp,
		Language: "en",
	})
}
