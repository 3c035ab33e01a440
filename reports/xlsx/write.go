package xlsx

import (
	"context"
	"fmt"
	"io"
	"time"

	"weaksignal/reports/page"
	"weaksignal/reports/sheet"
)

// columnWidth is that of one of the page's columns in characters: 25 pixels with Arial,
// 29 with the wider fonts that stand in for it, with which a page is as wide as the
// paper.
const columnWidth = 3.15

// Facts of the run that a file manager shows.
type Facts struct {
	Version  string
	Finished time.Time
}

// Write writes the report as XLSX. Equal reports give equal cells.
func Write(ctx context.Context, w io.Writer, r *page.Report, facts Facts) error {
	doc := sheet.Document{Frame: sheet.Frame{RunID: r.RunID, Confidentiality: r.Confidentiality}, Title: r.Title, Description: r.Answer, Version: facts.Version, Finished: facts.Finished}
	for i := range r.Pages {
		doc.Pages = append(doc.Pages, layPage(r, i))
	}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// layPage lays out one page.
func layPage(r *page.Report, i int) *sheet.Page {
	widths := make([]float64, page.Grid)
	for k := range widths {
		widths[k] = columnWidth
	}
	widths = append(widths, columnWidth) // a gap before the numbers of the pictures
	l := &layer{Page: sheet.New(r.Pages[i].Name, widths...)}
	l.Upright, l.PrintColumns, l.Size = true, page.Grid, sheet.PaperSize(r.Paper)
	l.across(r.Pages[i].Title, page.HeightTitle, sheet.Look{Ink: sheet.FillHead, Size: page.SizeTitle, Bold: true})
	if i == 0 {
		l.across(r.Origin, page.TextHeight(r.Origin, page.SizeNote, false), note())
	}
	for _, b := range r.Pages[i].Blocks {
		l.block(b)
	}
	return l.Page
}
