package appendix

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// tab is one worksheet: its name, why it would be left out ("" = it has something to
// say), and the function that fills it.
type tab struct {
	name   string
	absent func(*draft) string
	fill   func(*draft) *sheet.Page
}

// tabs lists the worksheets in the order of their tabs. The dictionary is filled last,
// because it explains the columns of the others.
func tabs() []tab {
	return []tab{
		{words.SheetFindings, noSignals, findingsPage},
		{words.SheetTests, noSignals, testsPage},
		{words.SheetReliance, noReliance, reliancePage},
		{words.SheetGroups, noGroups, groupsPage},
		{words.SheetBridge, noBridge, bridgePage},
		{words.SheetFunnel, noStages, funnelPage},
		{words.SheetScreeners, noScreeners, screenersPage},
		{words.SheetTrend, noTrend, trendPage},
		{sheetTruth, noTruth, truthPage},
		{words.SheetReading, noReading, readingPage},
		{words.SheetQuality, always, qualityPage},
		{words.SheetSettings, always, settingsPage},
		{words.SheetMethods, always, methodsPage},
	}
}

func always(*draft) string { return "" }

// draft is one workbook in the making.
type draft struct {
	*reports.Draft
	// audience may see it, "" where it may be handed on: the first line of every sheet.
	audience string
	// open: nothing is withheld.
	open bool
	// chosen are the sheets that have something to say, omitted those that have not.
	chosen  []tab
	omitted []omission
	filled  []*sheet.Page
}

type omission struct{ name, reason string }

// Write writes appendix.xlsx: suppressed, sanitised, with native tables, formulas and
// charts. Equal books give equal cells. The caller creates the file with mode 0600 and
// removes it on an error.
func Write(ctx context.Context, w io.Writer, b *reports.Book) error {
	if b == nil || b.Result == nil {
		return errors.New("write the appendix: there is no result")
	}
	return WriteDraft(ctx, w, reports.NewDraft(b))
}

// WriteDraft is Write of a book of which it is settled what may be shown.
func WriteDraft(ctx context.Context, w io.Writer, d *reports.Draft) error {
	return write(ctx, w, &draft{Draft: d}, words.DocDescription)
}

// WriteOpen writes the same sheets with every count; audience says on the first line of
// each who may see it.
func WriteOpen(ctx context.Context, w io.Writer, b *reports.Book, audience string) error {
	if b == nil || b.Result == nil {
		return errors.New("write the workbook for counsel: there is no result")
	}
	source := disclosure.Source{Result: b.Result, Requisitions: b.Requisitions}
	d := &draft{Draft: reports.DraftOf(b, disclosure.Everything(source)), audience: audience, open: true}
	return write(ctx, w, d, audience)
}

func write(ctx context.Context, w io.Writer, d *draft, description string) error {
	run := d.Result.Run
	doc := sheet.Document{Pages: d.pages(), Frame: sheet.Frame{RunID: run.ID, Confidentiality: d.Book.Confidentiality}, Title: words.DocTitle, Description: description,
		Version: run.Version, Finished: run.FinishedAt, Recalculate: true}
	if err := doc.Write(ctx, w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// pages fills the sheets that have something to say.
func (d *draft) pages() []*sheet.Page {
	d.chosen, d.omitted, d.filled = nil, nil, nil
	for _, s := range tabs() {
		if reason := s.absent(d); reason != "" {
			d.omitted = append(d.omitted, omission{s.name, reason})
			continue
		}
		d.chosen = append(d.chosen, s)
	}
	for _, s := range d.chosen {
		d.filled = append(d.filled, s.fill(d))
	}
	return d.filled
}

// page begins a sheet as wide as its first table: who may see it, its title, a note, and,
// on the first sheet of the workbook, what else is in it.
func (d *draft) page(name, note string, columns []sheet.Column) *sheet.Page {
	p := sheet.Over(name, columns)
	p.TextColumns = textColumns(columns)
	if d.audience != "" {
		p.PlainNote(d.audience)
	}
	p.Title(name)
	if len(d.filled) == 0 {
		d.contents(p)
	}
	p.Note(note)
	return p
}

// readable is how many characters wide a paragraph is at most: what a screen shows.
const readable = 150

// textColumns is over how many columns a paragraph runs.
func textColumns(columns []sheet.Column) int {
	n, width := 0, 0.0
	for _, c := range columns {
		if n > 0 && width+c.Width > readable {
			break
		}
		n, width = n+1, width+c.Width
	}
	return max(n, 1)
}

// contents names the run and the sheets left out; tabs name those that are there.
func (d *draft) contents(p *sheet.Page) {
	run := d.Result.Run
	line := words.WordRun + " " + run.ID
	if d.Book.Organisation != "" {
		line = d.Book.Organisation + " · " + line
	}
	if !run.FinishedAt.IsZero() {
		line += " · " + run.FinishedAt.UTC().Format("2 January 2006, 15:04 UTC")
	}
	if !d.open {
		line += ". " + words.SuppressionNote
	}
	p.Note(line)
	if len(d.omitted) == 0 {
		return
	}
	var order, parts []string
	names := map[string][]string{}
	for _, o := range d.omitted {
		if !slices.Contains(order, o.reason) {
			order = append(order, o.reason)
		}
		names[o.reason] = append(names[o.reason], o.name)
	}
	for _, r := range order {
		parts = append(parts, words.List(names[r])+" ("+r+")")
	}
	p.Note(words.LeftOut + strings.Join(parts, "; ") + ".")
}

// stages are the indexes of the stages in the order in which sheets show them: the first,
// the bottom line, then the others.
func (d *draft) stages() []int {
	var first, last, others []int
	for i, st := range d.Result.Stages {
		switch {
		case i == 0:
			first = append(first, i)
		case st.Stage == result.BottomLine:
			last = append(last, i)
		default:
			others = append(others, i)
		}
	}
	return slices.Concat(first, last, others)
}
