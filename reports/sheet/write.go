package sheet

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/words"
)

// Document is a workbook before it is written.
type Document struct {
	// Pages in the order of their tabs; at least one.
	Pages []*Page
	// Frame stands on every page.
	Frame Frame
	// title, description and version are what a file manager shows.
	Title, Description, Version string
	// Finished is when the run ended; zero = not said.
	Finished time.Time
	// Recalculate asks for a recalculation on opening: cached values are there for
	// readers that don't calculate.
	Recalculate bool
}

// Write writes the workbook as XLSX. Equal documents give equal cells, not bytes.
func (d *Document) Write(ctx context.Context, w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", d.Pages[0].Name); err != nil {
		return err
	}
	for _, p := range d.Pages[1:] {
		if _, err := f.NewSheet(p.Name); err != nil {
			return fmt.Errorf("sheet %q: %w", p.Name, err)
		}
	}
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &d.Recalculate}); err != nil {
		return err
	}
	if err := Properties(f, d); err != nil {
		return err
	}
	st := NewStyles(f)
	for _, p := range d.Pages {
		if err := p.render(ctx, f, st, d.Frame); err != nil {
			return err
		}
		if p.Hidden {
			if err := f.SetSheetVisible(p.Name, false, true); err != nil {
				return err
			}
		}
	}
	var raw bytes.Buffer
	if err := f.Write(&raw); err != nil {
		return err
	}
	return finish(raw.Bytes(), w, d.Pages)
}

// Properties sets what a file manager shows.
func Properties(f *excelize.File, d *Document) error {
	p := excelize.DocProperties{Title: printable(d.Title, 200), Subject: printable(words.WordRun+" "+d.Frame.RunID, 200),
		Creator: words.ProductName, LastModifiedBy: words.ProductName, Category: printable(d.Frame.Note(), 200), Description: d.Description,
		Identifier: printable(d.Frame.RunID, 200), Version: printable(d.Version, 50), Language: "en"}
	if !d.Finished.IsZero() {
		p.Created = d.Finished.UTC().Format(time.RFC3339)
		p.Modified = p.Created
	}
	return f.SetDocProps(&p)
}
