package main

import (
	"context"
	"encoding/json"
	"errors"

	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/rows"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/extract"
)

// streamRow is one line of `extract --stream`: a row as `extract` writes it, and the
// profile that audit --profiles takes.
type streamRow struct {
	rows.Row
	Line int `json:"line"`
	// Profile is a text, so that an engine which reads the line into columns and writes
	// it in another form leaves it as it is; Seal shows that it did.
	Profile string `json:"profile"`
	Seal    string `json:"seal"`
}

func (f extractFlags) validateStream(resumes bool) error {
	switch {
	case resumes || f.file != "" || f.shard != "" || f.textOut != "":
		return exit.Usage(errors.New("--stream reads documents from standard input and writes to standard output"), "leave out --resumes, --out, --shard and --text-out")
	case f.unmasked && !f.evidence:
		return exit.Usage(errors.New("--unmasked without --evidence"), "add --evidence")
	}
	return nil
}

// readStream is `extract` as a filter: a document a line in, a profile a line out.
func (x extraction) readStream(ctx context.Context) error {
	asOf, err := x.day()
	if err != nil {
		return err
	}
	if err := statefolder.Need(x.Config); err != nil {
		return err
	}
	key, err := pseudonym.Load(x.Config.State)
	if err != nil {
		return err
	}
	if err := x.FindOCR(ctx); err != nil {
		return err
	}
	options := x.ExtractOptions(key.Secret())
	options.KeepEvidence, options.MaskEvidence = x.evidence, !x.unmasked
	sealer, err := extract.NewSealer(options)
	if err != nil {
		return err
	}
	out := json.NewEncoder(x.stdout.Data()) // a write a line: who asks one by one gets each answer at once
	out.SetEscapeHTML(false)
	return extract.Stream(ctx, x.stdin, options, func(d *extract.Streamed) error {
		row := streamRow{Row: rows.Of(d.Document, x.Catalogue, asOf), Line: d.Line}
		if d.Nameless {
			row.File = ""
		}
		var err error
		if row.Profile, row.Seal, err = sealer.Seal(d); err != nil {
			return err
		}
		return out.Encode(row)
	})
}
