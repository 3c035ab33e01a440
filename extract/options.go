package extract

import (
	"fmt"
	"runtime"
	"time"

	"weaksignal/extract/catalogue"
	"weaksignal/extract/document"
	"weaksignal/extract/document/ocr"
)

// Options of a batch. The zero value of a field means its default, which
// [Options.Validate] names.
type Options struct {
	// Workers is the number of child processes; 0: one per processor.
	Workers int
	// Timeout is the time one document may take; 0: ten seconds.
	Timeout time.Duration
	// Limits cap what one document may cost; zero fields take their default.
	Limits document.Limits
	// Key of the keyed hashes (HMAC-SHA256), 16 bytes at least. Without a key
	// [Profile.Keys] stays empty and nothing is cached.
	Key []byte
	// CacheDir holds the profiles of earlier runs; "": none.
	CacheDir string
	// EngineDir holds the compiled PDF engine, which costs seconds to make; "": a
	// folder of the user's; NoEngineDir: none.
	EngineDir string
	// Catalogue says which definitions, lists and skills a worker process loads.
	Catalogue catalogue.Options
	// CatalogueVersion is that of Catalogue, from a caller who has loaded it; "":
	// it is loaded to know it.
	CatalogueVersion string
	// KeepText fills [Document.Text]. It makes a cached document be read again.
	KeepText bool
	// KeepEvidence fills the Text of each signal.Evidence. It makes a cached
	// document be read again, because the cache holds no text.
	KeepEvidence bool
	// MaskEvidence hides in these words what identifies the applicant: e-mails,
	// telephone numbers, handles and links, and the names known from the file's name,
	// from KnownNames, and from the document itself.
	MaskEvidence bool
	// KnownNames, if not nil, gives names and addresses of a document's applicant that
	// are known from elsewhere, by the document's path.
	KnownNames func(path string) []string
	// OnlyEngine reads PDF with one engine alone ([document.EngineLedongthuc] or
	// [document.EnginePDFium]), to measure it; "": the one that suits the file.
	OnlyEngine string
	// OCR reads pictures of pages ([ocr.Find]); the zero value reads none, and the
	// documents that need it say so.
	OCR ocr.Engine
	// Progress, if not nil, is called after each document, never twice at once.
	Progress func(done, total int)
	// Logf, if not nil, receives what an operator should know, without names or
	// paths of documents: a rebuilt cache, a worker that had to be replaced.
	Logf func(format string, args ...any)
}

// NoEngineDir has every worker that needs it compile the PDF engine anew.
const NoEngineDir = "-"

const (
	// defaultTimeout is 600 times the mean time of a résumé: long enough for a slow
	// disk, short enough that a folder of hostile files ends.
	defaultTimeout = 10 * time.Second
	minKey         = 16
)

// Validate says what is wrong with the options.
func (o Options) Validate() error {
	switch {
	case o.Workers < 0:
		return fmt.Errorf("workers: %d is negative; give 0 for one per processor", o.Workers)
	case o.Timeout < 0:
		return fmt.Errorf("timeout: %s is negative; give 0 for %s", o.Timeout, defaultTimeout)
	case len(o.Key) > 0 && len(o.Key) < minKey:
		return fmt.Errorf("key: %d bytes are too few; give %d or more", len(o.Key), minKey)
	case o.CacheDir != "" && len(o.Key) == 0:
		return fmt.Errorf("cache %s: a cache needs a key, because its entries hold keyed hashes", o.CacheDir)
	}
	if o.OnlyEngine != "" && o.OnlyEngine != document.EngineLedongthuc && o.OnlyEngine != document.EnginePDFium {
		return fmt.Errorf("engine: %q is none; give %s or %s", o.OnlyEngine, document.EngineLedongthuc, document.EnginePDFium)
	}
	return o.Limits.Validate()
}

// catalogueVersion of what the workers load.
func (o Options) catalogueVersion() (string, error) {
	if o.CatalogueVersion != "" {
		return o.CatalogueVersion, nil
	}
	c, err := catalogue.Load(o.Catalogue)
	if err != nil {
		return "", err
	}
	return c.Version(), nil
}

func (o Options) withDefaults() Options {
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	o.Limits = o.Limits.WithDefaults()
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	return o
}
