package extract

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

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
	// or the same words; "" for the first itself.
	DuplicateOf string
	// Text as read; nil unless Options.KeepText is set and the document was read.
	Text *document.Text
	// folder of the batch that Rel is within, as given.
	folder string
	// raw is the unkeyed fingerprint of the text, where there is no key.
	raw string
}

// Batch reads every document below the folders, sorted by path, the same for any
// number of workers, and holds all it found. What is wrong with one document stands in
// its Profile; the error is for what stops the batch: a folder that cannot be listed,
// options that are wrong, a worker that cannot start, a cancelled ctx.
func Batch(ctx context.Context, folders []string, opt Options) ([]Document, error) {
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	docs := holdFiles(files)
	if err := runBatch(ctx, files, docs, folders, Shard{}, opt); err != nil {
		return nil, err
	}
	markDuplicates(docs)
	return docs, nil
}

// Collect is [Batch] for any number of documents. The options need a key, because
// duplicates are told by keyed hashes.
func Collect(ctx context.Context, folders []string, opt Options) (*Documents, error) {
	if len(opt.Key) == 0 {
		return nil, errors.New("read documents: no key")
	}
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	docs, err := collect(ctx, files, folders, Shard{}, opt)
	if err != nil {
		return nil, err
	}
	docs.markDuplicates()
	return docs, nil
}

func collect(ctx context.Context, files []file, folders []string, shard Shard, opt Options) (*Documents, error) {
	docs, err := newDocuments(files)
	if err != nil {
		return nil, err
	}
	if err := runBatch(ctx, files, docs, folders, shard, opt); err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return docs, nil
}

func runBatch(ctx context.Context, files []file, docs sink, folders []string, shard Shard, opt Options) error {
	b, err := newBatch(files, docs, opt)
	if err != nil {
		return err
	}
	defer b.pool.Close()
	b.folders, b.shard = folders, shard
	return b.run(ctx)
}

// held are documents that are held as they are.
type held []Document

func holdFiles(files []file) held {
	docs := make(held, len(files))
	for i, f := range files {
		docs[i] = Document{Path: f.path(), Rel: f.rel, folder: f.folder}
	}
	return docs
}

func (h held) get(i int) (*Document, error) { return &h[i], nil }

func (h held) put(int, *Document) error { return nil }

func (h held) SHA256(i int) string { return h[i].Profile.SHA256 }

func (h held) share(i, of int) {
	h[i].Profile, h[i].Text, h[i].raw = h[of].Profile, h[of].Text, h[of].raw
}

// Again reads the documents of an earlier batch again, in their order and without
// the cache, for what it does not hold: the words of evidence. A document whose bytes
// have changed since is unreadable, as what was found is no longer what it says.
func Again(ctx context.Context, docs []*Document, opt Options) ([]Document, error) {
	opt.CacheDir = ""
	files := make([]file, len(docs))
	for i, d := range docs {
		files[i] = file{rel: d.Rel, folder: d.folder}
	}
	read := holdFiles(files)
	if err := runBatch(ctx, files, read, nil, Shard{}, opt); err != nil {
		return nil, err
	}
	for i := range read {
		if was := docs[i].Profile.SHA256; read[i].Profile.SHA256 != was {
			read[i].Profile = Profile{SHA256: was, Status: document.Unreadable, Reason: "the file changed after it was read", Remedy: "run again"}
		}
	}
	return read, nil
}

// One reads one document, like a batch of one, without the cache.
func One(ctx context.Context, path string, opt Options) (Document, error) {
	opt.Workers, opt.CacheDir = 1, ""
	files := []file{{rel: path}}
	docs := holdFiles(files)
	if err := runBatch(ctx, files, docs, nil, Shard{}, opt); err != nil {
		return Document{}, err
	}
	return docs[0], nil
}

// run hashes every file, reads each different content once, and places the
// results by index.
func (b *batch) run(ctx context.Context) error {
	if err := b.each(ctx, len(b.files), b.hash); err != nil {
		return err
	}
	work := b.distinct()
	b.total = len(b.files)
	b.report(b.total - len(work))
	if len(work) > 0 {
		if err := b.canary(ctx, request{}, nil); err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
	}
	err := b.each(ctx, len(work), func(ctx context.Context, i int) error {
		err := b.read(ctx, int(work[i]))
		if err == nil {
			b.report(1)
		}
		return err
	})
	if err != nil {
		return err
	}
	b.share()
	b.closeCache()
	return nil
}

// each calls do for 0..n-1 on as many goroutines as there are workers and stops
// at the first error.
func (b *batch) each(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(b.opt.Workers, n) {
		g.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(ctx, i); err != nil {
					return err
				}
			}
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	return nil
}

// progress counts documents and tells the caller, never twice at once.
type progress struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
}

func (p *progress) report(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done += n; n > 0 {
		p.tell(p.done, p.total)
	}
}
