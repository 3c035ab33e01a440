package pdfium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
	"weaksignal/extract/document/scan"
)

// wasmPages of 64 KB bound the memory of the second engine: 256 MB.
const wasmPages = 4096

// Engine runs PDFium in a WebAssembly sandbox without a file system. It
// starts with the first document that needs it and serves one document at a time.
type Engine struct {
	pool     pdfium.Pool
	cache    wazero.CompilationCache
	instance pdfium.Pdfium
	// broken counts instances that had to be thrown away.
	Broken int
	// handles of page objects that the instance holds: it forgets none before it ends.
	handles int
}

// maxHandles of page objects cost some 40 MB.
const maxHandles = 200_000

func Start(compileCache string) (*Engine, error) {
	// WithCloseOnContextDone would make every call three to four times slower; the
	// parent's deadline ends the process instead.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(wasmPages)
	e := &Engine{}
	if cache := openCompileCache(compileCache); cache != nil {
		e.cache = cache
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		// The default mounts the root folder into the sandbox.
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		e.Close()
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	e.pool = pool
	return e, nil
}

// openCompileCache opens the folder that saves the compilation; without it
// everything works, three seconds later.
func openCompileCache(dir string) wazero.CompilationCache {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

func (e *Engine) Close() {
	e.drop()
	if e.pool != nil {
		_ = e.pool.Close()
	}
	if e.cache != nil {
		_ = e.cache.Close(context.Background())
	}
}

// drop throws the instance away: after a trap its memory is in no known state.
func (e *Engine) drop() {
	if e.instance == nil {
		return
	}
	_ = e.instance.Close()
	e.instance = nil
	e.Broken++
}

// Read gives the text of a PDF; eye, if not nil, reads pages that are pictures.
func (e *Engine) Read(ctx context.Context, data []byte, lim draft.Limits, look ink.Look, eye *scan.Scanner) (t *draft.Text, err error) {
	if e.instance == nil {
		if e.instance, err = e.pool.GetInstance(30 * time.Second); err != nil {
			return nil, fmt.Errorf("start pdfium: %w", err)
		}
	}
	defer func() {
		if p := recover(); p != nil {
			t, err = nil, draft.Damaged(draft.PDF, fmt.Errorf("pdfium: %v", p))
		}
		if err != nil && !errors.Is(err, errNotOpened) && !draft.Refusal(err) || t != nil && len(t.Problems) > 0 {
			e.drop()
		}
	}()
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		data = append([]byte("%PDF-1.7\n"), data...) // the head is lost, the rest may do
	}
	doc, err := e.instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, pdfiumOpenError(err)
	}
	notes := &pdfNotes{hidden: map[int]string{}}
	t, err = e.pages(ctx, pdfiumDocument{Pdfium: e.instance, ref: doc.Document, look: look, notes: notes}, lim, eye)
	if err != nil && !draft.Refusal(err) {
		return nil, err
	}
	if _, closeErr := e.instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document}); closeErr != nil {
		return nil, draft.Damaged(draft.PDF, closeErr)
	}
	if e.handles += notes.seen; e.handles > maxHandles {
		e.handles = 0
		_ = e.instance.Close()
		e.instance = nil
	}
	return t, err
}

// errNotOpened marks a document that PDFium refused in good order.
var errNotOpened = errors.New("not opened")

func pdfiumOpenError(err error) error {
	refused := fmt.Errorf("%w: %w", errNotOpened, err)
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return &draft.Error{Status: draft.Unreadable, Format: draft.PDF, Reason: "protected by a password", Remedy: draft.RemedyPassword, Err: refused}
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return &draft.Error{Status: draft.Unreadable, Format: draft.PDF, Reason: "protected in a way that is not supported", Remedy: draft.RemedyPassword, Err: refused}
	case errors.Is(err, pdfiumerrors.ErrFormat), errors.Is(err, pdfiumerrors.ErrFile), errors.Is(err, pdfiumerrors.ErrUnknown):
		return draft.Damaged(draft.PDF, refused)
	}
	return draft.Damaged(draft.PDF, fmt.Errorf("pdfium: %w", err))
}
