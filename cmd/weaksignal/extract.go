package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/cmd/weaksignal/internal/place"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rows"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/cmd/weaksignal/internal/supervise"
	"weaksignal/extract"
	"weaksignal/extract/document"
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
			x := extraction{a, f}
			switch {
			case f.stream:
				if err := f.validateStream(cmd.Flags().Changed("resumes")); err != nil {
					return err
				}
				return x.readStream(cmd.Context())
			case f.shard != "":
				return x.readShard(cmd.Context())
			}
			return x.readAll(cmd.Context())
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

// extraction is one call of `extract`.
type extraction struct {
	*app
	extractFlags
}

// readAll reads all documents, and writes a row for each.
func (x extraction) readAll(ctx context.Context) error {
	if err := x.validate(); err != nil {
		return err
	}
	asOf, err := x.day()
	if err != nil {
		return err
	}
	if err := x.extractable(); err != nil {
		return err
	}
	for flag, path := range map[string]string{"--out": x.file, "--text-out": x.textOut} {
		if err := x.mayWrite(flag, path); err != nil {
			return err
		}
	}
	key, err := pseudonym.Load(x.Config.State)
	if err != nil {
		return err
	}
	if err := x.FindOCR(ctx); err != nil {
		return err
	}
	options := x.ExtractOptions(key.Secret())
	options.KeepEvidence, options.MaskEvidence, options.KeepText = x.evidence, !x.unmasked, x.textOut != ""
	end := x.Progress("reading résumés", &options)
	remove, err := supervise.PrivateTemp() // for what is read: it may be more than fits into memory
	if err != nil {
		return err
	}
	defer remove()
	documents, err := extract.Collect(ctx, x.Config.Resumes, options)
	end()
	if err != nil {
		return err
	}
	defer documents.Close()
	all := func(yield func(rows.Row, error) bool) {
		for i := range documents.Len() {
			d, err := documents.Document(i)
			if err != nil {
				yield(rows.Row{}, err)
				return
			}
			if !yield(rows.Of(*d, x.Catalogue, asOf), nil) {
				return
			}
		}
	}
	if err := x.writeRows(all); err != nil {
		return err
	}
	if x.textOut != "" {
		if err := x.writeTexts(documents); err != nil {
			return err
		}
	}
	return x.summary(documents)
}

// day at which experience is measured.
func (x extraction) day() (time.Time, error) {
	if x.asOf == "" {
		return x.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, x.asOf)
	if err != nil {
		return day, exit.Usage(fmt.Errorf("--as-of %q is no date", x.asOf), "write it as 2026-01-31")
	}
	return day, nil
}

// extractable checks that there is something to read and a place for the key.
func (x extraction) extractable() error {
	if len(x.Config.Resumes) == 0 {
		return exit.Usage(errors.New("no résumés named"), "name a folder with --resumes DIR")
	}
	if err := inputs.Folders(x.Config.Resumes); err != nil {
		return err
	}
	return statefolder.Need(x.Config)
}

// writeRows writes the rows, whole or not at all.
func (x extraction) writeRows(all rows.Rows) error {
	if x.file == "-" {
		return rows.WriteJSON(x.stdout.Data(), all)
	}
	return place.Write(x.file, func(w io.Writer) error {
		switch kind(x.file) {
		case ".csv":
			return rows.WriteCSV(w, x.Catalogue, all)
		case ".parquet":
			return rows.WriteParquet(w, x.Catalogue, all)
		}
		return rows.WriteJSON(w, all)
	})
}

// kind of a file by its name: ".csv", ".jsonl", ".json".
func kind(file string) string { return strings.ToLower(filepath.Ext(file)) }

func (x extraction) summary(documents *extract.Documents) error {
	x.NoteOCR(documents)
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
	if x.OnTerminal() && !x.Config.Quiet {
		fmt.Fprintf(x.Stderr, "weaksignal: %d of %d %s read\n", read, all, lines.Plural("document", all))
	}
	if bad > 0 {
		fmt.Fprintf(x.Stderr, "weaksignal: %d of %d %s could not be read; their rows say why\n", bad, all, lines.Plural("document", all))
	}
	if doubtful > 0 {
		fmt.Fprintf(x.Stderr, "weaksignal: %d of %d %s doubtful: what is not found in them is unknown; their rows say why\n", doubtful, all,
			map[bool]string{true: "document is", false: "documents are"}[all == 1])
	}
	if bad+doubtful > 0 && !x.acceptUnreadable {
		return exit.Status(exit.Incomplete)
	}
	return nil
}

// writeTexts lays each document's text below the folder.
func (x extraction) writeTexts(documents *extract.Documents) error {
	renamed, err := place.Texts(x.textOut, documents)
	if renamed > 0 && err == nil {
		fmt.Fprintf(x.Stderr, "weaksignal: %d %s a name with \"~\" and a hash, because the document's own is too long or taken\n", renamed, map[bool]string{true: "text has", false: "texts have"}[renamed == 1])
	}
	return err
}
