package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"weaksignal/audit/result"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/extract"
	"weaksignal/extract/document/ocr"
)

// findOCR looks for tesseract before documents are read. A language that is asked
// for and not installed stops the run, because its scans would be read wrong.
func (a *app) findOCR(ctx context.Context) error {
	d := a.config.Documents
	if d.OCR == config.OCROff {
		return nil
	}
	engine, err := ocr.Find(ctx, d.OCRLanguages)
	var missing *ocr.MissingLanguageError
	switch {
	case err == nil:
		a.ocr = engine
		return nil
	case errors.Is(err, ocr.ErrMissing) && d.OCR == config.OCRAuto:
		return nil
	case errors.Is(err, ocr.ErrMissing):
		return exit.Usage(fmt.Errorf("documents.ocr is require, but %w", err), "install it (Debian: apt install tesseract-ocr), or set documents.ocr to auto")
	case errors.As(err, &missing):
		return exit.Usage(fmt.Errorf("documents.ocr_languages: %w", err),
			"install them (Debian: apt install tesseract-ocr-"+strings.ToLower(missing.Missing[0])+"), remove them from the list, or set documents.ocr to off")
	}
	if d.OCR == config.OCRRequire {
		return exit.Usage(fmt.Errorf("documents.ocr is require, but tesseract does not run: %w", err), "see the cause, or set documents.ocr to auto")
	}
	a.logf("tesseract is not used: %v", err)
	return nil
}

// noteOCR says in one line what OCR would read, were it there.
func (a *app) noteOCR(documents *extract.Documents) {
	if a.ocr.Path != "" {
		return
	}
	n := 0
	for i := range documents.Len() {
		if documents.ToScan(i) {
			n++
		}
	}
	if n > 0 {
		how := "install tesseract (Debian: apt install tesseract-ocr)"
		if a.config.Documents.OCR == config.OCROff {
			how = "set documents.ocr to auto"
		}
		fmt.Fprintf(a.stderr, "weaksignal: OCR would read %d %s (scans, pictures, worthless text layers): %s and run again\n", n, lines.Plural("document", n), how)
	}
}

// tools are the programs beside this one that documents were read with.
func (a *app) tools(documents *extract.Documents) []result.Tool {
	for i := range documents.Len() {
		if documents.Scanned(i) {
			return []result.Tool{{Name: "tesseract", Version: a.ocr.Version + " (" + strings.Join(a.ocr.Languages, "+") + ")"}}
		}
	}
	return nil
}
