package review

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/xuri/excelize/v2"

	"weaksignal/reports/sheet"
	"weaksignal/reports/words"
)

// maxSheetRows is Excel's limit on the rows of a sheet; maxSheetColumns that on its
// columns.
const (
	maxSheetRows    = 1_048_576
	maxSheetColumns = 16_384
)

// Applications describes applications.xlsx: its columns, and what stands on every
// page. There is no place for a group, a name or a text.
type Applications struct {
	RunID, Confidentiality string
	// Signals head the value columns, in the order of Application.Values.
	Signals []string
	// Stages head the outcome columns, in the order of Application.Outcomes.
	Stages []string
}

// Application is one row: pseudonyms, keys and numbers.
type Application struct {
	Pseudonym, Requisition, Role, Level, Source, Period string
	// Values by signal; NaN = not known. len(Values) == len(Signals).
	Values []float64
	// Outcomes by stage, in words ("advanced", "rejected", "withdrawn"); "" = not
	// entered. len(Outcomes) == len(Stages).
	Outcomes []string
}

// applicationHeads are the fixed columns before the signals.
func applicationHeads() []string {
	return []string{"Application", "Requisition", "Role", "Level", "Source", "Month"}
}

// WriteApplications writes applications.xlsx row by row, in bounded memory: one row
// per application, pseudonymous, never with a group. What is over Excel's rows is
// left out and counted in cut; the sheet's first line then says so. rows must give
// the same rows in the same order for equal cells, and total says how many there
// are. The caller creates the file with mode 0600 and removes it on an error.
func WriteApplications(ctx context.Context, w io.Writer, head Applications, total int, rows iter.Seq2[Application, error]) (written, cut int, err error) {
	if len(applicationHeads())+len(head.Signals)+len(head.Stages) > maxSheetColumns {
		return 0, 0, errors.New("write applications.xlsx: more signals and stages than a sheet has columns")
	}
	f := excelize.NewFile()
	defer f.Close()
	s := &applicationSheet{head: head, room: maxSheetRows - applicationTop}
	if err := s.begin(f, total); err != nil {
		return 0, 0, fmt.Errorf("write applications.xlsx: %w", err)
	}
	for row, err := range rows {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = s.add(row)
		}
		if err != nil {
			return s.written, s.cut, fmt.Errorf("write applications.xlsx: row %d: %w", s.written+s.cut+1, err)
		}
	}
	if err := s.end(f); err != nil {
		return s.written, s.cut, fmt.Errorf("write applications.xlsx: %w", err)
	}
	if err := f.Write(w); err != nil {
		return s.written, s.cut, fmt.Errorf("write applications.xlsx: %w", err)
	}
	return s.written, s.cut, nil
}

// applicationTop is the row of the header: title and note stand above it.
const applicationTop = 3

// applicationSheet streams the one sheet of applications.xlsx.
type applicationSheet struct {
	head         Applications
	stream       *excelize.StreamWriter
	text, number int // style ids
	room         int
	written, cut int
}

