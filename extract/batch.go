package extract

import (
	"context"
	"io"

	"weaksignal/extract/document"
)

// Document is one file of a batch and what it says.
type Document struct {
	// Path opens the file: the folder as given, joined with Rel.
	Path string
	// Rel is the path within its folder, with slashes.
	Rel     string
	Profile Profile
	// DuplicateOf is the Path of the first document, by path, with the same bytes
	// or the same normalised text; "" for the first itself.
	DuplicateOf string
	// Text as read; nil unless Options.KeepText is set and the document was read.
	Text *document.Text
}

// WorkerArg is the only argument of a child process that reads documents. A
// program that calls [Batch] or [One] answers it with [ServeWorker] before it
// does anything else; so does the TestMain of a test that calls them.
const WorkerArg = "__read-documents"

// IsWorker reports whether args (os.Args) ask for [ServeWorker].
func IsWorker(args []string) bool {
	return len(args) == 2 && args[1] == WorkerArg
}

// Batch reads every document below the folders, sorted by path, the same for any
// number of workers. What is wrong with one document stands in its Profile; the
// error is for what stops the batch: a folder that cannot be listed, options
// that are wrong, a cancelled ctx.
func Batch(ctx context.Context, folders []string, opt Options) ([]Document, error) {
	if err := opt.Validate(); err != nil {
		return nil, err
	}
	return nil, ctx.Err()
}

// One reads one document, like a batch of one, without the cache.
func One(ctx context.Context, path string, opt Options) (Document, error) {
	if err := opt.Validate(); err != nil {
		return Document{}, err
	}
	return Document{Path: path}, ctx.Err()
}

// ServeWorker is the other end of the pool: it reads documents that arrive on in
// and writes their profiles to out until in ends.
func ServeWorker(in io.Reader, out io.Writer) error {
	return nil
}
