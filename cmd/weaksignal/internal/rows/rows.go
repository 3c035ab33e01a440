// Package rows writes documents as rows, for those who count with a program of their own:
// JSON lines with everything, CSV and Parquet with a column a signal.
package rows

import (
	"encoding/json"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"

	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/version"
	"weaksignal/extract"
	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/parquet"
	"weaksignal/extract/signal"
)

// Rows are made one by one.
type Rows = iter.Seq2[Row, error]

// Row is one line of the output.
type Row struct {
	File     string                `json:"file"`
	SHA256   string                `json:"sha256"`
	Format   document.Format       `json:"format"`
	Engine   string                `json:"engine"`
	Status   document.Status       `json:"status"`
	Reason   string                `json:"reason,omitempty"`
	Remedy   string                `json:"remedy,omitempty"`
	Detail   string                `json:"detail,omitempty"`
	Quality  float64               `json:"quality"`
	Pages    int                   `json:"pages,omitempty"`
	Hidden   int                   `json:"hidden"`
	Same     string                `json:"duplicate_of,omitempty"`
	Signals  map[string]signalCell `json:"signals"`
	Measures measureCells          `json:"measures"`
	Route    string                `json:"route"`
}

type signalCell struct {
	Present    *bool             `json:"present"`
	Unknown    string            `json:"unknown,omitempty"`
	Evidence   []evidenceCell    `json:"evidence"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

type evidenceCell struct {
	Line    int    `json:"line"`
	Section string `json:"section,omitempty"`
	Why     string `json:"why"`
	Text    string `json:"text,omitempty"`
}

type measureCells struct {
	YearsExperience *float64 `json:"years_experience"`
	HighestDegree   *string  `json:"highest_degree"`
	Skills          []string `json:"skills"`
}

// Of makes the row of a document; years of experience end at asOf.
func Of(d extract.Document, c *catalogue.Catalogue, asOf time.Time) Row {
	p := d.Profile
	row := Row{File: d.Rel, SHA256: p.SHA256, Format: p.Format, Engine: p.Engine, Status: p.Status,
		Reason: p.Reason, Remedy: p.Remedy, Quality: p.Quality, Pages: p.Pages, Hidden: p.Hidden, Same: d.DuplicateOf,
		Signals: map[string]signalCell{}, Route: p.Reading.Route}
	for _, def := range c.Signals {
		row.Signals[def.ID] = cellOf(p.Reading.Findings[def.ID])
	}
	if p.Status == document.Doubtful {
		row.Reason, row.Detail = string(p.Doubt), p.Reason
	}
	if !p.HasText() {
		return row
	}
	row.Measures = measuresOf(p, asOf)
	return row
}

// measuresOf gives what the text holds. What a doubtful text does not hold is
// unknown, so that its sum of years and its highest degree are none.
func measuresOf(p extract.Profile, asOf time.Time) measureCells {
	var cells measureCells
	if years, _, known := signal.YearsOfExperience(p.Reading.Spans, month(asOf), nil); known && p.Whole() {
		cells.YearsExperience = &years
	}
	if degree, known := signal.HighestDegree(p.Reading.Degrees); known && (p.Whole() || degree == signal.PhD) {
		cells.HighestDegree = &degree
	}
	for _, s := range p.Reading.Skills {
		cells.Skills = append(cells.Skills, s.Name)
	}
	return cells
}

func cellOf(finding signal.Finding) signalCell {
	cell := signalCell{Present: finding.Present, Unknown: finding.Unknown, Evidence: []evidenceCell{}, Attributes: finding.Attributes}
	for _, e := range finding.Evidence {
		cell.Evidence = append(cell.Evidence, evidenceCell{e.Line, e.Section, e.Why, e.Text})
	}
	return cell
}

// month counts months from year 0, as signal.Span does.
func month(t time.Time) int { return t.Year()*12 + int(t.Month()) - 1 }

// WriteJSON writes an object a line.
func WriteJSON(w io.Writer, rows Rows) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for row, err := range rows {
		if err == nil {
			err = encoder.Encode(row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes one column per signal (1, 0, empty for unknown). Cells that a
// spreadsheet would take for a formula are quoted with an apostrophe.
func WriteCSV(w io.Writer, c *catalogue.Catalogue, rows Rows) error {
	ids := inputs.SignalIDs(c)
	out := neutral.NewTable(w)
	head := append([]string{"file", "sha256", "format", "engine", "status", "reason", "hidden", "route"}, ids...)
	if err := out.Write(append(head, "years_experience", "highest_degree", "skills")); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		record := []string{row.File, row.SHA256, string(row.Format), row.Engine, string(row.Status), row.Reason, strconv.Itoa(row.Hidden), row.Route}
		for _, id := range ids {
			record = append(record, triState(row.Signals[id].Present))
		}
		years, degree := "", ""
		if row.Measures.YearsExperience != nil {
			years = strconv.FormatFloat(*row.Measures.YearsExperience, 'f', 2, 64)
		}
		if row.Measures.HighestDegree != nil {
			degree = *row.Measures.HighestDegree
		}
		if err := out.Write(append(record, years, degree, strings.Join(row.Measures.Skills, "; "))); err != nil {
			return err
		}
	}
	return out.End()
}

func triState(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "1"
	}
	return "0"
}

// WriteParquet writes the columns of the CSV file with types, for those who count with
// a program. What made them stands in the metadata.
func WriteParquet(w io.Writer, c *catalogue.Catalogue, rows Rows) error {
	ids := inputs.SignalIDs(c)
	var columns []parquet.Column
	for _, name := range []string{"file", "sha256", "format", "engine", "status", "reason", "route", "highest_degree", "skills"} {
		columns = append(columns, parquet.Column{Name: name, Kind: parquet.Text})
	}
	for _, name := range []string{"hidden", "years_experience"} {
		columns = append(columns, parquet.Column{Name: name, Kind: parquet.Number})
	}
	for _, id := range ids {
		columns = append(columns, parquet.Column{Name: id, Kind: parquet.Flag})
	}
	out := parquet.NewWriter(w, columns)
	out.Set("weaksignal.version", version.String())
	out.Set("weaksignal.catalogue", c.Version())
	for r, err := range rows {
		if err != nil {
			return err
		}
		degree, years := "", math.NaN()
		if r.Measures.HighestDegree != nil {
			degree = *r.Measures.HighestDegree
		}
		if r.Measures.YearsExperience != nil {
			years = *r.Measures.YearsExperience
		}
		values := []any{r.File, r.SHA256, string(r.Format), r.Engine, string(r.Status), r.Reason, r.Route, degree, strings.Join(r.Measures.Skills, "; "), float64(r.Hidden), years}
		for _, id := range ids {
			values = append(values, r.Signals[id].Present)
		}
		if err := out.Write(values...); err != nil {
			return err
		}
	}
	return out.Close()
}
