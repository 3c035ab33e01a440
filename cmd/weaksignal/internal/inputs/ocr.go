package inputs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"weaksignal/audit/result"

	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/lines"
	"weaksignal/extract"
	"weaksignal/extract/document/ocr"
)

// FindOCR looks for tesseract before documents are read. A language that is asked
// for and not installed stops the run, because its scans would be read wrong.
func (a *Reader) FindOCR(ctx context.Context) error {
	d := a.Config.Documents
	if d.OCR == config.OCROff {
		return nil
	}
	engine, err := ocr.Find(ctx, d.OCRLanguages)
	var missing *ocr.MissingLanguageError
	switch {
	case err == nil:
		a.OCR = engine
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
	a.Logf("tesseract is not used: %v", err)
	return nil
}

// NoteOCR says in one line what OCR would read, were it there.
func (a *Reader) NoteOCR(documents *extract.Documents) {
	if _, n := documents.OCR(); n > 0 {
		how := "install tesseract (Debian: apt install tesseract-ocr)"
		if a.Config.Documents.OCR == config.OCROff {
			how = "set documents.ocr to auto"
		}
		if len(a.Config.Profiles) > 0 {
			how += " where they are extracted"
		}
		fmt.Fprintf(a.Stderr, "weaksignal: OCR would read %d %s (scans, pictures, worthless text layers): %s and run again\n", n, lines.Plural("document", n), how)
	}
}

// Tools are the programs beside this one that documents were read with.
func (a *Reader) Tools(documents *extract.Documents) (tools []result.Tool) {
	engines, _ := documents.OCR()
	for _, engine := range slices.Sorted(maps.Keys(engines)) {
		name, version, _ := strings.Cut(engine, " ")
		version, languages, _ := strings.Cut(version, " ")
		tools = append(tools, result.Tool{Name: name, Version: version + " (" + languages + ")"})
	}
	return tools
}
