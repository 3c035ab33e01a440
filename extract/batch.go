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
	// folder of the batch that Rel is within, as given; problem as the file was listed.
	folder, problem string
	// raw is the unkeyed fingerprint of the text, where there is no key.
	raw string
}

// Batch reads every document below the folders, sorted by path, the same for any
// number of workers, and holds all it found. What is wrong with one document stands in
// its Profile; the error is for what stops the batch: a folder that cannot be listed,
// options that are wrong, a worker that cannot start, a cancelled ctx.
func Batch(ctx context.Context, folders []string, opt Options) ([]Document, error) {
	docs, err := collect(ctx, folders, opt)
	if err != nil {
		return nil, err
	}
	defer docs.Close()
	return docs.all()
}

// Collect is [Batch] for any number of documents. The options need a key, because
// duplicates are told by keyed hashes.
func Collect(ctx context.Context, folders []string, opt Options) (*Documents, error) {
	if len(opt.Key) == 0 {
		return nil, errors.New("read documents: no key")
	}
	return collect(ctx, folders, opt)
}

func collect(ctx context.Context, folders []string, opt Options) (*Documents, error) {
	docs, err := listFiles(folders, Shard{})
	if err != nil {
		return nil, err
	}
	if err := docs.fill(ctx, folders, Shard{}, opt); err != nil {
		return nil, err
	}
	if err := docs.markDuplicates(); err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return docs, nil
}

// fill reads the documents, and closes them if that fails.
func (d *Documents) fill(ctx context.Context, folders []string, shard Shard, opt Options) error {
	b, err := newBatch(d, opt)
	if err != nil {
		return errors.Join(err, d.Close())
	}
	defer b.pool.Close()
	b.folders, b.shard = folders, shard
	if err := errors.Join(b.run(ctx), d.Err()); err != nil {
		return errors.Join(err, d.Close())
	}
	return nil
}

// all takes the documents into memory.
func (d *Documents) all() ([]Document, error) {
	all := make([]Document, 0, d.Len())
	for i := range d.Len() {
		doc, err := d.get(i)
		if err != nil {
			return nil, err
		}
		all = append(all, *doc)
	}
	return all, nil
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
	read, err := named(ctx, files, opt)
	if err != nil {
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
	read, err := named(ctx, []file{{rel: path}}, opt)
	if err != nil {
		return Document{}, err
	}
	return read[0], nil
}

// named reads the files that are named.
func named(ctx context.Context, files []file, opt Options) ([]Document, error) {
	docs := newDocuments()
	for _, f := range files {
		if err := docs.listed(f); err != nil {
			return nil, errors.Join(err, docs.Close())
		}
	}
	if err := docs.fill(ctx, nil, Shard{}, opt); err != nil {
		return nil, err
	}
	defer docs.Close()
	return docs.all()
}

// run hashes every file, reads each different content once, and places the
// results by index.
func (b *batch) run(ctx context.Context) error {
	if err := b.each(ctx, b.docs.Len(), b.hash); err != nil {
		return err
	}
	defer b.first.Close()
	work, err := b.distinct()
	if err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	b.total = b.docs.Len()
	b.report(b.total - len(work))
	if len(work) > 0 {
		if err := b.canary(ctx, request{}, nil); err != nil {
			return fmt.Errorf("read documents: %w", err)
		}
	}
	err = b.each(ctx, len(work), func(ctx context.Context, i int) error {
		err := b.read(ctx, int(work[i]))
		if err == nil {
			b.report(1)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := b.share(); err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
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