func (s *applicationSheet) begin(f *excelize.File, total int) error {
	if err := f.SetSheetName("Sheet1", words.SheetApplications); err != nil {
		return err
	}
	st := sheet.NewStyles(f)
	p := sheet.New(words.SheetApplications, 20)
	p.HeadRow = applicationTop
	fit := true
	if err := f.SetSheetProps(p.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	var err error
	if s.stream, err = f.NewStreamWriter(p.Name); err != nil {
		return err
	}
	heads := s.heads()
	if err := s.stream.SetColWidth(1, len(heads), 18); err != nil {
		return err
	}
	if err := p.View(f, s.stream); err != nil {
		return err
	}
	if err := p.Paper(f, sheet.Frame{RunID: s.head.RunID, Confidentiality: s.head.Confidentiality}); err != nil {
		return err
	}
	note := words.ApplicationsNote
	if over := total - s.room; over > 0 {
		note = fmt.Sprintf(words.ApplicationsCut, words.Grouped(s.room), words.Grouped(over)) + " " + note
	}
	if s.text, err = st.Id(sheet.Body()); err != nil {
		return err
	}
	if s.number, err = st.Id(sheet.Body().As("0.###")); err != nil {
		return err
	}
	return s.top(st, note, heads)
}

func (s *applicationSheet) heads() []string {
	heads := append(applicationHeads(), s.head.Signals...)
	return unique(append(heads, s.head.Stages...))
}

// unique makes the names of table columns differ, as a table needs.
func unique(names []string) []string {
	seen := map[string]int{}
	out := make([]string, len(names))
	for i, n := range names {
		n = sheet.Clean(n)
		seen[n]++
		out[i] = n
		if k := seen[n]; k > 1 || n == "" {
			out[i] = fmt.Sprintf("%s (%d)", n, i+1)
		}
	}
	return out
}

func (s *applicationSheet) top(st *sheet.Styles, note string, heads []string) error {
	for row, c := range []sheet.Cell{{Value: words.SheetApplications, Look: sheet.Look{Ink: sheet.FillHead, Size: 16, Bold: true}}, sheet.Plain(note, sheet.Body().Muted())} {
		values, err := st.Values(sheet.Line{Cells: []sheet.Cell{c}})
		if err != nil {
			return err
		}
		if err := s.stream.SetRow(sheet.At(1, row+1), values); err != nil {
			return err
		}
	}
	cells := make([]sheet.Cell, len(heads))
	for i, h := range heads {
		cells[i] = sheet.Cell{Value: h, Look: sheet.Look{Ink: sheet.InkWhite, Fill: sheet.FillHead, Size: 10, Bold: true, Wrap: true}}
	}
	values, err := st.Values(sheet.Line{Cells: cells})
	if err != nil {
		return err
	}
	return s.stream.SetRow(sheet.At(1, applicationTop), values, excelize.RowOpts{Height: 30})
}

func (s *applicationSheet) add(a Application) error {
	if len(a.Values) != len(s.head.Signals) || len(a.Outcomes) != len(s.head.Stages) {
		return fmt.Errorf("%d values for %d signals, %d outcomes for %d stages", len(a.Values), len(s.head.Signals), len(a.Outcomes), len(s.head.Stages))
	}
	if s.written == s.room {
		s.cut++
		return nil
	}
	values := make([]any, 0, len(applicationHeads())+len(a.Values)+len(a.Outcomes))
	put := func(v any, style int) { values = append(values, excelize.Cell{StyleID: style, Value: v}) }
	for _, t := range []string{a.Pseudonym, a.Requisition, a.Role, a.Level, a.Source, a.Period} {
		put(sheet.Clean(t), s.text)
	}
	for _, x := range a.Values {
		switch {
		case math.IsNaN(x):
			put(words.UnknownValue, s.text)
		case !sheet.IsFinite(x):
			return fmt.Errorf("a value is %v", x)
		default:
			put(x, s.number)
		}
	}
	for _, o := range a.Outcomes {
		put(sheet.Clean(o), s.text)
	}
	s.written++
	return s.stream.SetRow(sheet.At(1, applicationTop+s.written), values)
}

func (s *applicationSheet) end(f *excelize.File) error {
	if s.written > 0 {
		noStripes := false
		if err := s.stream.AddTable(&excelize.Table{Name: "applications", StyleName: "TableStyleLight1", ShowRowStripes: &noStripes,
			Range: sheet.Area(1, applicationTop, len(s.heads()), applicationTop+s.written)}); err != nil {
			return err
		}
	}
	if err := sheet.Properties(f, &sheet.Document{Title: words.SheetApplications, Frame: sheet.Frame{RunID: s.head.RunID, Confidentiality: s.head.Confidentiality}}); err != nil {
		return err
	}
	return s.stream.Flush()
}
