package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/cmd/weaksignal/internal/neutral"
	"weaksignal/cmd/weaksignal/internal/place"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/extract"
	"weaksignal/extract/document"
	"weaksignal/extract/signal"
)

// extractFlags are the flags of `extract` that are no configuration.
type extractFlags struct {
	file, textOut, asOf, shard string
	evidence, unmasked         bool
	stream, acceptUnreadable   bool
}

func (a *app) extractCommand() *cobra.Command {
	var f extractFlags
	cmd := &cobra.Command{
		Use:   "extract --resumes DIR --out FILE.jsonl|FILE.csv|FILE.parquet",
		Short: "Extract signals only, one row per document",
		Long: `extract reads résumés and writes one row per document, as JSON lines, CSV or Parquet
by the name of the file ("-" prints JSON lines). Evidence is given by line and reason;
--evidence adds the words, with e-mails, phones, handles and the applicant's name
masked. --text-out writes each document's text as it was read, unmasked.

With --shard i/n it reads the i-th of n shares of the documents and writes their
profiles into the folder --out (or a file .jsonl or .parquet), for audit --profiles: n machines
share the work, and the audit is the same as one machine's. All of them need the
same program, configuration and key file of the state folder. --shard auto takes i
and n from a Slurm or AWS Batch array, --shard auto/n takes i from a Kubernetes
Indexed Job. See docs/sharding.md.

With --stream it is a filter for engines that run programs: it reads one JSON object
a line, {"file": "a/b.pdf", "content": "<base64>"} or {"file": "a/b.pdf", "path":
"/mount/a/b.pdf"}, and writes one profile a line, in the same order, until standard
input ends. A bad line or document is a profile with its status. See docs/spark.md.`,
		Example: `  weaksignal extract --resumes resumes/ --out signals.jsonl
  weaksignal extract --resumes resumes/ --out - --evidence
  weaksignal extract --resumes resumes/ --shard 3/8 --out profiles/
  weaksignal extract --stream < documents.jsonl > profiles.jsonl`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.load(cmd); err != nil {
				return err
			}
			switch {
			case f.stream:
				if err := f.validateStream(cmd.Flags().Changed("resumes")); err != nil {
					return err
				}
				return a.extractStream(cmd.Context(), f)
			case f.shard != "":
				return a.extractShard(cmd.Context(), f)
			}
			return a.extract(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.StringArray("resumes", nil, "`folder` of résumés; repeatable")
	flags.Int("workers", 0, "`number` of workers (default one per processor)")
	progressFlag(cmd)
	flags.StringVar(&f.file, "out", "", "`file` to write, .jsonl, .csv or .parquet; - for standard output")
	flags.StringVar(&f.shard, "shard", "", "read share `i/n` of the documents, auto or auto/n, and write profiles for audit --profiles")
	flags.BoolVar(&f.stream, "stream", false, "be a filter: documents as JSON lines in, profiles as JSON lines out")
	flags.BoolVar(&f.acceptUnreadable, "accept-unreadable", false, "exit 0 where unreadable or doubtful documents would make it 3, for schedulers that retry")
	flags.StringVar(&f.textOut, "text-out", "", "`folder` for each document's text as it was read")
	flags.StringVar(&f.asOf, "as-of", "", "`day` at which experience is measured (default today)")
	flags.BoolVar(&f.evidence, "evidence", false, "add the words of the evidence, masked")
	flags.BoolVar(&f.unmasked, "unmasked", false, "with --evidence: leave the words as they are")
	return cmd
}

func (f extractFlags) validate() error {
	switch ext := kind(f.file); {
	case f.file == "":
		return exit.Usage(errors.New("no --out FILE"), "name a .jsonl, .csv or .parquet file, or - for standard output")
	case f.file != "-" && ext != ".jsonl" && ext != ".csv" && ext != ".parquet":
		return exit.Usage(fmt.Errorf("--out %s: unknown kind of file", f.file), "use a name that ends in .jsonl, .csv or .parquet")
	case f.unmasked && !f.evidence:
		return exit.Usage(errors.New("--unmasked without --evidence"), "add --evidence")
	}
	return nil
}

func (a *app) extract(ctx context.Context, f extractFlags) error {
	if err := f.validate(); err != nil {
		return err
	}
	asOf, err := a.asOf(f)
	if err != nil {
		return err
	}
	if err := a.extractable(); err != nil {
		return err
	}
	for flag, path := range map[string]string{"--out": f.file, "--text-out": f.textOut} {
		if err := a.mayWrite(flag, path); err != nil {
			return err
		}
	}
	key, err := pseudonym.Load(a.Config.State)
	if err != nil {
		return err
	}
	if err := a.FindOCR(ctx); err != nil {
		return err
	}
	options := a.ExtractOptions(key.Secret())
	options.KeepEvidence, options.MaskEvidence, options.KeepText = f.evidence, !f.unmasked, f.textOut != ""
	end := a.Progress("reading résumés", &options)
	remove, err := supervise.PrivateTemp() // for what is read: it may be more than fits into memory
	if err != nil {
		return err
	}
	defer remove()
	documents, err := extract.Collect(ctx, a.Config.Resumes, options)
	end()
	if err != nil {
		return err
	}
	defer documents.Close()
	rows := func(yield func(extractRow, error) bool) {
		for i := range documents.Len() {
			d, err := documents.Document(i)
			if err != nil {
				yield(extractRow{}, err)
				return
			}
			if !yield(a.extractRow(*d, asOf), nil) {
				return
			}
		}
	}
	if err := a.writeRows(f.file, rows); err != nil {
		return err
	}
	if f.textOut != "" {
		if err := a.writeTexts(f.textOut, documents); err != nil {
			return err
		}
	}
	return a.extractSummary(documents, f)
}

// asOf is the day at which experience is measured.
func (a *app) asOf(f extractFlags) (time.Time, error) {
	if f.asOf == "" {
		return a.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, f.asOf)
	if err != nil {
		return day, exit.Usage(fmt.Errorf("--as-of %q is no date", f.asOf), "write it as 2026-01-31")
	}
	return day, nil
}

// extractable checks that there is something to read and a place for the key.
func (a *app) extractable() error {
	if len(a.Config.Resumes) == 0 {
		return exit.Usage(errors.New("no résumés named"), "name a folder with --resumes DIR")
	}
	if err := inputs.Folders(a.Config.Resumes); err != nil {
		return err
	}
	return statefolder.Need(a.Config)
}

// extractRows are made one by one.
type extractRows = iter.Seq2[extractRow, error]

// extractRow is one line of the output.
type extractRow struct {
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

func (a *app) extractRow(d extract.Document, asOf time.Time) extractRow {
	p := d.Profile
	row := extractRow{File: d.Rel, SHA256: p.SHA256, Format: p.Format, Engine: p.Engine, Status: p.Status,
		Reason: p.Reason, Remedy: p.Remedy, Quality: p.Quality, Pages: p.Pages, Hidden: p.Hidden, Same: d.DuplicateOf,
		Signals: map[string]signalCell{}, Route: p.Reading.Route}
	for _, def := range a.Catalogue.Signals {
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

// writeRows writes the rows to file, whole or not at all.
func (a *app) writeRows(file string, rows extractRows) error {
	if file == "-" {
		return writeJSONLines(a.stdout.Data(), rows)
	}
	write := writeJSONLines
	switch kind(file) {
	case ".csv":
		write = a.writeCSV
	case ".parquet":
		write = a.writeParquet
	}
	return place.Write(file, func(w io.Writer) error { return write(w, rows) })
}

// kind of a file by its name: ".csv", ".jsonl", ".json".
func kind(file string) string { return strings.ToLower(filepath.Ext(file)) }

func writeJSONLines(w io.Writer, rows extractRows) error {
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

// writeCSV writes one column per signal (1, 0, empty for unknown). Cells that a
// spreadsheet would take for a formula are quoted with an apostrophe.
func (a *app) writeCSV(w io.Writer, rows extractRows) error {
	ids := inputs.SignalIDs(a.Catalogue)
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

func (a *app) extractSummary(documents *extract.Documents, f extractFlags) error {
	a.NoteOCR(documents)
	all, read, doubtful := documents.Len(), 0, 0
	for i := range all {
		switch documents.Status(i) {
		case document.Read:
			read++
		case document.Doubtful:
			doubtful++
		}
	}
	bad := all - read - doubtful
	if a.OnTerminal() && !a.Config.Quiet {
		fmt.Fprintf(a.Stderr, "weaksignal: %d of %d %s read\n", read, all, lines.Plural("document", all))
	}
	if bad > 0 {
		fmt.Fprintf(a.Stderr, "weaksignal: %d of %d %s could not be read; their rows say why\n", bad, all, lines.Plural("document", all))
	}
	if doubtful > 0 {
		fmt.Fprintf(a.Stderr, "weaksignal: %d of %d %s doubtful: what is not found in them is unknown; their rows say why\n", doubtful, all,
			map[bool]string{true: "document is", false: "documents are"}[all == 1])
	}
	if bad+doubtful > 0 && !f.acceptUnreadable {
		return exit.Status(exit.Incomplete)
	}
	return nil
}

// writeTexts lays each document's text below dir.
func (a *app) writeTexts(dir string, documents *extract.Documents) error {
	renamed, err := place.Texts(dir, documents)
	if renamed > 0 && err == nil {
		fmt.Fprintf(a.Stderr, "weaksignal: %d %s a name with \"~\" and a hash, because the document's own is too long or taken\n", renamed, map[bool]string{true: "text has", false: "texts have"}[renamed == 1])
	}
	return err
}
